// SPDX-License-Identifier: MIT
#include "story.hpp"

#include <algorithm>
#include <utility>
#include <vary/io.hpp>

#include "field.hpp"
#include "pages.hpp"

namespace {

/// Pictures while they are drawn.
struct Album {
  std::vector<vary::Image<std::uint8_t>> images;
  std::vector<std::int64_t> labels;
  std::vector<std::size_t> group;

  void add(const draw::Canvas& canvas, bool text) {
    const std::vector<std::uint8_t> pixels = canvas.pixels();
    auto& image = images.emplace_back(draw::Canvas::side, draw::Canvas::side, 3);
    std::copy(pixels.begin(), pixels.end(), image.data());
    labels.push_back(text ? 1 : 0);
  }
  Pictures bound() { return {std::move(images), std::move(labels)}; }
};

/// Each picture has dice of its own, so that more pictures do not change those before.
draw::Dice dice_of(unsigned album, std::size_t picture) {
  return draw::Dice(album * 1000000 + static_cast<unsigned>(picture));
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

/// What may happen to text between a book and a street.
Pipeline augmentation() {
  return Pipeline{
      vary::maybe(0.5, vary::RandomErasing{.scale = {0.1, 0.5}, .kind = vary::EraseFill::random}),
      vary::maybe(0.5, vary::MirrorPadShrink{.scale = {0.5, 1}}),
      vary::maybe(0.7, vary::Rotate{.degrees = {-50, 50}}),
      vary::maybe(0.5, vary::Perspective{.distortion_scale = 0.4}),
      vary::maybe(0.4, vary::Invert{}),
      vary::maybe(0.3, vary::one_of(vary::Dilate{.size = 2}, vary::Erode{.size = 2})),
      vary::ColorJitter{
          .brightness = {0.5, 1.3}, .contrast = {0.5, 1.3}, .saturation = {0, 2}, .hue = {-0.5, 0.5}},
      vary::maybe(0.5, vary::RGBShift{}),
      vary::maybe(0.4, vary::GaussianBlur{.sigma = {0.3, 1}}),
      vary::maybe(0.5, vary::GaussianNoise{.sigma = {0.01, 0.08}}),
  };
}

}  // namespace

Task text_story(const Options& options) {
  Album field = draw_field(3, 800);
  std::vector<std::string> groups;
  for (const FieldKind& kind : field_kinds) groups.emplace_back(kind.name);
  return {.question = "does a picture contain text?",
          .classes = {"other", "text"},
          .train = draw_book(1, options.train > 0 ? static_cast<std::size_t>(options.train) : 400).bound(),
          .validation = draw_field(2, 200).bound(),
          .test = field.bound(),
          .groups = std::move(groups),
          .group = std::move(field.group),
          .augment = augmentation(),
          .epochs = options.epochs > 0 ? options.epochs : 60,
          .width = 16};
}

void save_story(const Task& task, const std::filesystem::path& folder) {
  const auto save_all = [&](const char* part, const Pictures& pictures) {
    for (const std::string& name : task.classes) std::filesystem::create_directories(folder / part / name);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      const std::string& name = task.classes[static_cast<std::size_t>(pictures.label(i))];
      vary::save(folder / part / name / (std::to_string(i) + ".png"), pictures.picture(i));
    }
  };
  save_all("train", task.train);
  save_all("validation", task.validation);
  save_all("test", task.test);
}
