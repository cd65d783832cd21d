/// Names and signatures of libtorch, as far as programs made at random ask for them, without bodies: enough
/// to read programs with, in a hundredth of the time that libtorch's own headers take, and nothing to run.
#pragma once

#include <torch/nn/pimpl.h>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace c10 {

enum class DeviceType : std::int8_t { CPU, CUDA };
enum class ScalarType : std::int8_t { Float, Double, Long, Byte, Bool };

struct Device {
  Device(DeviceType type, int index = -1);
  Device(const std::string& name);
};

struct Scalar {
  template <typename T, typename = std::enable_if_t<std::is_arithmetic_v<T>>>
  Scalar(T number);
  double toDouble() const;
  long toLong() const;
};

template <typename T>
struct ArrayRef {
  ArrayRef(std::initializer_list<T> elements);
  ArrayRef(const std::vector<T>& elements);
  ArrayRef(const T& element);
  const T* begin() const;
  const T* end() const;
  std::size_t size() const;
  const T& operator[](std::size_t index) const;
};
using IntArrayRef = ArrayRef<std::int64_t>;

struct TensorOptions {
  TensorOptions();
  TensorOptions(ScalarType type);
  TensorOptions(Device device);
  TensorOptions requires_grad(bool wanted) const;
};

struct InferenceMode {
  explicit InferenceMode(bool enabled = true);
  ~InferenceMode();
};

template <typename T>
struct integer_range {
  struct iterator {
    T operator*() const;
    iterator& operator++();
    bool operator!=(const iterator&) const;
  };
  iterator begin() const;
  iterator end() const;
};
template <typename T>
integer_range<T> irange(T end);
template <typename T, typename U>
integer_range<U> irange(T begin, U end);

} // namespace c10

