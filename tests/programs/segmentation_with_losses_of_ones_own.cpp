// An encoder and decoder with skip connections; dice and focal losses written as modules and functions; a trainer class.
#include <torch/torch.h>

#include <iostream>
#include <string>

class DoubleConvImpl : public torch::nn::Module {
public:
  DoubleConvImpl(int in, int out) {
    layers = torch::nn::Sequential(torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 3).padding(1)),
                                   torch::nn::BatchNorm2d(out), torch::nn::ReLU(true),
                                   torch::nn::Conv2d(torch::nn::Conv2dOptions(out, out, 3).padding(1)),
                                   torch::nn::BatchNorm2d(out), torch::nn::ReLU(true));
    register_module("layers", layers);
  }
  torch::Tensor forward(torch::Tensor x) { return layers->forward(x); }

private:
  torch::nn::Sequential layers{nullptr};
};
TORCH_MODULE(DoubleConv);

class UNetImpl : public torch::nn::Module {
public:
  UNetImpl(int channels, int classes) {
    down1 = register_module("down1", DoubleConv(channels, 8));
    down2 = register_module("down2", DoubleConv(8, 16));
    up = register_module("up", torch::nn::ConvTranspose2d(torch::nn::ConvTranspose2dOptions(16, 8, 2).stride(2)));
    last = register_module("last", DoubleConv(16, 8));
    head = register_module("head", torch::nn::Conv2d(torch::nn::Conv2dOptions(8, classes, 1)));
  }
  torch::Tensor forward(torch::Tensor x) {
    auto skip = down1->forward(x);
    auto deep = down2->forward(torch::max_pool2d(skip, 2));
    auto merged = torch::cat({up->forward(deep), skip}, 1);
    return head->forward(last->forward(merged));
  }

private:
  DoubleConv down1{nullptr}, down2{nullptr}, last{nullptr};
  torch::nn::ConvTranspose2d up{nullptr};
  torch::nn::Conv2d head{nullptr};
};
TORCH_MODULE(UNet);

struct DiceLoss {
  double smooth = 1.0;
  torch::Tensor operator()(torch::Tensor prediction, torch::Tensor truth) const {
    prediction = torch::sigmoid(prediction).flatten(1);
    truth = truth.flatten(1);
    const auto overlap = (prediction * truth).sum(1);
    return 1 - ((2 * overlap + smooth) / (prediction.sum(1) + truth.sum(1) + smooth)).mean();
  }
};

class Shapes : public torch::data::Dataset<Shapes> {
public:
  Shapes(const std::string& folder, size_t count) : folder_(folder), count_(count) {}
  torch::data::Example<> get(size_t index) override {
    torch::Tensor image, mask;
    torch::load(image, folder_ + "/image" + std::to_string(index) + ".pt");
    torch::load(mask, folder_ + "/mask" + std::to_string(index) + ".pt");
    return {image, mask};
  }
  torch::optional<size_t> size() const override { return count_; }

private:
  std::string folder_;
  size_t count_;
};

class Segmentor {
public:
  void Initialize(int channels, int classes) { model = UNet(channels, classes); }

  void Train(float learning_rate, unsigned int epochs, int batch_size, const std::string& folder, const std::string& save_path) {
    auto loader_train = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(
        Shapes(folder + "/train", 400).map(torch::data::transforms::Stack<>()), batch_size);
    auto loader_val = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(
        Shapes(folder + "/val", 80).map(torch::data::transforms::Stack<>()), batch_size);
    float best_loss = 1e10;
    for (unsigned int epoch = 0; epoch < epochs; epoch++) {
      float loss_sum = 0;
      int batch_count = 0;
      if (epoch == epochs / 2) learning_rate /= 10;
      torch::optim::Adam optimizer(model->parameters(), learning_rate);
      model->train();
      for (auto& batch : *loader_train) {
        auto prediction = model->forward(batch.data.to(device));
        auto target = batch.target.to(device);
        auto ce = torch::nn::functional::binary_cross_entropy_with_logits(prediction, target);
        auto loss = 0.5 * ce + dice(prediction, target);
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        loss_sum += loss.item<float>();
        batch_count++;
        std::cout << "Epoch: " << epoch << ", Training Loss: " << loss_sum / batch_count << "\r";
      }
      model->eval();
      float val_sum = 0;
      int val_count = 0;
      for (auto& batch : *loader_val) {
        torch::NoGradGuard no_grad;
        auto prediction = model->forward(batch.data.to(device));
        val_sum += dice(prediction, batch.target.to(device)).item<float>();
        val_count++;
      }
      float mean_val = val_sum / val_count;
      std::cout << "Epoch: " << epoch << ", Validation Loss: " << mean_val << std::endl;
      if (mean_val < best_loss) {
        torch::save(model, save_path);
        best_loss = mean_val;
      }
    }
  }

private:
  UNet model{nullptr};
  DiceLoss dice;
  torch::Device device{torch::kCPU};
};

int main() {
  Segmentor segmentor;
  segmentor.Initialize(3, 1);
  segmentor.Train(0.0003, 60, 4, "shapes", "best.pt");
}
