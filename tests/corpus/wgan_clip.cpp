#include <torch/torch.h>
#include <iostream>
#include <memory>
#include <string>

// Wasserstein GAN with clipped weights that learns the shape of short pulses.

struct Settings {
	int64_t length = 16;
	int64_t noise = 6;
	int64_t batch = 32;
	int critic_steps = 5;
	int generator_steps = 400;
	double rate = 5e-4;
	double bound = 0.02;
};

class PulseSource
{
public:
	explicit PulseSource(int64_t length) : m_length(length) {}
	torch::Tensor next(int64_t batch = 32) const
	{
		auto t = torch::arange(m_length).to(torch::kFloat).unsqueeze(0);
		auto centre = torch::rand({batch, 1}) * 8 + 4;
		auto width = torch::rand({batch, 1}) + 1;
		return torch::exp(-(t - centre).pow(2) / (2 * width * width));
	}
private:
	int64_t m_length;
};

class GeneratorImpl : public torch::nn::Module
{
public:
	explicit GeneratorImpl(const Settings& s)
		: m_project(s.noise, 4 * 8)
		, m_up1(torch::nn::ConvTranspose1dOptions(8, 8, 4).stride(2).padding(1).bias(false))
		, m_norm(8)
		, m_up2(torch::nn::ConvTranspose1dOptions(8, 1, 4).stride(2).padding(1))
	{
		register_module("project", m_project);
		register_module("up1", m_up1);
		register_module("norm", m_norm);
		register_module("up2", m_up2);
	}
	torch::Tensor forward(torch::Tensor z)
	{
		auto x = m_project->forward(z).relu().view({-1, 8, 4});
		x = m_norm->forward(m_up1->forward(x)).relu_();
		return m_up2->forward(x).squeeze(1).sigmoid();
	}
private:
	torch::nn::Linear m_project;
	torch::nn::ConvTranspose1d m_up1;
	torch::nn::BatchNorm1d m_norm;
	torch::nn::ConvTranspose1d m_up2;
};
TORCH_MODULE(Generator);

class CriticImpl : public torch::nn::Module
{
public:
	CriticImpl()
	{
		m_layers = register_module("layers", torch::nn::Sequential(
			torch::nn::Conv1d(torch::nn::Conv1dOptions(1, 8, 4).stride(2).padding(1)),
			torch::nn::LeakyReLU(torch::nn::LeakyReLUOptions().negative_slope(0.2)),
			torch::nn::Conv1d(torch::nn::Conv1dOptions(8, 16, 4).stride(2).padding(1)),
			torch::nn::LeakyReLU(torch::nn::LeakyReLUOptions().negative_slope(0.2)),
			torch::nn::Flatten(),
			torch::nn::Linear(64, 1)));
	}
	torch::Tensor forward(torch::Tensor x) { return m_layers->forward(x.unsqueeze(1)); }
private:
	torch::nn::Sequential m_layers{nullptr};
};
TORCH_MODULE(Critic);

// Differences of the mean and of the spread at each position.
static double mismatch(const torch::Tensor& a, const torch::Tensor& b)
{
	return ((a.mean(0) - b.mean(0)).abs().mean() + (a.std(0) - b.std(0)).abs().mean()).item<double>();
}

int main()
{
	torch::manual_seed(6);
	Settings s;
	PulseSource source(s.length);
	Generator generator(s);
	Critic critic;
	std::unique_ptr<torch::optim::Optimizer> generatorOptimizer(new torch::optim::RMSprop(generator->parameters(), torch::optim::RMSpropOptions(s.rate)));
	std::unique_ptr<torch::optim::Optimizer> criticOptimizer(new torch::optim::RMSprop(critic->parameters(), torch::optim::RMSpropOptions(2 * s.rate)));

	int step = 0;
	do
	{
		for (auto& p : critic->parameters()) p.set_requires_grad(true);
		for (int i = 0; i < s.critic_steps; ++i)
		{
			const auto real = source.next(s.batch);
			const auto fake = generator->forward(torch::randn({s.batch, s.noise})).detach();
			criticOptimizer->zero_grad();
			const auto loss = critic->forward(fake).mean() - critic->forward(real).mean();
			loss.backward();
			criticOptimizer->step();
			torch::NoGradGuard guard;
			for (auto& p : critic->parameters()) p.clamp_(-s.bound * 10, s.bound * 10);
		}
		for (auto& p : critic->parameters()) p.set_requires_grad(false);
		generatorOptimizer->zero_grad();
		const auto loss = -critic->forward(generator->forward(torch::randn({s.batch, s.noise}))).mean();
		loss.backward();
		generatorOptimizer->step();
		if (step % 100 == 0) std::cout << "step " << step << ", generator " << loss.item<float>() << std::endl;
	} while (++step < s.generator_steps);

	torch::NoGradGuard guard;
	generator->eval();
	const auto made = generator->forward(torch::randn({500, s.noise}));
	std::cout << "Test mismatch: " << mismatch(made, source.next(500)) << std::endl;
}