namespace at {

using c10::Scalar;
using c10::TensorOptions;

struct Generator {
  Generator();
};

class Tensor;
namespace indexing {
struct Slice {
  Slice(std::optional<std::int64_t> first = std::nullopt, std::optional<std::int64_t> last = std::nullopt);
};
struct TensorIndex {
  TensorIndex(const Tensor& index);
  TensorIndex(Slice slice);
  TensorIndex(int index);
};
} // namespace indexing

template <typename T, std::size_t N>
struct TensorAccessor {
  TensorAccessor<T, N - 1> operator[](std::int64_t index) const;
};
template <typename T>
struct TensorAccessor<T, 1> {
  T& operator[](std::int64_t index) const;
};

class TensorBase {
public:
  std::int64_t size(std::int64_t dimension) const;
  std::int64_t numel() const;
  std::int64_t dim() const;
  bool defined() const;
  bool requires_grad() const;
  c10::IntArrayRef sizes() const;
};

class Tensor : public TensorBase {
public:
  Tensor();
  Tensor operator[](std::int64_t index) const;
  Tensor operator[](const Tensor& index) const;
  Tensor& operator=(const Tensor& other) &;
  Tensor& operator=(const Scalar& other) &&;
  Tensor& operator=(const Tensor& other) &&;
  Tensor(const Tensor&);
  Tensor& operator+=(const Tensor& other);
  Tensor& operator+=(const Scalar& other);
  Tensor& operator-=(const Tensor& other);
  Tensor& operator-=(const Scalar& other);
  Tensor& operator*=(const Tensor& other);
  Tensor& operator*=(const Scalar& other);
  Tensor& operator/=(const Scalar& other);
  Tensor operator-() const;
  Tensor relu() const;
  Tensor& relu_() const;
  Tensor tanh() const;
  Tensor sigmoid() const;
  Tensor softmax(std::int64_t dimension) const;
  Tensor log_softmax(std::int64_t dimension) const;
  Tensor exp() const;
  Tensor log() const;
  Tensor abs() const;
  Tensor sqrt() const;
  Tensor square() const;
  Tensor pow(const Scalar& exponent) const;
  Tensor sum() const;
  Tensor sum(std::int64_t dimension) const;
  Tensor mean() const;
  Tensor mean(std::int64_t dimension) const;
  Tensor max() const;
  Tensor gather(std::int64_t dimension, const Tensor& index) const;
  Tensor unsqueeze(std::int64_t dimension) const;
  Tensor squeeze(std::int64_t dimension) const;
  Tensor clamp_min(const Scalar& low) const;
  Tensor norm(const Scalar& p = 2) const;
  Tensor detach() const;
  Tensor div(const Scalar& other) const;
  Tensor clone() const;
  Tensor data() const;
  Tensor grad() const;
  Tensor& mutable_grad() const;
  Tensor t() const;
  Tensor permute(c10::IntArrayRef dimensions) const;
  Tensor transpose(std::int64_t first, std::int64_t second) const;
  Tensor clamp(std::optional<Scalar> low, std::optional<Scalar> high = std::nullopt) const;
  Tensor masked_fill(const Tensor& mask, const Scalar& value) const;
  Tensor flip(c10::IntArrayRef dimensions) const;
  Tensor mm(const Tensor& other) const;
  Tensor matmul(const Tensor& other) const;
  Tensor add(const Tensor& other, const Scalar& alpha = 1) const;
  Tensor sub(const Tensor& other, const Scalar& alpha = 1) const;
  Tensor mul(const Tensor& other) const;
  Tensor eq(const Tensor& other) const;
  Tensor lt(const Scalar& other) const;
  Tensor round() const;
  Tensor view_as(const Tensor& other) const;
  std::tuple<Tensor, Tensor> max(std::int64_t dimension, bool keep_dimension = false) const;
  Tensor argmax(std::optional<std::int64_t> dimension = std::nullopt) const;
  Tensor view(c10::IntArrayRef sizes) const;
  Tensor reshape(c10::IntArrayRef sizes) const;
  Tensor flatten(std::int64_t first = 0, std::int64_t last = -1) const;
  Tensor slice(std::int64_t dimension, std::optional<std::int64_t> first,
               std::optional<std::int64_t> last = std::nullopt) const;
  std::vector<Tensor> split(std::int64_t size, std::int64_t dimension = 0) const;
  std::vector<Tensor> chunk(std::int64_t chunks, std::int64_t dimension = 0) const;
  Tensor index(std::initializer_list<indexing::TensorIndex> indices) const;
  Tensor remainder(const Scalar& other) const;
  Tensor operator~() const;
  Tensor narrow(std::int64_t dimension, std::int64_t first, std::int64_t length) const;
  Tensor index_select(std::int64_t dimension, const Tensor& index) const;
  Tensor select(std::int64_t dimension, std::int64_t index) const;
  Tensor to(c10::ScalarType type) const;
  Tensor to(c10::Device device) const;
  Tensor& zero_() const;
  Tensor& fill_(const Scalar& value) const;
  Tensor& add_(const Tensor& other, const Scalar& alpha = 1) const;
  Tensor& sub_(const Tensor& other, const Scalar& alpha = 1) const;
  Tensor& mul_(const Scalar& other) const;
  Tensor& clamp_(std::optional<Scalar> low, std::optional<Scalar> high = std::nullopt) const;
  Tensor& copy_(const Tensor& other) const;
  Tensor& lerp_(const Tensor& end, const Scalar& weight) const;
  Tensor& detach_() const;
  Tensor set_requires_grad(bool wanted) const;
  Tensor& requires_grad_(bool wanted = true) const;
  void set_data(const Tensor& other) const;
  void backward() const;
  Scalar item() const;
  template <typename T>
  T item() const;
  template <typename T>
  T* data_ptr() const;
  template <typename T, std::size_t N>
  TensorAccessor<T, N> accessor() const;
};

Tensor operator+(const Tensor& a, const Tensor& b);
Tensor operator+(const Tensor& a, const Scalar& b);
Tensor operator+(const Scalar& a, const Tensor& b);
Tensor operator-(const Tensor& a, const Tensor& b);
Tensor operator-(const Tensor& a, const Scalar& b);
Tensor operator-(const Scalar& a, const Tensor& b);
Tensor operator*(const Tensor& a, const Tensor& b);
Tensor operator*(const Tensor& a, const Scalar& b);
Tensor operator*(const Scalar& a, const Tensor& b);
Tensor operator/(const Tensor& a, const Tensor& b);
Tensor operator/(const Tensor& a, const Scalar& b);
Tensor operator==(const Tensor& a, const Tensor& b);
Tensor operator>(const Tensor& a, const Scalar& b);
std::ostream& operator<<(std::ostream& out, const Tensor& tensor);

namespace Reduction {
enum Reduction { None, Mean, Sum, END };
}

Tensor relu(const Tensor& input);
Tensor& relu_(Tensor& input);
Tensor tanh(const Tensor& input);
Tensor sigmoid(const Tensor& input);
Tensor eq(const Tensor& a, const Tensor& b);
Tensor log_sigmoid(const Tensor& input);
Tensor elu(const Tensor& input, const Scalar& alpha = 1);
Tensor leaky_relu(const Tensor& input, const Scalar& slope = 0.01);
Tensor softmax(const Tensor& input, std::int64_t dimension);
Tensor log_softmax(const Tensor& input, std::int64_t dimension);
Tensor dropout(const Tensor& input, double p, bool train);
Tensor max_pool2d(const Tensor& input, c10::IntArrayRef size);
Tensor mse_loss(const Tensor& input, const Tensor& target, std::int64_t reduction = Reduction::Mean);
Tensor l1_loss(const Tensor& input, const Tensor& target, std::int64_t reduction = Reduction::Mean);
Tensor nll_loss(const Tensor& input, const Tensor& target, const std::optional<Tensor>& weight = {},
                std::int64_t reduction = Reduction::Mean, std::int64_t ignore_index = -100);
Tensor cross_entropy_loss(const Tensor& input, const Tensor& target, const std::optional<Tensor>& weight = {},
                          std::int64_t reduction = Reduction::Mean, std::int64_t ignore_index = -100);
Tensor binary_cross_entropy(const Tensor& input, const Tensor& target,
                            const std::optional<Tensor>& weight = {});
Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target,
                                        const std::optional<Tensor>& weight = {});
