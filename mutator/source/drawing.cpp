// Lists the words of libtorch and of the standard library.
#include "mutator/source/drawing.h"

#include <algorithm>
#include <array>

namespace misfire {
namespace {

/// Parts of names of what draws random numbers, or sets how they are drawn.
constexpr std::array drawing_words = {"rand",         "seed",         "normal_",   "uniform",   "bernoulli",
                                      "multinomial",  "dropout",      "Dropout",   "shuffle",   "Random",
                                      "mt19937",      "distribution", "generator", "Generator", "poisson",
                                      "exponential_", "cauchy",       "geometric_"};

/// What draws as a whole word: functions, and modules that draw their parameters when they are made.
constexpr std::array drawing_names = {"normal",
                                      "orthogonal_",
                                      "sparse_",
                                      "random_",
                                      "Linear",
                                      "Bilinear",
                                      "Conv1d",
                                      "Conv2d",
                                      "Conv3d",
                                      "LSTM",
                                      "GRU",
                                      "RNN",
                                      "LSTMCell",
                                      "GRUCell",
                                      "RNNCell",
                                      "Embedding",
                                      "EmbeddingBag",
                                      "ConvTranspose1d",
                                      "ConvTranspose2d",
                                      "ConvTranspose3d",
                                      "MultiheadAttention",
                                      "Transformer",
                                      "TransformerEncoder",
                                      "TransformerDecoder",
                                      "TransformerEncoderLayer",
                                      "TransformerDecoderLayer",
                                      "RReLU",
                                      "rrelu",
                                      "FractionalMaxPool2d",
                                      "FractionalMaxPool3d",
                                      "gumbel_softmax",
                                      "reset_parameters"};

bool has_drawing_word(const Token& token) {
  if (std::find(drawing_names.begin(), drawing_names.end(), token.text) != drawing_names.end()) return true;
  return is_name(token) && std::any_of(drawing_words.begin(), drawing_words.end(), [&](const char* word) {
           return token.text.find(word) != std::string::npos;
         });
}

} // namespace

bool draws_itself(const Declaration& one, std::size_t first, std::size_t end) {
  bool loader = false, in_order = false;
  for (std::size_t at = first; at < end; ++at) {
    if (has_drawing_word(one.tokens[at])) return true;
    loader = loader || one.tokens[at].text == "make_data_loader";
    in_order = in_order || one.tokens[at].text == "SequentialSampler";
  }
  return loader && !in_order;
}

} // namespace misfire
