// SPDX-License-Identifier: MIT
// A small convolutional network for images of any size.
#pragma once

#include <ATen/core/ivalue.h>  // first: before libtorch 2, clang refuses the others in C++20 without it
#include <torch/nn.h>

#include <cstdint>
#include <vary/vary.hpp>

/// 3 x 3 convolutions, each followed by a pooling that halves the sides and twice as wide as the one before,
/// until a side is 8 pixels or less; one more convolution; then a linear layer on the mean and the maximum
/// over the image. Images above 32 pixels begin with a 5 x 5 convolution of stride 2. Only the initial
/// weights are random.
struct NetworkImpl : torch::nn::Module {
  NetworkImpl(vary::Shape image, std::int64_t classes, std::int64_t width);
  /// [count, channels, height, width] to [count, classes]: logits.
  torch::Tensor forward(torch::Tensor images);

  torch::nn::Sequential layers;
  torch::nn::Linear last{nullptr};
};
TORCH_MODULE(Network);
