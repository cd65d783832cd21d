// REINFORCE con línea base: un agente busca la salida de un corredor con trampas.
#include <torch/torch.h>
#include <iostream>
#include <numeric>
#include <vector>

namespace F = torch::nn::functional;

constexpr int LARGO = 9;
constexpr int ACCIONES = 3;  // izquierda, saltar, derecha

struct Corredor {
    int sitio = 0;
    std::vector<int> trampas;
    void reiniciar() {
        sitio = 0;
        trampas.assign(LARGO, 0);
        for (int i = 2; i < LARGO - 1; i++) trampas[i] = torch::rand({1}).item<float>() < 0.25f && !trampas[i - 1];
    }
    torch::Tensor ver() const {
        auto v = torch::zeros({LARGO + 2});
        v[sitio] = 1;
        if (sitio + 1 < LARGO) v[LARGO] = trampas[sitio + 1];
        v[LARGO + 1] = 1.f;
        return v;
    }
    // premio y si terminó
    std::pair<float, bool> mover(int accion) {
        if (accion == 0) sitio = std::max(0, sitio - 1);
        if (accion == 1) sitio = std::min(LARGO - 1, sitio + 2);
        if (accion == 2) sitio = std::min(LARGO - 1, sitio + 1);
        if (trampas[sitio]) return {-3.f, true};
        if (sitio == LARGO - 1) return {4.f, true};
        return {accion == 1 ? -0.5f : -0.1f, false};
    }
};

class PoliticaImpl : public torch::nn::Module {
public:
    PoliticaImpl() {
        capa1 = register_module("capa1", torch::nn::Linear(LARGO + 2, 24));
        capa2 = register_module("capa2", torch::nn::Linear(24, ACCIONES));
        for (auto& p : named_parameters())
            if (p.key().find("weight") != std::string::npos) torch::nn::init::xavier_normal_(p.value());
    }
    torch::Tensor forward(const torch::Tensor& x) {
        return F::log_softmax(capa2(F::dropout(F::elu(capa1(x)), F::DropoutFuncOptions().p(0.1).training(is_training()))), 1);
    }
private:
    torch::nn::Linear capa1{nullptr}, capa2{nullptr};
};
TORCH_MODULE(Politica);

struct Episodio { std::vector<torch::Tensor> logs; std::vector<float> premios; float total() const { return std::accumulate(premios.begin(), premios.end(), 0.f); } };

Episodio jugar(Politica& politica, Corredor& mundo, bool explorar) {
    Episodio e;
    mundo.reiniciar();
    for (int t = 0; t < 25; t++) {
        auto lp = politica(mundo.ver().unsqueeze(0)).squeeze(0);
        int accion = explorar ? lp.exp().multinomial(1).item<int>() : lp.argmax().item<int>();
        auto [premio, fin] = mundo.mover(accion);
        e.logs.push_back(lp[accion]);
        e.premios.push_back(premio);
        if (fin) break;
    }
    return e;
}

int main(int argc, char* argv[]) {
    torch::manual_seed(21);
    const int rondas = argc > 1 ? std::stoi(argv[1]) : 120;
    const int por_ronda = 8;
    const float gamma = 0.95f;
    Politica politica;
    auto optimizador = std::make_unique<torch::optim::SGD>(politica->parameters(), torch::optim::SGDOptions(0.05).momentum(0.8).weight_decay(1e-4));
    Corredor mundo;
    float base = 0.f;
    for (int ronda = rondas; ronda-- > 0;) {
        politica->train();
        torch::Tensor perdida = torch::zeros({});
        float suma = 0;
        for (int k = 0; k < por_ronda; k++) {
            const auto e = jugar(politica, mundo, true);
            float vuelta = 0;
            for (size_t i = e.premios.size(); i-- > 0;) {
                vuelta = e.premios[i] + gamma * vuelta;
                perdida = perdida - e.logs[i] * (vuelta - base);
            }
            suma += e.total();
        }
        perdida = perdida / por_ronda;
        optimizador->zero_grad();
        perdida.backward();
        optimizador->step();
        base = 0.9f * base + 0.1f * suma / por_ronda;
        if (ronda % 20 == 0) std::cout << "faltan " << ronda << " rondas, premio medio " << suma / por_ronda << '\n';
    }
    politica->eval();
    torch::NoGradGuard sin_gradiente;
    float prueba = 0;
    for (int k = 0; k < 100; k++) prueba += jugar(politica, mundo, false).total();
    std::cout << "Premio de prueba: " << prueba / 100 << std::endl;
}