Tensor one_hot(const Tensor& classes, std::int64_t count = -1);
Tensor cdist(const Tensor& a, const Tensor& b, double p = 2);
Tensor cat(const std::vector<Tensor>& tensors, std::int64_t dimension = 0);
std::vector<Tensor> chunk(const Tensor& self, std::int64_t chunks, std::int64_t dimension = 0);
Tensor stack(const std::vector<Tensor>& tensors, std::int64_t dimension = 0);
Tensor sum(const Tensor& input);
Tensor mean(const Tensor& input);
Tensor log(const Tensor& input);
Tensor min(const Tensor& a, const Tensor& b);
Tensor abs(const Tensor& input);
Tensor sin(const Tensor& input);
Tensor where(const Tensor& condition, const Tensor& yes, const Tensor& no);
Tensor norm(const Tensor& input, const Scalar& p = 2);
Tensor pow(const Tensor& input, const Scalar& exponent);
Tensor square(const Tensor& input);
Tensor matmul(const Tensor& a, const Tensor& b);
Tensor operator>(const Tensor& a, const Scalar& b);
Tensor mm(const Tensor& a, const Tensor& b);
Tensor addmm(const Tensor& summand, const Tensor& a, const Tensor& b);

} // namespace at

namespace torch {

using namespace at;
using c10::Device;
using c10::InferenceMode;
constexpr auto kCPU = c10::DeviceType::CPU;
constexpr auto kFloat32 = c10::ScalarType::Float;
constexpr auto kLong = c10::ScalarType::Long;
constexpr auto kUInt8 = c10::ScalarType::Byte;
constexpr auto kBool = c10::ScalarType::Bool;
using std::optional;

namespace enumtype {
struct kMean {};
struct kSum {};
struct kNone {};
struct kGELU {};
} // namespace enumtype
inline const enumtype::kGELU kGELU;
inline const enumtype::kMean kMean;
inline const enumtype::kSum kSum;
inline const enumtype::kNone kNone;

namespace autograd {
using variable_list = std::vector<Tensor>;
variable_list grad(const variable_list& outputs, const variable_list& inputs);
} // namespace autograd

void manual_seed(std::uint64_t seed);
TensorOptions requires_grad(bool wanted = true);
Tensor zeros(c10::IntArrayRef sizes, TensorOptions options = {});
Tensor ones(c10::IntArrayRef sizes, TensorOptions options = {});
Tensor rand(c10::IntArrayRef sizes, TensorOptions options = {});
Tensor randn(c10::IntArrayRef sizes, TensorOptions options = {});
Tensor empty(c10::IntArrayRef sizes, TensorOptions options = {});
Tensor full(c10::IntArrayRef sizes, const Scalar& value, TensorOptions options = {});
Tensor randn_like(const Tensor& like);
Tensor randint(std::int64_t high, c10::IntArrayRef sizes, TensorOptions options = {});
Tensor randperm(std::int64_t n, TensorOptions options = {});
Tensor randperm(std::int64_t n, at::Generator generator);
Tensor arange(const Scalar& end, TensorOptions options = {});
Tensor zeros_like(const Tensor& like);
Tensor ones_like(const Tensor& like);
template <typename T>
Tensor tensor(const T& value, TensorOptions options = {});
template <typename T>
Tensor tensor(std::initializer_list<T> values, TensorOptions options = {});

namespace autograd {
std::vector<Tensor> grad(const std::vector<Tensor>& outputs, const std::vector<Tensor>& inputs);
} // namespace autograd

struct NoGradGuard {
  NoGradGuard();
  ~NoGradGuard();
};
struct AutoGradMode {
  explicit AutoGradMode(bool enabled);
  ~AutoGradMode();
};

namespace serialize {
class OutputArchive {};
} // namespace serialize
template <typename Value>
void save(const Value& value, const std::string& path);
template <typename Value>
void load(Value& value, const std::string& path);

/// What is walked by named_parameters() and named_buffers().
template <typename Key, typename Value>
class OrderedDict {
public:
  class Item {
  public:
    Value& operator*();
    Value* operator->();
    const Key& key() const noexcept;
    const Value& value() const noexcept;
    Value& value() noexcept;

