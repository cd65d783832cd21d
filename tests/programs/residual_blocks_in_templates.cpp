// A residual network of blocks that are template parameters, layers made in loops, adaptive pooling, a rate set by hand.
#include <torch/torch.h>

#include <array>
#include <cstdio>

torch::nn::Conv2d conv3x3(int64_t in, int64_t out, int64_t stride = 1) {
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 3).stride(stride).padding(1).bias(false));
}

class ResidualBlockImpl : public torch::nn::Module {
public:
  ResidualBlockImpl(int64_t in, int64_t out, int64_t stride = 1, torch::nn::Sequential down = nullptr)
      : conv1(conv3x3(in, out, stride)), bn1(out), conv2(conv3x3(out, out)), bn2(out), downsample(down) {
    register_module("conv1", conv1);
    register_module("bn1", bn1);
    register_module("relu", relu);
    register_module("conv2", conv2);
    register_module("bn2", bn2);
    if (downsample) register_module("downsample", downsample);
  }
  torch::Tensor forward(torch::Tensor x) {
    auto out = relu->forward(bn1->forward(conv1->forward(x)));
    out = bn2->forward(conv2->forward(out));
    out += downsample ? downsample->forward(x) : x;
    return relu->forward(out);
  }

private:
  torch::nn::Conv2d conv1;
  torch::nn::BatchNorm2d bn1;
  torch::nn::ReLU relu;
  torch::nn::Conv2d conv2;
  torch::nn::BatchNorm2d bn2;
  torch::nn::Sequential downsample;
};
TORCH_MODULE(ResidualBlock);

template <typename Block>
class ResNetImpl : public torch::nn::Module {
public:
  explicit ResNetImpl(const std::array<int64_t, 3>& layers, int64_t classes = 10)
      : layer1(make_layer(16, layers[0])), layer2(make_layer(32, layers[1], 2)), layer3(make_layer(64, layers[2], 2)),
        fc(64, classes) {
    register_module("conv", conv);
    register_module("bn", bn);
    register_module("layer1", layer1);
    register_module("layer2", layer2);
    register_module("layer3", layer3);
    register_module("avg_pool", avg_pool);
    register_module("fc", fc);
  }
  torch::Tensor forward(torch::Tensor x) {
    auto out = torch::relu(bn->forward(conv->forward(x)));
    out = layer3->forward(layer2->forward(layer1->forward(out)));
    out = avg_pool->forward(out);
    out = out.view({-1, num_flat_features(out)});
    return fc->forward(out);
  }

private:
  static int64_t num_flat_features(const torch::Tensor& x) {
    int64_t features = 1;
    for (auto size : x.sizes().slice(1)) features *= size;
    return features;
  }
  torch::nn::Sequential make_layer(int64_t out, int64_t blocks, int64_t stride = 1) {
    torch::nn::Sequential layers;
    torch::nn::Sequential downsample{nullptr};
    if (stride != 1 || in_channels != out)
      downsample = torch::nn::Sequential(conv3x3(in_channels, out, stride), torch::nn::BatchNorm2d(out));
    layers->push_back(Block(in_channels, out, stride, downsample));
    in_channels = out;
    for (int64_t i = 1; i < blocks; ++i) layers->push_back(Block(out, out));
    return layers;
  }

  int64_t in_channels = 16;
  torch::nn::Conv2d conv{conv3x3(3, 16)};
  torch::nn::BatchNorm2d bn{16};
  torch::nn::Sequential layer1, layer2, layer3;
  torch::nn::AvgPool2d avg_pool{8};
  torch::nn::Linear fc;
};

template <typename Block = ResidualBlock>
class ResNet : public torch::nn::ModuleHolder<ResNetImpl<Block>> {
public:
  using torch::nn::ModuleHolder<ResNetImpl<Block>>::ModuleHolder;
};

void set_rate(torch::optim::Optimizer& optimizer, double rate) {
  for (auto& group : optimizer.param_groups())
    static_cast<torch::optim::AdamOptions&>(group.options()).lr(rate);
}

int main() {
  const size_t epochs = 20;
  const double learning_rate = 0.001;
  double current_rate = learning_rate;
  ResNet<> model(std::array<int64_t, 3>{2, 2, 2});
  torch::optim::Adam optimizer(model->parameters(), torch::optim::AdamOptions(learning_rate));
  const auto images = torch::rand({512, 3, 32, 32});
  const auto labels = torch::randint(0, 10, {512}, torch::kLong);
  for (size_t epoch = 0; epoch != epochs; ++epoch) {
    auto order = torch::randperm(512, torch::kLong);
    size_t num_correct = 0;
    double running_loss = 0;
    for (int64_t start = 0; start < 512; start += 100) {
      auto indices = order.slice(0, start, std::min<int64_t>(start + 100, 512));
      auto data = images.index_select(0, indices);
      auto target = labels.index({indices});
      auto output = model->forward(data);
      auto loss = torch::nn::functional::cross_entropy(output, target);
      running_loss += loss.template item<double>() * data.size(0);
      num_correct += output.argmax(1).eq(target).sum().template item<int64_t>();
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
    }
    if ((epoch + 1) % 8 == 0) {
      current_rate *= 1.0 / 3;
      set_rate(optimizer, current_rate);
    }
    std::printf("Epoch [%zu/%zu], Trainset - Loss: %f, Accuracy: %f\n", epoch + 1, epochs, running_loss / 512,
                num_correct / 512.0);
  }
}
