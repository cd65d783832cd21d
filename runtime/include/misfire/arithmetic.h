/// What decides the bits that a machine computes, as a hash of a few results.
///
/// One seed does not give the same run on two kinds of processor. ATen chooses its kernels by what the
/// processor can do (ATEN_CPU_CAPABILITY), and with them the bits of what uniform_ and normal_ draw, so of a
/// network's initial weights; OpenBLAS chooses those of matrix products (OPENBLAS_CORETYPE), oneDNN those of
/// convolutions (ONEDNN_MAX_CPU_ISA). An upgrade of any of them may change theirs. A processor's name says
/// little of that, and results say it.
#pragma once

#include <misfire/report.h>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/log_softmax.h>

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace misfire {
namespace detail {

/// Results of the kernels that trainings are made of, all as one row. This thread computes alone from now on,
/// and what OpenBLAS shares among threads of its own keeps its bits.
inline at::Tensor sample_of_arithmetic() {
  at::set_num_threads(1);
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(1);
  const at::Tensor uniform = at::empty({40, 48}).uniform_(-0.3, 0.3, generator);
  const at::Tensor normal = at::empty({48, 56}).normal_(0, 1, generator);
  const at::Tensor images = at::empty({2, 3, 12, 12}).normal_(0, 1, generator);
  const at::Tensor kernels = at::empty({8, 3, 3, 3}).uniform_(-0.2, 0.2, generator);
  // Small products have kernels of their own, and long sums are cut into blocks.
  const at::Tensor batch = at::empty({64, 800}).normal_(0, 1, generator);
  const at::Tensor layer = at::empty({64, 800}).uniform_(-0.1, 0.1, generator);
  // Of one or three channels some kernels of AVX2 and of AVX-512 compute the same.
  const at::Tensor deep_images = at::empty({2, 16, 14, 14}).normal_(0, 1, generator);
  const at::Tensor deep_kernels = at::empty({32, 16, 3, 3}).uniform_(-0.1, 0.1, generator);
  const at::Tensor product = uniform.matmul(normal);
  const at::Tensor wide_product = uniform.to(at::kDouble).matmul(normal.to(at::kDouble));
  const at::Tensor row[] = {uniform,
                            normal,
                            product,
                            wide_product.to(at::kFloat),
                            uniform.mv(normal.select(1, 0)),
                            batch.matmul(layer.t()),
                            batch.t().matmul(layer),
                            at::conv2d(images, kernels),
                            at::conv2d(deep_images, deep_kernels),
                            product.exp(),
                            product.tanh(),
                            product.sigmoid(),
                            at::gelu(product),
                            at::log_softmax(product, 1),
                            normal.sum(0),
                            product.mean(),
                            product.std()};
  std::vector<at::Tensor> flat;
  for (const at::Tensor& part : row)
    flat.push_back(part.reshape({-1}));
  return at::cat(flat);
}

/// FNV-1a (64 bit) over that row's bytes.
inline std::uint64_t arithmetic() {
  const at::Tensor sample = sample_of_arithmetic().contiguous();
  const unsigned char* bytes = static_cast<const unsigned char*>(sample.data_ptr());
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (std::size_t i = 0; i < sample.nbytes(); ++i)
    hash = (hash ^ bytes[i]) * 0x100000001b3u;
  return hash;
}

} // namespace detail

/// Reports the line `arithmetic 0123456789abcdef`. In a process of its own, since what is computed for it
/// would change a run.
inline void report_arithmetic() {
  char line[64];
  std::snprintf(line, sizeof line, "arithmetic %016" PRIx64, detail::arithmetic());
  report(line);
}

} // namespace misfire
