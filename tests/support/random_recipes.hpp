// SPDX-License-Identifier: MIT
// Random recipes: transforms of the catalogue and permutes, in any order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "support/images.hpp"
#include "transforms/catalogue.hpp"
#include "vary/vary.hpp"

namespace tests {

/// A random shape: 1x1 to 70x50 with 1, 3 or 4 channels.
inline vary::Shape random_shape(std::uint64_t seed) {
  Dice dice(seed ^ 0x5EED);
  for (int i = 0; i < 8; ++i) dice.next();  // the first numbers of adjacent seeds are correlated
  const bool tiny = dice.between(0, 5) == 0;
  constexpr int channels[] = {1, 3, 3, 4};
  return {dice.between(1, tiny ? 9 : 70), dice.between(1, tiny ? 9 : 50), channels[dice.between(0, 3)]};
}

/// Builds a random recipe that is valid for every pixel type.
class RecipeBuilder {
 public:
  RecipeBuilder(vary::Shape shape, std::uint64_t seed) : dice_(seed), recipe_(shape) {
    for (int i = 0; i < 8; ++i) dice_.next();
    theme_ = static_cast<Theme>(dice_.between(0, 2));
    border_ = static_cast<vary::Border>(dice_.between(0, 4));
  }

  /// Appends the ops of one more transform.
  void add_transform() {
    constexpr int attempts = 60;
    for (int i = 0; i < attempts; ++i) {
      const bool any = dice_.between(0, 3) == 0;
      const vary::Recipe drawn = dice_.between(0, 7) == 0 ? permuted() : transformed();
      if (drawn.ops().empty() || !(any || fits(drawn)) || (shrinks(drawn) && dice_.between(0, 3) != 0)) {
        continue;
      }
      append(drawn);
      return crop();
    }
    append(permuted());
    crop();
  }

  [[nodiscard]] vary::Recipe take() { return std::move(recipe_); }

 private:
  /// Most ops of a recipe are of one kind, so that adjacent ops can often be fused.
  enum class Theme { any, geometric, pointwise };

  /// An interval of an axis, which may reach beyond it.
  struct Span {
    int first;
    int count;
  };

  [[nodiscard]] bool fits(const vary::Recipe& drawn) const {
    return std::ranges::all_of(drawn.ops(), [this](const vary::Op& op) {
      if (theme_ == Theme::any) return true;
      if (theme_ == Theme::geometric) return op.geometric();
      namespace ops = vary::ops;
      return op.is<ops::Curve>() || op.is<ops::Posterize>() ||
             op.is<ops::ColorMatrix>() || op.is<ops::Hue>() ||
             op.is<ops::Reorder>() || op.is<ops::Permute>();
    });
  }

  /// True if less than half of the image is left: a few such transforms would leave a tiny image.
  static bool shrinks(const vary::Recipe& drawn) {
    return 2 * drawn.shape().elements() < drawn.input().elements();
  }

  /// The ops that a random transform of the catalogue draws; none if it rejects the image.
  vary::Recipe transformed() {
    const vary::Shape shape = recipe_.shape();
    const int last = static_cast<int>(catalogue().size()) - 1;
    const Entry& entry = catalogue()[static_cast<std::size_t>(dice_.between(0, last))];
    vary::Recipe drawn(shape);
    if (!entry.takes<std::uint8_t>(shape.channels)) return drawn;
    vary::TransformList list;
    entry.push_to(list);
    try {
      list.sample_all(vary::Random(vary::Key{.seed = dice_.next()}), drawn);
    } catch (const vary::Error&) {
      drawn.restart(shape);
    }
    return drawn;
  }

  vary::Recipe permuted() {
    const vary::Shape shape = recipe_.shape();
    const Span across = span(shape.width), down = span(shape.height);
    vary::ops::Permute op{.width = across.count, .height = down.count, .x = across.first, .y = down.first};
    op.flip_x = dice_.between(0, 2) == 0;
    op.flip_y = dice_.between(0, 2) == 0;
    op.transposed = dice_.between(0, 3) == 0;
    if (op.flip_x) op.x += across.count - 1;
    if (op.flip_y) op.y += down.count - 1;
    if (op.transposed) std::swap(op.width, op.height);
    vary::Recipe drawn(shape);
    drawn.add(op);
    return drawn;
  }

