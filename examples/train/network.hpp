// SPDX-License-Identifier: MIT
// A small convolutional network for images of any size.
#pragma once

#include <ATen/core/ivalue.h>  // first: before libtorch 2, clang refuses the others in C++20 without it
#include <torch/nn.h>

#include <cstdint>
#include <vary/vary.hpp>

/// Layers of 3 x 3, each followed by a halving and twice as wide as the one before, until a side is 8 pixels
/// or less; one more layer, of which the mean and the maximum over the image are what the classes are told
/// by. An image above 32 pixels is halved at once. Nothing in it is random but the start.
struct NetworkImpl : torch::nn::Module {
  NetworkImpl(vary::Shape image, std::int64_t classes, std::int64_t width);
  /// From [count, channels, height, width] to [count, classes]: the higher the likelier.
  torch::Tensor forward(torch::Tensor images);

  torch::nn::Sequential layers;
  torch::nn::Linear last{nullptr};
};
TORCH_MODULE(Network);
