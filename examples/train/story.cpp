// SPDX-License-Identifier: MIT
#include "story.hpp"

#include <utility>
#include <vary/io.hpp>

#include "field.hpp"
#include "pages.hpp"

namespace {

/// Images while they are drawn.
struct Album {
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
  Images bound() { return {std::move(images), std::move(labels)}; }
};

/// Each image has dice of its own, so that more images do not change those before.
draw::Dice dice_of(unsigned album, std::size_t image) {
  return draw::Dice(album * 1000000 + static_cast<unsigned>(image));
}

/// Pages and scenes in turn.
Album draw_book(unsigned album, std::size_t count) {
  Album book;
  for (std::size_t i = 0; i < count; ++i) {
    draw::Dice dice = dice_of(album, i);
    const bool text = i % 2 == 1;
    book.add(text ? draw_page(dice) : draw_scene(dice), text);
  }
  return book;
}

Album draw_field(unsigned album, std::size_t count) {
  Album field;
  for (std::size_t i = 0; i < count; ++i) {
    draw::Dice dice = dice_of(album, i);
    const std::size_t kind = i % field_kinds.size();
    field.add(photograph(field_kinds[kind], dice), field_kinds[kind].text);
    field.group.push_back(kind);
  }
  return field;
}

/// Leaves a window open on the image, in an image of its own size: text may be a small part of what is
/// seen. Any image without text does for what lies around, and the label stays.
auto window_in(const Images& scenes) {
  return vary::custom("window", [scenes](vary::ImageView<std::uint8_t> view, vary::Random& random) {
    const vary::ImageView<const std::uint8_t> scene = scenes.image(random.below(scenes.size()));
    const auto side = [&](int whole) { return static_cast<int>(whole * random.uniform(0.5, 0.9)); };
    const int width = side(view.width()), height = side(view.height());
    const auto left = static_cast<int>(random.below(static_cast<std::uint64_t>(view.width() - width)));
    const auto top = static_cast<int>(random.below(static_cast<std::uint64_t>(view.height() - height)));
    for (int y = 0; y < view.height(); ++y) {
      for (int x = 0; x < view.width(); ++x) {
        if (x >= left && x < left + width && y >= top && y < top + height) continue;
        for (int c = 0; c < view.channels(); ++c) view.at(x, y, c) = scene.at(x, y, c);
      }
    }
  });
}

/// What may happen to text between a book and a street.
Pipeline augmentation(const Images& scenes) {
  constexpr int side = draw::Canvas::side;
  return Pipeline{
      vary::one_of(vary::RandomResizedCrop{.width = side, .height = side, .scale = {0.4, 1}},
                   vary::MirrorPadShrink{.scale = {0.75, 1}}),
      vary::maybe(0.3, vary::Erode{.size = 2}),  // bolder letters; dilated, thin ones would be gone
      vary::maybe(0.4, vary::Invert{}),
      vary::maybe(0.3, vary::Grayscale{}),
      vary::RGBShift{.red = {-0.4, 0.4}, .green = {-0.4, 0.4}, .blue = {-0.4, 0.4}},
      vary::maybe(0.6, window_in(scenes)),
      vary::maybe(0.8, vary::Rotate{.degrees = {-60, 60}}),
      vary::maybe(0.3, vary::Perspective{.distortion_scale = 0.4}),
      vary::ColorJitter{.brightness = {0.6, 1.2}, .contrast = {0.6, 1.2}, .saturation = {0, 2}},
      vary::maybe(0.4, vary::GaussianBlur{.sigma = {0.3, 0.7}}),
      vary::maybe(0.5, vary::GaussianNoise{.sigma = {0.01, 0.06}}),
  };
}

}  // namespace

Task text_story(const Options& options) {
  const Images train =
      draw_book(1, options.train > 0 ? static_cast<std::size_t>(options.train) : 400).bound();
  Album scenes;
  for (std::size_t i = 0; i < train.size(); ++i) {
    if (train.label(i) == 0) scenes.add(train.image(i), false);
  }
  Album field = draw_field(4, 800);
  std::vector<std::string> groups;
  for (const FieldKind& kind : field_kinds) groups.emplace_back(kind.name);
  return {.question = "does an image contain text?",
          .classes = {"other", "text"},
          .train = train,
          .statistics = vary::statistics<std::uint8_t>(train),
          .validation = draw_field(2, 200).bound(),
          .test = field.bound(),
          .groups = std::move(groups),
          .group = std::move(field.group),
          .augment = augmentation(scenes.bound()),
          .epochs = options.epochs > 0 ? options.epochs : 80,
          .width = 16};
}

void save_story(const Task& task, const std::filesystem::path& folder) {
  const auto save_all = [&](const char* part, const Images& images) {
    for (const std::string& name : task.classes) std::filesystem::create_directories(folder / part / name);
    for (std::size_t i = 0; i < images.size(); ++i) {
      const std::string& name = task.classes[static_cast<std::size_t>(images.label(i))];
      vary::save(folder / part / name / (std::to_string(i) + ".png"), images.image(i));
    }
  };
  save_all("train", task.train);
  save_all("validation", task.validation);
  save_all("test", task.test);
}
