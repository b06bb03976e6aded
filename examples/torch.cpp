// SPDX-License-Identifier: MIT
// torch: batches of augmented copies for libtorch, written directly into a tensor, and by its data loader.
#include <cstdint>
#include <iostream>
#include <vary/interop/torch.hpp>
#include <vary/vary.hpp>
#include <vector>

namespace {

/// Eight dark images, with a bright square (label 1) or without (label 0).
vary::Images<std::uint8_t> default_images() {
  std::vector<vary::Image<std::uint8_t>> images;
  std::vector<std::int64_t> labels;
  for (int i = 0; i < 8; ++i) {
    labels.push_back(i % 2);
    auto& image = images.emplace_back(48, 40, 3);
    vary::tensor_of(image).fill_(20 * i);
    if (labels.back() == 1) vary::tensor_of(image).slice(0, 10, 30).slice(1, 14, 34).fill_(255);
  }
  return {std::move(images), std::move(labels)};
}

}  // namespace

int main() {
  const vary::Images<std::uint8_t> images = default_images();
  const vary::Pipeline<std::uint8_t> augment{vary::RandomResizedCrop{.width = 32, .height = 32},
                                             vary::maybe(0.5, vary::HorizontalFlip{}), vary::Rotate{},
                                             vary::GaussianNoise{.sigma = {0, 0.1}}};

  // Your own batch: each copy is written directly to its index, normalised.
  torch::Tensor batch = torch::empty({8, 3, 32, 32});
  for (std::size_t i = 0; i < images.size(); ++i) {
    augment.into(vary::into_of<float>(batch, i, {0.5f}, {0.25f}), images.image(i), {.seed = 1, .index = i});
  }
  std::cout << "means of copies, every second one with a square:";
  for (std::int64_t i = 0; i < 8; ++i) std::cout << ' ' << batch[i].mean().item<float>();
  std::cout << '\n';

  // The same with the data loader of libtorch; each epoch has other copies.
  vary::TorchDataset dataset(images, augment, {.seed = 1, .mean = {0.5f}, .deviation = {0.25f}});
  auto loader = torch::data::make_data_loader(dataset.map(torch::data::transforms::Stack<>()),
                                              torch::data::DataLoaderOptions(4).workers(2));
  for (int epoch = 0; epoch < 2; ++epoch) {
    dataset.epoch(epoch);
    for (const auto& [data, target] : *loader) {
      std::cout << "epoch " << epoch << ": " << data.sizes() << ", labels " << target.sum().item<int>()
                << " of 4, mean " << data.mean().item<float>() << '\n';
    }
  }
}