  private:
    std::pair<Key, Value> pair_;
  };
  typename std::vector<Item>::iterator begin();
  typename std::vector<Item>::iterator end();
  typename std::vector<Item>::const_iterator begin() const;
  typename std::vector<Item>::const_iterator end() const;
  Value& operator[](const Key& key);
};

namespace nn {

class Module {
public:
  Module();
  explicit Module(std::string name);
  virtual ~Module();
  std::vector<Tensor> parameters(bool recurse = true) const;
  OrderedDict<std::string, Tensor> named_parameters(bool recurse = true) const;
  std::vector<Tensor> buffers(bool recurse = true) const;
  OrderedDict<std::string, Tensor> named_buffers(bool recurse = true) const;
  std::vector<std::shared_ptr<Module>> modules(bool itself = true) const;
  std::vector<std::shared_ptr<Module>> children() const;
  virtual void train(bool on = true);
  void eval();
  virtual bool is_training() const noexcept;
  virtual void to(c10::Device device, bool non_blocking = false);
  virtual void zero_grad(bool set_to_none = false);
  void apply(const std::function<void(Module&)>& function);
  template <typename M>
  M* as();
  template <typename M>
  std::shared_ptr<M> register_module(std::string name, std::shared_ptr<M> module);
  template <typename M>
  std::shared_ptr<M> register_module(std::string name, ModuleHolder<M> holder);
  Tensor& register_parameter(std::string name, Tensor tensor, bool requires_grad = true);
  Tensor& register_buffer(std::string name, Tensor tensor);
};

template <typename Derived>
class Cloneable : public Module {
public:
  using Module::Module;
  virtual void reset() = 0;
};

#define OPTION(type, name)                                                                                   \
  auto name(const type& given) -> decltype(*this);                                                           \
  const type& name() const noexcept;                                                                         \
  type& name() noexcept

struct LinearOptions {
  LinearOptions(std::int64_t in_features, std::int64_t out_features);
  OPTION(std::int64_t, in_features);
  OPTION(std::int64_t, out_features);
  OPTION(bool, bias);
};
class LinearImpl : public Cloneable<LinearImpl> {
public:
  LinearImpl(std::int64_t in_features, std::int64_t out_features);
  explicit LinearImpl(const LinearOptions& options);
  void reset() override;
  Tensor forward(const Tensor& input);
  LinearOptions options;
  Tensor weight, bias;
};
TORCH_MODULE(Linear);

struct Conv2dOptions {
  Conv2dOptions(std::int64_t in_channels, std::int64_t out_channels, std::int64_t kernel_size);
  OPTION(std::int64_t, stride);
  OPTION(std::int64_t, padding);
  OPTION(bool, bias);
};
class Conv2dImpl : public Cloneable<Conv2dImpl> {
public:
  Conv2dImpl(std::int64_t in_channels, std::int64_t out_channels, std::int64_t kernel_size);
  explicit Conv2dImpl(Conv2dOptions options);
  void reset() override;
  Tensor forward(const Tensor& input);
  Tensor weight, bias;
};
TORCH_MODULE(Conv2d);

struct LSTMOptions {
  LSTMOptions(std::int64_t input_size, std::int64_t hidden_size);
  OPTION(double, dropout);
  OPTION(bool, bias);
  OPTION(bool, batch_first);
};
class LSTMImpl : public Cloneable<LSTMImpl> {
public:
  LSTMImpl(std::int64_t input_size, std::int64_t hidden_size);
  explicit LSTMImpl(const LSTMOptions& options);
  void reset() override;
  std::tuple<Tensor, std::tuple<Tensor, Tensor>> forward(const Tensor& input);
};
TORCH_MODULE(LSTM);

class EmbeddingImpl : public Cloneable<EmbeddingImpl> {
public:
  EmbeddingImpl(std::int64_t num_embeddings, std::int64_t embedding_dim);
  void reset() override;
  Tensor forward(const Tensor& indices);
  Tensor weight;
};
TORCH_MODULE(Embedding);

struct TransformerEncoderLayerOptions {
  TransformerEncoderLayerOptions(std::int64_t d_model, std::int64_t nhead);
  TransformerEncoderLayerOptions&
  activation(const std::variant<enumtype::kGELU, std::function<Tensor(const Tensor&)>>&);
  OPTION(double, dropout);
};
class TransformerEncoderLayerImpl : public Cloneable<TransformerEncoderLayerImpl> {
public:
  explicit TransformerEncoderLayerImpl(TransformerEncoderLayerOptions options);
  void reset() override;
  Tensor forward(const Tensor& input);
};
TORCH_MODULE(TransformerEncoderLayer);
struct TransformerEncoderOptions {
  TransformerEncoderOptions(TransformerEncoderLayerOptions layer, std::int64_t layers);
};
class TransformerEncoderImpl : public Cloneable<TransformerEncoderImpl> {
public:
  explicit TransformerEncoderImpl(TransformerEncoderOptions options);
  void reset() override;
  Tensor forward(const Tensor& input);
};
TORCH_MODULE(TransformerEncoder);

struct DropoutOptions {
  DropoutOptions(double p = 0.5);
  OPTION(double, p);
  OPTION(bool, inplace);
};
class DropoutImpl : public Cloneable<DropoutImpl> {
public:
  explicit DropoutImpl(const DropoutOptions& options = {});
  void reset() override;
  Tensor forward(Tensor input);
};
TORCH_MODULE(Dropout);

class ReLUImpl : public Cloneable<ReLUImpl> {
public:
  void reset() override;
  Tensor forward(Tensor input);
};
TORCH_MODULE(ReLU);
struct LeakyReLUOptions {
  LeakyReLUOptions();
  OPTION(double, negative_slope);
};
class LeakyReLUImpl : public Cloneable<LeakyReLUImpl> {
public:
  explicit LeakyReLUImpl(const LeakyReLUOptions& options = {});
  void reset() override;
  Tensor forward(Tensor input);
};
TORCH_MODULE(LeakyReLU);
class SoftmaxImpl : public Cloneable<SoftmaxImpl> {
public:
  explicit SoftmaxImpl(std::int64_t dimension);
  void reset() override;
  Tensor forward(const Tensor& input);
};
TORCH_MODULE(Softmax);
class TanhImpl : public Cloneable<TanhImpl> {
public:
  void reset() override;
  Tensor forward(const Tensor& input);
};
TORCH_MODULE(Tanh);
class FlattenImpl : public Cloneable<FlattenImpl> {
public:
  void reset() override;
  Tensor forward(const Tensor& input);
};
TORCH_MODULE(Flatten);
struct BatchNormOptions {
  BatchNormOptions(std::int64_t num_features);
  OPTION(bool, affine);
};
class BatchNorm1dImpl : public Cloneable<BatchNorm1dImpl> {
public:
  explicit BatchNorm1dImpl(const BatchNormOptions& options);
  void reset() override;
  Tensor forward(const Tensor& input);
  Tensor weight, bias;
};
TORCH_MODULE(BatchNorm1d);
struct LayerNormOptions {
  LayerNormOptions(std::vector<std::int64_t> normalized_shape);
  OPTION(bool, elementwise_affine);
};
class LayerNormImpl : public Cloneable<LayerNormImpl> {
public:
  LayerNormImpl(std::vector<std::int64_t> normalized_shape);
  explicit LayerNormImpl(LayerNormOptions options);
  void reset() override;
  Tensor forward(const Tensor& input);
};
TORCH_MODULE(LayerNorm);
struct GroupNormOptions {
  GroupNormOptions(std::int64_t num_groups, std::int64_t num_channels);
  OPTION(bool, affine);
};
class GroupNormImpl : public Cloneable<GroupNormImpl> {
public:
  GroupNormImpl(std::int64_t num_groups, std::int64_t num_channels);
  explicit GroupNormImpl(const GroupNormOptions& options);
  void reset() override;
  Tensor forward(const Tensor& input);
};
TORCH_MODULE(GroupNorm);
struct InstanceNormOptions {
  InstanceNormOptions(std::int64_t num_features);
  OPTION(bool, affine);
};
class InstanceNorm1dImpl : public Cloneable<InstanceNorm1dImpl> {
public:
  explicit InstanceNorm1dImpl(const InstanceNormOptions& options);
  void reset() override;
  Tensor forward(const Tensor& input);
};
TORCH_MODULE(InstanceNorm1d);

class FunctionalImpl : public Cloneable<FunctionalImpl> {
public:
  explicit FunctionalImpl(std::function<Tensor(Tensor)> function);
  template <typename Function, typename... Arguments, typename = std::enable_if_t<(sizeof...(Arguments) > 0)>>
  explicit FunctionalImpl(Function, Arguments&&...) {}
  void reset() override;
  Tensor forward(Tensor input);
};
TORCH_MODULE(Functional);

class AnyModule {
public:
  template <typename M>
  AnyModule(std::shared_ptr<M> module);
  template <typename M>
  AnyModule(M&& module);
  template <typename Output = Tensor, typename... Inputs>
  Output forward(Inputs&&... inputs);
};
class NamedAnyModule {
public:
  template <typename M>
  NamedAnyModule(std::string name, M&& module);
};

class SequentialImpl : public Cloneable<SequentialImpl> {
public:
  SequentialImpl();
  explicit SequentialImpl(std::initializer_list<NamedAnyModule> modules);
  template <typename... Modules, typename = std::enable_if_t<(sizeof...(Modules) > 0)>>
  explicit SequentialImpl(Modules&&... modules);
  void reset() override;
  template <typename... Inputs>
  Tensor forward(Inputs&&... inputs);
  template <typename M>
  void push_back(M&& module);
  template <typename M>
  void push_back(std::string name, M&& module);
  std::size_t size() const noexcept;
};
class Sequential : public ModuleHolder<SequentialImpl> {
public:
  using ModuleHolder<SequentialImpl>::ModuleHolder;
  Sequential();
  Sequential(std::initializer_list<NamedAnyModule> modules);
};

class ModuleListImpl : public Cloneable<ModuleListImpl> {
public:
  ModuleListImpl();
  void reset() override;
  template <typename M>
  void push_back(M&& module);
  std::shared_ptr<Module> operator[](std::size_t index) const;
  std::vector<std::shared_ptr<Module>>::iterator begin();
  std::vector<std::shared_ptr<Module>>::iterator end();
};
TORCH_MODULE(ModuleList);

struct MSELossOptions {
  MSELossOptions();
  template <typename T>
  MSELossOptions(T reduction);
  template <typename T>
  MSELossOptions& reduction(T reduction);
};
class MSELossImpl : public Cloneable<MSELossImpl> {
public:
  explicit MSELossImpl(MSELossOptions options = {});
  void reset() override;
  Tensor forward(const Tensor& input, const Tensor& target);
};
TORCH_MODULE(MSELoss);
struct CrossEntropyLossOptions {
  template <typename T>
  CrossEntropyLossOptions& reduction(T reduction);
  OPTION(Tensor, weight);
  OPTION(std::int64_t, ignore_index);
  OPTION(double, label_smoothing);
};
class CrossEntropyLossImpl : public Cloneable<CrossEntropyLossImpl> {
public:
  explicit CrossEntropyLossImpl(CrossEntropyLossOptions options = {});
  void reset() override;
  Tensor forward(const Tensor& input, const Tensor& target);
};
TORCH_MODULE(CrossEntropyLoss);

namespace functional {
struct MSELossFuncOptions {
  MSELossFuncOptions();
  template <typename T>
  MSELossFuncOptions(T reduction);
};
using CrossEntropyFuncOptions = CrossEntropyLossOptions;
struct DropoutFuncOptions {
  OPTION(double, p);
  OPTION(bool, training);
};
struct BatchNormFuncOptions {
  OPTION(bool, training);
};
Tensor batch_norm(const Tensor& input, const Tensor& mean, const Tensor& variance,
                  const BatchNormFuncOptions& options = {});
Tensor relu(Tensor input);
Tensor elu(Tensor input);
Tensor mse_loss(const Tensor& input, const Tensor& target, const MSELossFuncOptions& options = {});
Tensor cross_entropy(const Tensor& input, const Tensor& target, const CrossEntropyFuncOptions& options = {});
Tensor dropout(Tensor input, const DropoutFuncOptions& options = {});
Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias = {});
} // namespace functional

namespace init {
Tensor orthogonal_(Tensor tensor, double gain = 1.0);
Tensor xavier_uniform_(Tensor tensor, double gain = 1);
Tensor normal_(Tensor tensor, double mean = 0, double std = 1);
Tensor constant_(Tensor tensor, Scalar value);
Tensor zeros_(Tensor tensor);
} // namespace init

namespace utils {
double clip_grad_norm_(const std::vector<Tensor>& parameters, double max_norm, double norm_type = 2);
double clip_grad_norm_(Tensor parameter, double max_norm, double norm_type = 2);
void clip_grad_value_(const std::vector<Tensor>& parameters, double clip_value);
} // namespace utils

} // namespace nn

