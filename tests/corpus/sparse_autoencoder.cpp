#include <torch/torch.h>

#include <iomanip>
#include <iostream>

// Denoising autoencoder with a sparse code: squares by hand, KL divergence of mean activity by hand.

namespace sae {

torch::Tensor patterns(int64_t n) {
	auto atoms = torch::eye(8).repeat_interleave(3, 1);
	auto use = (torch::rand({n, 8}) < 0.2).to(torch::kFloat) * (0.5 + torch::rand({n, 8}));
	return torch::matmul(use, atoms);
}

struct Model : torch::nn::Module {
	Model(int64_t visible, int64_t code) {
		down = register_module("down", torch::nn::Linear(visible, code));
		up_bias = register_parameter("up_bias", torch::zeros({visible}));
		up = register_parameter("up", torch::empty({visible, code}));
		torch::nn::init::kaiming_uniform_(up, std::sqrt(5.0));
	}
	torch::Tensor encode(const torch::Tensor& x) { return torch::sigmoid(down(x)); }
	torch::Tensor decode(const torch::Tensor& c) { return torch::nn::functional::linear(c, up, up_bias); }
	torch::nn::Linear down{nullptr};
	torch::Tensor up, up_bias;
};

torch::Tensor sparsity(const torch::Tensor& code, double rho) {
	auto q = code.mean(0).clamp(1e-6, 1 - 1e-6);
	return (rho * (rho / q).log() + (1 - rho) * ((1 - rho) / (1 - q)).log()).sum();
}

struct Report { double error; double active; };

Report test(Model& m, const torch::Tensor& clean, const torch::Tensor& dirty) {
	torch::NoGradGuard guard;
	m.eval();
	const auto code = m.encode(dirty);
	return {(m.decode(code) - clean).pow(2).mean().item<double>(), (code > 0.3).to(torch::kFloat).mean().item<double>()};
}

}  // namespace sae

int main() {
	torch::manual_seed(10);
	const auto clean = sae::patterns(1000);
	const auto test_clean = sae::patterns(400);
	const auto test_dirty = test_clean + 0.2 * torch::randn_like(test_clean);
	sae::Model model(24, 16);
	torch::optim::Adam adam(model.parameters(), torch::optim::AdamOptions(1e-2));
	torch::optim::StepLR steps(adam, 20, 0.4);
	const double weight = 0.02, rho = 0.08;
	int left = 50;
	while (left > 0) {
		const auto index = torch::randperm(clean.size(0)).view({-1, 40});
		for (int64_t b = 0; b < index.size(0); ++b) {
			const auto x = clean.index_select(0, index[b]);
			const auto code = model.encode(x + 0.2 * torch::randn_like(x));
			const auto diff = model.decode(code) - x;
			auto loss = torch::mean(diff * diff);
			loss = loss + weight * sae::sparsity(code, rho);
			adam.zero_grad();
			loss.backward();
			adam.step();
		}
		steps.step();
		--left;
		if (left % 10 == 0) std::cout << left << " left" << std::endl;
	}
	const auto r = sae::test(model, test_clean, test_dirty);
	std::cout << std::fixed << std::setprecision(5) << "Test reconstruction error: " << r.error << "\nactive: " << r.active << std::endl;
}