  Span span(int size) {
    switch (dice_.between(0, 3)) {
      case 0: {
        const int count = dice_.between(std::max(1, size * 2 / 3), size);
        return {dice_.between(0, size - count), count};
      }
      case 1: {
        const int before = dice_.between(0, 12);
        return {-before, before + size + dice_.between(0, 12)};
      }
      case 2:
        return {dice_.between(-5, 5), size};
      default:
        return {0, size};
    }
  }

  void append(const vary::Recipe& drawn) {
    for (std::size_t i = 0; i < drawn.ops().size(); ++i) {
      recipe_.set_origin(drawn.origin(i));
      try {
        vary::Op op = drawn.ops()[i];
        Redraw redraw(*this);
        op.fields(redraw);
        recipe_.add(op);
      } catch (const vary::Error&) {  // the op does not support that interpolation
        recipe_.add(drawn.ops()[i]);
      }
    }
    recipe_.set_origin("");
  }

  /// Other values for those fields that many ops have.
  class Redraw final : public vary::FieldVisitor {
   public:
    explicit Redraw(RecipeBuilder& builder) : builder_(builder) {}

   private:
    void boolean(const char*, bool&) override {}
    void integer(const char*, int&) override {}
    void number(const char*, float&) override {}
    void number(const char*, double&) override {}
    void text(const char*, vary::SharedText&) override {}
    void stream(const char*, vary::Stream&) override {}
    void choice(const char* name, std::span<const std::string_view> names, std::size_t& index) override {
      const auto any = [&] { return static_cast<std::size_t>(builder_.dice_.between(0, 4)); };
      if (names.data() == value_names(vary::Border()).data()) {
        const bool other = builder_.dice_.between(0, 2) == 0;
        index = other ? any() : static_cast<std::size_t>(builder_.border_);
      } else if (std::string_view(name) == "interpolation" && builder_.dice_.between(0, 3) == 0) {
        index = any();
      }
    }
    void numbers(const char* name, const vary::NumberList& list) override {
      if (std::string_view(name) != "fill" || maker_.dice_.between(0, 1) != 0) return;
      const int channels = maker_.recipe_.shape().channels;
      const bool coloured = channels <= 4 && maker_.dice_.between(0, 1) == 0;
      list.resize(list.values, static_cast<std::size_t>(coloured ? channels : 1));
      for (std::size_t c = 0; c < list.size(list.values); ++c) {
        const double value = static_cast<double>(static_cast<float>(maker_.dice_.fraction()));
        list.set(list.values, c, &value);
      }
    }
    RecipeMaker& maker_;
  };

  /// Appends a crop to at most 200x200 pixels.
  void crop() {
    constexpr int most = 200;
    const vary::Shape shape = recipe_.shape();
    const int width = std::min(shape.width, most), height = std::min(shape.height, most);
    recipe_.add(vary::ops::Permute{.width = width,
                                   .height = height,
                                   .x = dice_.between(0, shape.width - width),
                                   .y = dice_.between(0, shape.height - height)});
  }

  Dice dice_;
  vary::Recipe recipe_;
  Theme theme_ = Theme::any;
  vary::Border border_ = vary::Border::reflect;
};

/// A random recipe for images of a shape: the ops of `transforms` transforms. The output has at most 200x200
/// pixels; every pixel type is supported.
inline vary::Recipe random_recipe(vary::Shape shape, std::uint64_t seed, int transforms) {
  RecipeBuilder builder(shape, seed);
  for (int i = 0; i < transforms; ++i) builder.add_transform();
  return builder.take();
}

/// Applies the ops of a recipe one after the other, each to a new image: the reference for all other ways to
/// run a recipe.
template <class T>
vary::Image<T> in_turn(const vary::Recipe& recipe, vary::ImageView<const T> input) {
  vary::Image<T> image = vary::HorizontalFlip{}(vary::HorizontalFlip{}(input));
  for (const vary::Op& op : recipe.ops()) {
    const vary::Shape shape = op.output(image.shape());
    vary::Image<T> next(shape.width, shape.height, shape.channels);
    vary::apply<T>(op, vary::full_table<T>(), image.view(), next.view());
    image = std::move(next);
  }
  return image;
}

}  // namespace tests
