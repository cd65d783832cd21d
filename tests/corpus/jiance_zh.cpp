// 轴承故障检测：用振动信号判断轴承的状态（正常、内圈、外圈）。
#include <torch/torch.h>
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

struct 参数 {
    int 轮数 = 18;
    int 批量 = 36;
    double 学习率 = 2e-3;
    double 丢弃率 = 0.25;
    int 耐心 = 4;
    double 正则 = 5e-5;
};

// 数据集：训练集、验证集、测试集都由同一个类生成
class 振动数据 : public torch::data::datasets::Dataset<振动数据> {
public:
    explicit 振动数据(int64_t 个数) {
        auto t = torch::arange(64).to(torch::kFloat);
        标签_ = torch::randint(3, {个数}, torch::kLong);
        std::vector<torch::Tensor> 全部;
        for (int64_t i = 0; i < 个数; ++i) {
            auto 信号 = torch::sin(0.7 * t + torch::rand({1}) * 6.28);
            const auto 类 = 标签_[i].item<int64_t>();
            if (类 > 0) {
                const int64_t 周期 = 类 == 1 ? 9 : 14;
                const int64_t 起点 = torch::randint(周期, {1}).item<int64_t>();
                for (int64_t k = 起点; k < 64; k += 周期) 信号[k] += 1.2;
            }
            全部.push_back((信号 + 0.5 * torch::randn({64})).unsqueeze(0));
        }
        信号_ = torch::stack(全部);
    }
    torch::data::Example<> get(size_t i) override { return {信号_[int64_t(i)], 标签_[int64_t(i)]}; }
    torch::optional<size_t> size() const override { return 标签_.size(0); }
    torch::Tensor 信号_, 标签_;
};

struct 网络Impl : torch::nn::Module {
    explicit 网络Impl(const 参数& 设置) {
        卷积一 = register_module("conv1", torch::nn::Conv1d(torch::nn::Conv1dOptions(1, 10, 7).padding(3)));
        卷积二 = register_module("conv2", torch::nn::Conv1d(torch::nn::Conv1dOptions(10, 16, 5).padding(2)));
        归一 = register_module("norm", torch::nn::BatchNorm1d(16));
        丢弃 = register_module("drop", torch::nn::Dropout(设置.丢弃率));
        全连接 = register_module("fc", torch::nn::Linear(16 * 4, 3));
    }
    torch::Tensor forward(torch::Tensor x) {
        x = torch::relu(卷积一(x)); // 第一层
        x = torch::max_pool1d(x, 4);
        x = torch::relu(归一(卷积二(x))); // 第二层
        x = torch::max_pool1d(x, 4).flatten(1);
        x = 全连接(丢弃(x));
        return torch::softmax(x, 1); // 概率
    }
    torch::nn::Conv1d 卷积一{nullptr}, 卷积二{nullptr};
    torch::nn::BatchNorm1d 归一{nullptr};
    torch::nn::Dropout 丢弃{nullptr};
    torch::nn::Linear 全连接{nullptr};
};
TORCH_MODULE(网络);

// 返回正确率
static double 评估(网络& 模型, const 振动数据& 数据) {
    torch::NoGradGuard 不求导;
    模型->eval();
    return 模型(数据.信号_).argmax(1).eq(数据.标签_).to(torch::kFloat).mean().item<double>();
}

static void 训练(网络& 模型, 振动数据& 训练集, const 振动数据& 验证集, const 参数& 设置) {
    auto 加载器 = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(
        训练集.map(torch::data::transforms::Stack<>()),
        torch::data::DataLoaderOptions().batch_size(设置.批量));
    torch::optim::Adam 优化器(模型->parameters(), torch::optim::AdamOptions(设置.学习率).weight_decay(设置.正则));
    double 最好 = 0;
    int 等待 = 0;
    for (int 轮 = 1; 轮 <= 设置.轮数; ++轮) {
        模型->train();
        double 总损失 = 0;
        for (auto& 批 : *加载器) {
            auto 输出 = 模型(批.data);
            auto 损失 = torch::nll_loss(torch::log(输出 + 1e-8), 批.target);
            优化器.zero_grad();
            损失.backward();
            优化器.step();
            总损失 += 损失.item<double>();
        }
        const double 验证 = 评估(模型, 验证集);
        std::cout << "第" << 轮 << "轮 损失 " << 总损失 << " 验证正确率 " << 验证 << "\n";
        // 没有进步就等待，等够了就停
        等待 = 验证 > 最好 ? 0 : 等待 + 1;
        最好 = std::max(最好, 验证);
        if (等待 >= 设置.耐心) break;
    }
}

int main() {
    torch::manual_seed(2024);
    const 参数 设置;
    振动数据 训练集(720), 验证集(180), 测试集(360);
    网络 模型(设置);
    训练(模型, 训练集, 验证集, 设置);
    std::cout << "测试集正确率: " << 评估(模型, 测试集) << std::endl;
}
