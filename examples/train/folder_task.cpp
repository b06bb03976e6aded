// SPDX-License-Identifier: MIT
#include "folder_task.hpp"

#include <utility>

namespace fs = std::filesystem;

namespace {

/// Loads all images into memory, resized to one size.
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

/// Augmentation that keeps the class of an object.
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
  const vary::Key key{.seed = 1};  // not options.seed: the split is the same for all seeds
  const bool has_test_folder =
      fs::is_directory(options.data / "train") && fs::is_directory(options.data / "test");
  const vary::ClassFolders all(has_test_folder ? options.data / "train" : options.data);
  // With a test folder, `train_and_validation` has all images: a Subset in both cases, so that the types
  // match.
  auto [train_and_validation, held_out] = vary::split(all, has_test_folder ? 1 : 0.8, key);
  Images test =
      has_test_folder
          ? at_size(vary::ClassFolders(options.data / "test", {.classes = all.classes()}), options.size)
          : at_size(held_out, options.size);
  const auto requested = static_cast<double>(options.train);
  const double share = options.train == 0 ? 1 : requested / static_cast<double>(train_and_validation.size());
  if (share > 1)
    vary::refuse("train", "--train", options.train, " is more than the ", train_and_validation.size(),
                 " images there are; give a smaller number");
  const auto [train_part, validation] =
      vary::split(vary::split(train_and_validation, share, key).first, 0.9, key);
  const Images train = at_size(train_part, options.size);
  std::vector<std::size_t> group;
  for (std::size_t i = 0; i < test.size(); ++i) group.push_back(static_cast<std::size_t>(test.label(i)));
  return {.question = "which of " + std::to_string(all.classes().size()) + " classes does an image show?",
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
