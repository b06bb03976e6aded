// SPDX-License-Identifier: MIT
// run(): a plan is carried out.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "vary/core/image.hpp"
#include "vary/pipeline/pass.hpp"
#include "vary/pipeline/tensor.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Copies rows to where they belong.
template <Pixel T>
class ImageSink final : public RowSink<T> {
 public:
  ImageSink(ImageView<T> out, const Rect& result) : out_(out), result_(result) {}
  void take(const Tile<const T>& rows) override {
    const Rect area = rows.area();
    ops::apply<T>(ops::Permute{.width = area.width, .height = area.height}, rows.pixels,
                  Tile<T>(out_).cut(area.moved(-result_.x, -result_.y)));
  }

 private:
  ImageView<T> out_;
  Rect result_;
};

/// Runs a plan, pass after pass. The last one gives its rows to `sink` or, without one, makes `out`.
template <Pixel T>
void run_passes(const Plan& plan, ImageView<const T> in, ImageView<T> out, RowSink<T>* sink) {
  const std::span<const Step> steps = plan.steps();
  // What one pass makes for the next takes turns in two buffers.
  std::size_t sizes[2] = {0, 0};
  std::size_t passes = 0;
  for (std::size_t end = plan.end_of_pass(0); end < steps.size(); end = plan.end_of_pass(end)) {
    const Step& last = steps[end - 1];
    const auto channels = static_cast<std::size_t>(last.out.channels);
    std::size_t& size = sizes[passes++ % 2];
    size = std::max(size, static_cast<std::size_t>(last.made.pixels()) * channels);
  }
  const Scratch<T> first(sizes[0]), second(sizes[1]);
  Tile<const T> source(in);
  std::size_t begin = 0;
  for (std::size_t pass = 0; pass < passes; ++pass) {
    const std::size_t end = plan.end_of_pass(begin);
    const Step& last = steps[end - 1];
    const ImageView<T> view((pass % 2 == 0 ? first : second).data(), last.made.width, last.made.height,
                            last.out.channels);
    const Tile<T> target(view, last.made.x, last.made.y, last.out);
    Pass<T>::run(plan, steps.subspan(begin, end - begin), source, last.made, target, nullptr);
    source = target;
    begin = end;
  }
  const std::span<const Step> rest = steps.subspan(begin);
  const Rect& result = plan.result();
  if (sink != nullptr) return Pass<T>::run(plan, rest, source, result, Tile<T>(), sink);
  if (!rest.empty() && rest.back().made == result) {
    const Tile<T> target(out, result.x, result.y, rest.back().out);
    return Pass<T>::run(plan, rest, source, result, target, nullptr);
  }
  ImageSink<T> copy(out, result);
  Pass<T>::run(plan, rest, source, result, Tile<T>(), &copy);
}

VARY_COMPILE_ONCE(void run_passes(const Plan&, ImageView<const std::uint8_t>, ImageView<std::uint8_t>,
                                  RowSink<std::uint8_t>*))
VARY_COMPILE_ONCE(void run_passes(const Plan&, ImageView<const std::uint16_t>, ImageView<std::uint16_t>,
                                  RowSink<std::uint16_t>*))
VARY_COMPILE_ONCE(void run_passes(const Plan&, ImageView<const float>, ImageView<float>, RowSink<float>*))

}  // namespace detail

/// out = the plan applied to `in`. Throws Error where a shape is not the one that was planned for, or where
/// the two overlap in memory.
template <Pixel T>
void run(const Plan& plan, ImageView<const T> in, ImageView<T> out) {
  if (in.shape() != plan.in()) {
    refuse("run", "in", "is ", detail::spell(in.shape()), "; the recipe is for ", detail::spell(plan.in()));
  }
  if (out.shape() != plan.out()) {
    refuse("run", "out", "is ", detail::spell(out.shape()), "; the recipe makes ", detail::spell(plan.out()));
  }
  if (detail::overlap<T>(in, out)) {
    refuse("run", "out", "overlaps the image it is made from; give other memory");
  }
  if (plan.fusion() == Fusion::stepwise) return apply<T>(plan.ops(), in, out);
  detail::run_passes<T>(plan, in, out, nullptr);
}

/// A tensor = the plan applied to `in`, normalised. Throws Error where the image is not the one that was
/// planned for, or where the tensor cannot take what comes out.
template <Pixel T, TensorValue U>
void run_into(const Plan& plan, ImageView<const T> in, const Tensor<U>& tensor) {
  if (in.shape() != plan.in()) {
    refuse("run", "in", "is ", detail::spell(in.shape()), "; the recipe is for ", detail::spell(plan.in()));
  }
  tensor.check(plan.out());
  const auto [first, last] = detail::memory_of(in);
  const U* const data = tensor.data + tensor.index * plan.out().elements();
  if (static_cast<const void*>(data) < last &&
      first < static_cast<const void*>(data + plan.out().elements())) {
    refuse("Tensor", "data", "overlaps the image it is made from; give other memory");
  }
  const bool stepwise = plan.fusion() == Fusion::stepwise;
  const Rect result = stepwise ? Rect::of(plan.out()) : plan.result();
  detail::TensorSink<T, U> sink(tensor, result, plan.out().channels);
  if (!stepwise) return detail::run_passes<T>(plan, in, {}, &sink);
  const Scratch<T> memory(plan.out().elements());
  const ImageView<T> out(memory.data(), result.width, result.height, plan.out().channels);
  apply<T>(plan.ops(), in, out);
  sink.take(Tile<const T>(ImageView<const T>(out)));
}

/// A recipe, drawn or read back, applied to an image of the shape it is for.
template <Pixel T>
Image<T> replay(const Recipe& recipe, ImageView<const T> in, Fusion fusion = Fusion::full) {
  Image<T> out;
  out.resize(recipe.shape());
  run<T>(Plan(recipe, fusion, sizeof(T)), in, out.view());
  return out;
}
template <Pixel T>
Image<T> replay(const Recipe& recipe, const Image<T>& in, Fusion fusion = Fusion::full) {
  return replay<T>(recipe, in.view(), fusion);
}

VARY_NAMESPACE_END