namespace optim {

class OptimizerOptions {
public:
  virtual ~OptimizerOptions();
  virtual double get_lr() const;
  virtual void set_lr(const double lr);
};
class OptimizerParamGroup {
public:
  OptimizerParamGroup(std::vector<Tensor> parameters);
  OptimizerParamGroup(std::vector<Tensor> parameters, std::unique_ptr<OptimizerOptions> options);
  OptimizerParamGroup(const OptimizerParamGroup& other);
  std::vector<Tensor>& params();
  bool has_options() const;
  OptimizerOptions& options();
};

struct SGDOptions : OptimizerOptions {
  SGDOptions(double lr);
  OPTION(double, lr);
  OPTION(double, momentum);
  OPTION(double, weight_decay);
  OPTION(bool, nesterov);

private:
  double lr_;
  double momentum_ = 0;
  double weight_decay_ = 0;
  bool nesterov_ = false;
};
struct AdamOptions : OptimizerOptions {
  AdamOptions(double lr = 1e-3);
  OPTION(double, lr);
  using betas_t = std::tuple<double, double>;
  OPTION(betas_t, betas);
  OPTION(double, weight_decay);
  OPTION(double, eps);
  OPTION(bool, amsgrad);

private:
  double lr_;
  double weight_decay_ = 0;
  double eps_ = 1e-8;
  bool amsgrad_ = false;
};
struct LBFGSOptions : OptimizerOptions {
  LBFGSOptions(double lr = 1);
  OPTION(double, lr);
  OPTION(std::int64_t, max_iter);
};

class Optimizer {
public:
  using LossClosure = std::function<Tensor()>;
  explicit Optimizer(std::vector<OptimizerParamGroup> groups, std::unique_ptr<OptimizerOptions> defaults);
  explicit Optimizer(std::vector<Tensor> parameters, std::unique_ptr<OptimizerOptions> defaults);
  virtual ~Optimizer();
  virtual Tensor step(LossClosure closure = nullptr) = 0;
  void zero_grad(bool set_to_none = false);
  std::vector<OptimizerParamGroup>& param_groups();
  OptimizerOptions& defaults();
  void add_param_group(const OptimizerParamGroup& group);
};
class SGD : public Optimizer {
public:
  explicit SGD(std::vector<OptimizerParamGroup> groups, SGDOptions defaults);
  explicit SGD(std::vector<Tensor> parameters, SGDOptions defaults);
  Tensor step(LossClosure closure = nullptr) override;
};
class Adam : public Optimizer {
public:
  explicit Adam(std::vector<OptimizerParamGroup> groups, AdamOptions defaults = {});
  explicit Adam(std::vector<Tensor> parameters, AdamOptions defaults = {});
  Tensor step(LossClosure closure = nullptr) override;
};
class LBFGS : public Optimizer {
public:
  explicit LBFGS(std::vector<Tensor> parameters, LBFGSOptions defaults = {});
  Tensor step(LossClosure closure) override;
};

class LRScheduler {
public:
  virtual ~LRScheduler();
  void step();
};
class StepLR : public LRScheduler {
public:
  StepLR(Optimizer& optimizer, const unsigned step_size, const double gamma = 0.1);
};

} // namespace optim

