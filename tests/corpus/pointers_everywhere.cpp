#include <torch/torch.h>
#include <cstdio>
#include <cstdlib>
#include <memory>

/* Modules held by raw pointers, an owner that deletes them, optimizer by unique_ptr. */

class Encoder : public torch::nn::Module {
public:
    Encoder(int inputs, int outputs) {
        m_first = new torch::nn::Linear(inputs, 20);
        m_second = new torch::nn::Linear(20, outputs);
        m_act = new torch::nn::Sigmoid();
        register_module("first", *m_first);
        register_module("second", *m_second);
        register_module("act", *m_act);
    }
    ~Encoder() override {
        delete m_first;
        delete m_second;
        delete m_act;
    }
    torch::Tensor encode(torch::Tensor in) { return (*m_act)((*m_second)((*m_act)((*m_first)(in)))); }
private:
    torch::nn::Linear *m_first, *m_second;
    torch::nn::Sigmoid *m_act;
};

class Judge : public torch::nn::Module {
public:
    explicit Judge(int inputs) : m_layer(std::make_unique<torch::nn::Linear>(inputs, 3)) { register_module("layer", *m_layer); }
    torch::Tensor judge(torch::Tensor code) { return m_layer->get()->forward(code); }
private:
    std::unique_ptr<torch::nn::Linear> m_layer;
};

struct Machine {
    std::shared_ptr<Encoder> encoder = std::make_shared<Encoder>(4, 10);
    std::shared_ptr<Judge> judge = std::make_shared<Judge>(10);
    torch::optim::Optimizer *optimizer = nullptr;
    torch::nn::CrossEntropyLoss *criterion = nullptr;

    Machine(double lr, double decay) {
        auto all = encoder->parameters();
        for (auto &p : judge->parameters()) all.push_back(p);
        optimizer = new torch::optim::Adam(all, torch::optim::AdamOptions(lr).weight_decay(decay));
        criterion = new torch::nn::CrossEntropyLoss();
    }
    ~Machine() {
        delete optimizer;
        delete criterion;
    }
    torch::Tensor run(torch::Tensor x) { return judge->judge(encoder->encode(x)); }
};

typedef std::pair<torch::Tensor, torch::Tensor> Data;

/* Three kinds of iris-like flowers. */
static Data *flowers(int n) {
    torch::Tensor kind = torch::arange(n).remainder(3);
    torch::Tensor base = torch::stack({kind * 0.8, 1.2 - kind * 0.4, (kind - 1).pow(2) * 0.5, kind * 0.3}, 1);
    return new Data(base + 0.35 * torch::randn({n, 4}), kind);
}

static void train(Machine *machine, const Data *data, int epochs, int batch) {
    const int n = (int)data->second.size(0);
    int epoch = 0;
    for (;;) {
        if (epoch == epochs) break;
        torch::Tensor order = torch::randperm(n);
        int start = 0;
        do {
            torch::Tensor part = order.slice(0, start, start + batch);
            machine->optimizer->zero_grad();
            torch::Tensor loss = (*machine->criterion)(machine->run(data->first.index_select(0, part)), data->second.index_select(0, part));
            loss.backward();
            machine->optimizer->step();
            start += batch;
        } while (start < n);
        ++epoch;
    }
}

int main(int argc, char **argv) {
    torch::manual_seed(2);
    int epochs = argc > 1 ? atoi(argv[1]) : 60;
    Data *seen = flowers(450);
    Data *unseen = flowers(300);
    Machine *machine = new Machine(0.01, 1e-5);
    train(machine, seen, epochs, 30);
    {
        torch::NoGradGuard off;
        float right = machine->run(unseen->first).argmax(1).eq(unseen->second).to(torch::kFloat).mean().item<float>();
        printf("Test accuracy: %.5f\n", right);
    }
    delete machine;
    delete seen;
    delete unseen;
    return 0;
}
