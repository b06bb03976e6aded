// SPDX-License-Identifier: MIT
#include "network.hpp"

#include <algorithm>
#include <utility>

namespace nn = torch::nn;

NetworkImpl::NetworkImpl(vary::Shape image, std::int64_t classes, std::int64_t width) {
  std::int64_t channels = image.channels;
  int side = std::min(image.width, image.height);
  const auto add_layer = [&](std::int64_t kernel, std::int64_t stride) {
    const auto options =
        nn::Conv2dOptions(channels, width, kernel).stride(stride).padding(kernel / 2).bias(false);
    layers->push_back(nn::Conv2d(options));
    layers->push_back(nn::BatchNorm2d(width));
    layers->push_back(nn::ReLU(nn::ReLUOptions(true)));
    channels = width;
  };
  const auto halved = [&] {
    side /= 2;
    width *= 2;
  };
  if (side > 32) {
    add_layer(5, 2);
    halved();
  }
  while (side > 8) {
    add_layer(3, 1);
    layers->push_back(nn::MaxPool2d(2));
    halved();
  }
  add_layer(3, 1);
  last = nn::Linear(2 * channels, classes);
  register_module("layers", layers);
  register_module("last", last);
}

torch::Tensor NetworkImpl::forward(torch::Tensor images) {
  const torch::Tensor features = layers->forward(std::move(images));
  return last(torch::cat({features.mean({2, 3}), features.amax({2, 3})}, 1));
}
