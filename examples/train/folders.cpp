// SPDX-License-Identifier: MIT
#include "folders.hpp"

#include <utility>

namespace fs = std::filesystem;

namespace {

/// All images in memory, at one size.
template <class D>
Images at_size(const D& dataset, int size) {
  const Pipeline resize{vary::Resize{.width = size, .height = size}};
  std::vector<vary::Image<std::uint8_t>> images;
  std::vector<std::int64_t> labels;
  vary::Image<std::uint8_t> memory;
  for (std::size_t i = 0; i < dataset.size(); ++i) {
    images.push_back(resize(dataset.image(i, memory), {}));
    labels.push_back(dataset.label(i));
  }
  return {std::move(images), std::move(labels)};
}

/// What the images of things may go through and still show the same things.
Pipeline augmentation(int size) {
  const int margin = size / 8;
  return Pipeline{
      vary::maybe(0.5, vary::HorizontalFlip{}),
      vary::Pad{.left = margin, .top = margin, .right = margin, .bottom = margin},  // mirrored
      vary::RandomCrop{.width = size, .height = size},
      vary::ColorJitter{.brightness = {0.8, 1.2}, .contrast = {0.8, 1.2}, .saturation = {0.8, 1.2}},
      vary::maybe(0.5, vary::RandomErasing{.scale = {0.02, 0.2}}),
  };
}

}  // namespace

Task folder_task(const Options& options) {
  const vary::Key key{.seed = 1};  // the parts are the same for all seeds
  const bool parted = fs::is_directory(options.data / "train") && fs::is_directory(options.data / "test");
  const vary::ClassFolders all(parted ? options.data / "train" : options.data);
  // A Subset of all where test has a folder of its own, so that both cases are of one type.
  auto [known, rest] = vary::split(all, parted ? 1 : 0.8, key);
  Images test =
      parted ? at_size(vary::ClassFolders(options.data / "test", {.classes = all.classes()}), options.size)
             : at_size(rest, options.size);
  const auto wanted = static_cast<double>(options.train);
  const double share = options.train == 0 ? 1 : wanted / static_cast<double>(known.size());
  if (share > 1)
    vary::refuse("train", "--train", options.train, " is more than the ", known.size(), " there are");
  const auto [learnt, validation] = vary::split(vary::split(known, share, key).first, 0.9, key);
  const Images train = at_size(learnt, options.size);
  std::vector<std::size_t> group;
  for (std::size_t i = 0; i < test.size(); ++i) group.push_back(static_cast<std::size_t>(test.label(i)));
  return {.question = "which of " + std::to_string(all.classes().size()) + " classes is an image of?",
          .classes = all.classes(),
          .train = train,
          .statistics = vary::statistics<std::uint8_t>(train),
          .validation = at_size(validation, options.size),
          .test = std::move(test),
          .groups = all.classes(),
          .group = std::move(group),
          .augment = augmentation(options.size),
          .epochs = options.epochs > 0 ? options.epochs : 120,
          .width = 32};
}
