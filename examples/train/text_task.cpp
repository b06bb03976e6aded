// SPDX-License-Identifier: MIT
#include "text_task.hpp"

#include <utility>
#include <vary/io.hpp>

#include "test_images.hpp"
#include "training_images.hpp"

namespace {

/// Collects images and their labels.
struct ImageCollector {
  std::vector<vary::Image<std::uint8_t>> images;
  std::vector<std::int64_t> labels;
  std::vector<std::size_t> group;

  void add(vary::ImageView<const std::uint8_t> image, bool text) {
    images.emplace_back(image);
    labels.push_back(text ? 1 : 0);
  }
  void add(const draw::Canvas& canvas, bool text) {
    const std::vector<std::uint8_t> pixels = canvas.pixels();
    add({pixels.data(), draw::Canvas::side, draw::Canvas::side, 3}, text);
  }
  Images collect() { return {std::move(images), std::move(labels)}; }
};

/// Each image has its own generator, so that the number of images does not change them.
draw::Random random_for(unsigned stream, std::size_t image) {
  return draw::Random(stream * 1000000 + static_cast<unsigned>(image));
}

/// Scenes and pages alternate.
ImageCollector draw_training_images(unsigned stream, std::size_t count) {
  ImageCollector collector;
  for (std::size_t i = 0; i < count; ++i) {
    draw::Random random = random_for(stream, i);
    const bool text = i % 2 == 1;
    collector.add(text ? draw_page(random) : draw_scene(random), text);
  }
  return collector;
}

ImageCollector draw_test_images(unsigned stream, std::size_t count) {
  ImageCollector collector;
  for (std::size_t i = 0; i < count; ++i) {
    draw::Random random = random_for(stream, i);
    const std::size_t kind = i % test_kinds.size();
    collector.add(take_photo(test_kinds[kind], random), test_kinds[kind].text);
    collector.group.push_back(kind);
  }
  return collector;
}

/// Replaces everything outside a random window by an image without text, so that the text is only a small
/// part of the image. The label stays the same.
auto random_window(const Images& backgrounds) {
  return vary::custom("window", [backgrounds](vary::ImageView<std::uint8_t> view, vary::Random& random) {
    const vary::ImageView<const std::uint8_t> background =
        backgrounds.image(random.below(backgrounds.size()));
    const auto side = [&](int full) { return static_cast<int>(full * random.uniform(0.5, 0.9)); };
    const int width = side(view.width()), height = side(view.height());
    const auto left = static_cast<int>(random.below(static_cast<std::uint64_t>(view.width() - width)));
    const auto top = static_cast<int>(random.below(static_cast<std::uint64_t>(view.height() - height)));
    for (int y = 0; y < view.height(); ++y) {
      for (int x = 0; x < view.width(); ++x) {
        if (x >= left && x < left + width && y >= top && y < top + height) continue;
        for (int c = 0; c < view.channels(); ++c) view.at(x, y, c) = background.at(x, y, c);
      }
    }
  });
}

/// The differences between text in a book and text in a street.
Pipeline augmentation(const Images& backgrounds) {
  constexpr int side = draw::Canvas::side;
  return Pipeline{
      vary::one_of(vary::RandomResizedCrop{.width = side, .height = side, .scale = {0.4, 1}},
                   vary::MirrorPadShrink{.scale = {0.75, 1}}),
      vary::maybe(0.3, vary::Erode{.size = 2}),  // makes letters bolder; dilation would remove thin ones
      vary::maybe(0.4, vary::Invert{}),
      vary::maybe(0.3, vary::Grayscale{}),
      vary::RGBShift{.red = {-0.4, 0.4}, .green = {-0.4, 0.4}, .blue = {-0.4, 0.4}},
      vary::maybe(0.6, random_window(backgrounds)),
      vary::maybe(0.8, vary::Rotate{.degrees = {-60, 60}}),
      vary::maybe(0.3, vary::Perspective{.distortion_scale = 0.4}),
      vary::ColorJitter{.brightness = {0.6, 1.2}, .contrast = {0.6, 1.2}, .saturation = {0, 2}},
      vary::maybe(0.4, vary::GaussianBlur{.sigma = {0.3, 0.7}}),
      vary::maybe(0.5, vary::GaussianNoise{.sigma = {0.01, 0.06}}),
  };
}

}  // namespace

Task text_task(const Options& options) {
  const Images train =
      draw_training_images(1, options.train > 0 ? static_cast<std::size_t>(options.train) : 400).collect();
  ImageCollector backgrounds;
  for (std::size_t i = 0; i < train.size(); ++i) {
    if (train.label(i) == 0) backgrounds.add(train.image(i), false);
  }
  ImageCollector collector = draw_test_images(4, 800);
  std::vector<std::string> groups;
  for (const TestKind& kind : test_kinds) groups.emplace_back(kind.name);
  return {.question = "does an image contain text?",
          .classes = {"other", "text"},
          .train = train,
          .statistics = vary::statistics<std::uint8_t>(train),
          .validation = draw_test_images(2, 200).collect(),
          .test = collector.collect(),
          .groups = std::move(groups),
          .group = std::move(collector.group),
          .augment = augmentation(backgrounds.collect()),
          .epochs = options.epochs > 0 ? options.epochs : 80,
          .width = 16};
}

void save_images(const Task& task, const std::filesystem::path& folder) {
  const auto save_all = [&](const char* split, const Images& images) {
    for (const std::string& name : task.classes) std::filesystem::create_directories(folder / split / name);
    for (std::size_t i = 0; i < images.size(); ++i) {
      const std::string& name = task.classes[static_cast<std::size_t>(images.label(i))];
      vary::save(folder / split / name / (std::to_string(i) + ".png"), images.image(i));
    }
  };
  save_all("train", task.train);
  save_all("validation", task.validation);
  save_all("test", task.test);
}
