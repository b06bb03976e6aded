// SPDX-License-Identifier: MIT
#include "vary/pipeline/pass.hpp"

#include <vector>

#include "transforms/checks.hpp"
#include "vary/pipeline/run.hpp"

using vary::Rect;
using vary::Fusion;
using vary::Plan;
namespace ops = vary::ops;

namespace {

/// Puts rows into an image and counts how often each has come.
template <class T>
class CountingSink final : public vary::detail::RowSink<T> {
 public:
  CountingSink(vary::Image<T>& out, const Rect& result)
      : times(static_cast<std::size_t>(result.height), 0), out_(out), result_(result) {}
  void take(const vary::Tile<const T>& rows) override {
    REQUIRE(rows.x == result_.x);
    REQUIRE(rows.pixels.width() == result_.width);
    for (int y = rows.y; y < rows.rect().bottom(); ++y) {
      ++times[static_cast<std::size_t>(y - result_.y)];
      std::copy_n(rows.row(y), out_.shape().row_elements(), out_.row(y - result_.y));
    }
  }
  std::vector<int> times;

 private:
  vary::Image<T>& out_;
  Rect result_;
};

template <class T>
void require_streams(const vary::Recipe& recipe) {
  const auto photo =
      tests::noise_image<T>(recipe.input().width, recipe.input().height, recipe.input().channels);
  const auto expected = vary::replay(recipe, photo, Fusion::stepwise);
  for (const std::size_t bytes : {1u, 300u, 16384u}) {
    Plan plan(recipe, Fusion::exact, sizeof(T));
    plan.set_band_bytes(bytes);
    REQUIRE(plan.end_of_pass(0) == plan.steps().size());
    vary::Image<T> out;
    out.resize(recipe.shape());
    CountingSink<T> sink(out, plan.result());
    const vary::Tile<const T> source(photo.view());
    vary::detail::run_pass<T>(plan, vary::full_table<T>(), plan.steps(), source, plan.result(), vary::Tile<T>(),
                              &sink);
    CAPTURE(bytes);
    REQUIRE(sink.times == std::vector<int>(static_cast<std::size_t>(recipe.shape().height), 1));
    REQUIRE(tests::same_image(out, expected));
    tests::Guarded<T> guarded(recipe.shape(), 5);
    vary::run<T>(plan, photo.view(), guarded.view());
    REQUIRE(tests::same_image(guarded.view(), expected));
    REQUIRE(guarded.intact());
  }
}

}  // namespace

TEMPLATE_TEST_CASE("Each row of a pass comes once, with tall windows, skipped rows and many", "[pass]",
                   std::uint8_t, std::uint16_t, float) {
  const vary::Shape shape{23, 150, 3};
  vary::Recipe tall(shape), skipping(shape), many(shape), cropped(shape);
  tall.add(ops::Box{.width = 3, .height = 31, .border = vary::Border::symmetric});
  tall.add(ops::Rank{.width = 5, .height = 15, .maximum = true, .border = vary::Border::edge});
  tall.add(ops::Convolve{.across = {0.25f, 0.5f, 0.25f}, .down = {0.25f, 0.5f, 0.25f}});
  tall.add(ops::Noise{.sigma = 0.1f});
  require_streams<TestType>(tall);
  skipping.add(ops::Median{.size = 3});
  skipping.add(ops::Resize{.width = 7, .height = 9, .interpolation = vary::Interpolation::nearest});
  skipping.add(ops::Hue{.shift = 0.3f});
  require_streams<TestType>(skipping);
  many.add(ops::Curve{.segments = {{.gain = 0.5f}}});
  many.add(ops::Resize{.width = 40, .height = 400, .interpolation = vary::Interpolation::bicubic});
  many.add(ops::Gradient{.width = 3, .height = 3});
  require_streams<TestType>(many);
  cropped.add(ops::Unsharp{.taps = {0.25f, 0.5f, 0.25f}, .amount = 0.5f});
  cropped.add(ops::Permute{.width = 11, .height = 101, .x = 7, .y = 13});
  cropped.add(ops::Impulse{.low_share = 0.2f});
  cropped.add(
      ops::Filter{.width = 3, .height = 3, .weights = {0, 1, 0, 1, -4, 1, 0, 1, 0}, .keep_edge = true});
  cropped.add(ops::Permute{.width = 5, .height = 90, .x = 0, .y = 11});
  require_streams<TestType>(cropped);
}

TEMPLATE_TEST_CASE("A pass that ends upside down runs from the bottom up", "[pass]", std::uint8_t, float) {
  vary::Recipe recipe({23, 150, 3});
  recipe.add(ops::Box{.width = 3, .height = 3});
  recipe.add(ops::Permute{.width = 20, .height = 140, .x = 22, .y = 144, .flip_x = true, .flip_y = true});
  recipe.add(ops::Noise{.sigma = 0.1f});
  recipe.add(ops::Permute{.width = 17, .height = 93, .x = 2, .y = 40});
  REQUIRE(Plan(recipe, Fusion::exact, sizeof(TestType)).steps()[1].reverses);
  require_streams<TestType>(recipe);
}
