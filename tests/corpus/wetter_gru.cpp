// Vorhersage einer Temperatur aus den letzten 24 Stunden, mit frühem Abbruch.
#include <torch/torch.h>

#include <cmath>
#include <iomanip>
#include <iostream>
#include <limits>
#include <sstream>
#include <vector>

struct Abbruch {
    int geduld = 8;
    double schwelle = 1e-4;
    double bester = std::numeric_limits<double>::max();
    int gewartet = 0;
};

struct Fenster {
    torch::Tensor eingabe;  // [n, 24, 1]
    torch::Tensor ziel;     // [n, 1]
};

// Eine Reihe mit Tagesgang, Trend und Störung.
static torch::Tensor reihe(int64_t stunden, double phase) {
    auto t = torch::arange(stunden).to(torch::kFloat);
    auto tag = torch::sin(t * (2 * M_PI / 24) + phase);
    auto langsam = 0.6 * torch::sin(t * 0.011 + 2 * phase);
    return tag * (1 + 0.3 * langsam) + langsam + 0.1 * torch::randn({stunden});
}

static Fenster fenster(const torch::Tensor& werte, int64_t laenge = 24, int64_t voraus = 3) {
    auto alle = werte.unfold(0, laenge + voraus, 1);
    return {alle.slice(1, 0, laenge).unsqueeze(2).contiguous(), alle.slice(1, laenge + voraus - 1).contiguous()};
}

struct VorhersageImpl : torch::nn::Module {
    VorhersageImpl(int64_t breite, int64_t schichten, double ausfall)
        : gru(torch::nn::GRUOptions(1, breite).num_layers(schichten).batch_first(true).dropout(ausfall)),
          ausgabe(breite, 1) {
        register_module("gru", gru);
        register_module("ausgabe", ausgabe);
    }
    torch::Tensor forward(const torch::Tensor& x) {
        auto folge = std::get<0>(gru->forward(x));
        return ausgabe->forward(folge.select(1, folge.size(1) - 1));
    }
    torch::nn::GRU gru;
    torch::nn::Linear ausgabe;
};
TORCH_MODULE(Vorhersage);

static double fehler(Vorhersage& netz, const Fenster& f) {
    torch::NoGradGuard ohne;
    netz->eval();
    return torch::l1_loss(netz->forward(f.eingabe), f.ziel).item<double>();
}

int main() {
    torch::manual_seed(3);
    const auto werte = reihe(900, 0.3);
    const auto uebung = fenster(werte.slice(0, 0, 650));
    const auto kontrolle = fenster(werte.slice(0, 650, 900));
    const auto pruefung = fenster(reihe(500, 1.9));

    Vorhersage netz(20, 2, 0.1);
    torch::optim::Adam optimierer(netz->parameters(), torch::optim::AdamOptions(0.01));
    Abbruch abbruch;
    std::stringstream gemerkt;
    const int hoechstens = 60;
    const int64_t stapel = 64;
    for (int epoche = 1; epoche <= hoechstens; ++epoche) {
        netz->train();
        const auto folge = torch::randperm(uebung.eingabe.size(0));
        double summe = 0;
        for (int64_t i = 0; i < folge.size(0); i += stapel) {
            const auto teil = folge.slice(0, i, i + stapel);
            auto verlust = torch::l1_loss(netz->forward(uebung.eingabe.index({teil})), uebung.ziel.index({teil}));
            optimierer.zero_grad();
            verlust.backward();
            torch::nn::utils::clip_grad_norm_(netz->parameters(), 1.);
            optimierer.step();
            summe += verlust.item<double>() * teil.size(0);
        }
        const double kontrollfehler = fehler(netz, kontrolle);
        std::cout << "Epoche " << std::setw(2) << epoche << ": Übung " << summe / folge.size(0) << ", Kontrolle "
                  << kontrollfehler << "\n";
        if (kontrollfehler < abbruch.bester - abbruch.schwelle) {
            abbruch.bester = kontrollfehler;
            abbruch.gewartet = 0;
            gemerkt = std::stringstream();
            torch::save(netz, gemerkt);
        } else {
            abbruch.gewartet++;
        }
        if (abbruch.gewartet >= abbruch.geduld) {
            std::cout << "Keine Verbesserung mehr, Ende." << std::endl;
            break;
        }
    }
    torch::load(netz, gemerkt);
    std::cout << "Prüffehler: " << fehler(netz, pruefung) << std::endl;
}
