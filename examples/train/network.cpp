// SPDX-License-Identifier: MIT
#include "network.hpp"

#include <algorithm>
#include <utility>

namespace nn = torch::nn;

NetworkImpl::NetworkImpl(vary::Shape picture, std::int64_t classes, std::int64_t width) {
  std::int64_t channels = picture.channels;
  const auto add_layer = [&] {
    layers->push_back(nn::Conv2d(nn::Conv2dOptions(channels, width, 3).padding(1).bias(false)));
    layers->push_back(nn::BatchNorm2d(width));
    layers->push_back(nn::ReLU(nn::ReLUOptions(true)));
    channels = width;
  };
  for (int side = std::min(picture.width, picture.height); side > 8; side /= 2) {
    add_layer();
    layers->push_back(nn::MaxPool2d(2));
    width *= 2;
  }
  add_layer();
  last = nn::Linear(2 * channels, classes);
  register_module("layers", layers);
  register_module("dropout", dropout);
  register_module("last", last);
}

torch::Tensor NetworkImpl::forward(torch::Tensor pictures) {
  const torch::Tensor features = layers->forward(std::move(pictures));
  return last(dropout(torch::cat({features.mean({2, 3}), features.amax({2, 3})}, 1)));
}