namespace data {

template <typename Data = Tensor, typename Target = Tensor>
struct Example {
  Example();
  Example(Data data, Target target);
  Data data;
  Target target;
};

template <typename T>
struct Iterator {
  Iterator& operator++();
  const T& operator*() const;
  T& operator*();
  T* operator->();
  bool operator==(const Iterator& other) const;
  bool operator!=(const Iterator& other) const;
};

namespace transforms {
template <typename E = Example<>>
struct Stack {};
template <typename Target = Tensor>
struct Normalize {
  Normalize(double mean, double deviation);
};
template <typename Input, typename Output = Input>
struct Lambda {
  template <typename Function>
  explicit Lambda(Function) {} // its type may be a lambda's, which cannot be defined elsewhere
};
} // namespace transforms

namespace datasets {

template <typename SourceDataset, typename AppliedTransform>
class MapDataset;
template <typename Self, typename Batch = std::vector<Example<>>,
          typename BatchRequest = c10::ArrayRef<std::size_t>>
class BatchDataset {
public:
  using BatchType = Batch;
  virtual ~BatchDataset();
  virtual Batch get_batch(BatchRequest request) = 0;
  virtual std::optional<std::size_t> size() const = 0;
  template <typename Transform>
  MapDataset<Self, Transform> map(Transform transform) &;
  template <typename Transform>
  MapDataset<Self, Transform> map(Transform transform) &&;
};
template <typename Self, typename SingleExample = Example<>>
class Dataset : public BatchDataset<Self, std::vector<SingleExample>> {
public:
  virtual SingleExample get(std::size_t index) = 0;
  std::vector<SingleExample> get_batch(c10::ArrayRef<std::size_t> indices) override;
};
template <typename Self, typename Batch = std::vector<Example<>>, typename BatchRequest = std::size_t>
class StatefulDataset : public BatchDataset<Self, std::optional<Batch>, BatchRequest> {
public:
  virtual void reset() = 0;
};
template <typename SourceDataset, typename AppliedTransform>
class MapDataset : public BatchDataset<MapDataset<SourceDataset, AppliedTransform>, Example<>,
                                       c10::ArrayRef<std::size_t>> {
public:
  Example<> get_batch(c10::ArrayRef<std::size_t> request) override;
  std::optional<std::size_t> size() const override;
};
class MNIST : public Dataset<MNIST> {
public:
  enum class Mode { kTrain, kTest };
  explicit MNIST(const std::string& root, Mode mode = Mode::kTrain);
  Example<> get(std::size_t index) override;
  std::optional<std::size_t> size() const override;
};
class TensorDataset : public Dataset<TensorDataset> {
public:
  explicit TensorDataset(Tensor tensor);
  Example<> get(std::size_t index) override;
  std::optional<std::size_t> size() const override;
};

} // namespace datasets

namespace samplers {
class RandomSampler {
public:
  explicit RandomSampler(std::int64_t size, c10::ScalarType index_dtype = kLong);
};
class SequentialSampler {
public:
  explicit SequentialSampler(std::size_t size);
};
class DistributedRandomSampler {
public:
  explicit DistributedRandomSampler(std::size_t size, std::size_t num_replicas = 1, std::size_t rank = 0,
                                    bool allow_duplicates = true);
};
} // namespace samplers

struct DataLoaderOptions {
  DataLoaderOptions();
  DataLoaderOptions(std::size_t batch_size);
  OPTION(std::size_t, batch_size);
  OPTION(std::size_t, workers);
  OPTION(bool, drop_last);
};

template <typename Dataset, typename Batch>
class DataLoaderBase {
public:
  virtual ~DataLoaderBase();
  Iterator<Batch> begin();
  Iterator<Batch> end();
};
template <typename Dataset, typename Sampler>
class StatelessDataLoader : public DataLoaderBase<Dataset, typename Dataset::BatchType> {};

template <typename Sampler = samplers::RandomSampler, typename Dataset>
std::unique_ptr<StatelessDataLoader<Dataset, Sampler>>
make_data_loader(Dataset dataset, DataLoaderOptions options = DataLoaderOptions());
template <typename Sampler = samplers::RandomSampler, typename Dataset>
std::unique_ptr<StatelessDataLoader<Dataset, Sampler>> make_data_loader(Dataset dataset, Sampler sampler,
                                                                        DataLoaderOptions options);

} // namespace data

#undef OPTION

} // namespace torch
