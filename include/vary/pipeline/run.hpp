// SPDX-License-Identifier: MIT
// run(): a plan is carried out.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "vary/core/image.hpp"
#include "vary/ops/all.hpp"
#include "vary/ops/apply.hpp"
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
    copy_pixels<T>(rows.pixels, Tile<T>(out_).cut(rows.rect().moved(-result_.x, -result_.y)));
  }

 private:
  ImageView<T> out_;
  Rect result_;
};

/// Runs a plan, pass after pass. The last one gives its rows to `sink` or, without one, writes `out`.
template <Pixel T>
void run_passes(const Plan& plan, const OpTable<T>& table, ImageView<const T> in, ImageView<T> out,
                RowSink<T>* sink) {
  const std::span<const Step> steps = plan.steps();
  // The outputs of passes, each the input of the next one, take turns in two buffers.
  std::size_t sizes[2] = {0, 0};
  std::size_t passes = 0;
  for (std::size_t end = plan.end_of_pass(0); end < steps.size(); end = plan.end_of_pass(end)) {
    const Step& last = steps[end - 1];
    const auto channels = static_cast<std::size_t>(last.out.channels);
    std::size_t& size = sizes[passes++ % 2];
    size = std::max(size, static_cast<std::size_t>(last.output.pixels()) * channels);
  }
  const Scratch<T> first(sizes[0]), second(sizes[1]);
  Tile<const T> source(in);
  std::size_t begin = 0;
  for (std::size_t pass = 0; pass < passes; ++pass) {
    const std::size_t end = plan.end_of_pass(begin);
    const Step& last = steps[end - 1];
    const ImageView<T> view((pass % 2 == 0 ? first : second).data(), last.output.width, last.output.height,
                            last.out.channels);
    const Tile<T> target(view, last.output.x, last.output.y, last.out);
    run_pass<T>(plan, table, steps.subspan(begin, end - begin), source, last.output, target, nullptr);
    source = target;
    begin = end;
  }
  const std::span<const Step> rest = steps.subspan(begin);
  const Rect& result = plan.result();
  if (sink != nullptr) return run_pass<T>(plan, table, rest, source, result, Tile<T>(), sink);
  if (!rest.empty() && rest.back().output == result) {
    const Tile<T> target(out, result.x, result.y, rest.back().out);
    return run_pass<T>(plan, table, rest, source, result, target, nullptr);
  }
  ImageSink<T> copy(out, result);
  run_pass<T>(plan, table, rest, source, result, Tile<T>(), &copy);
}

VARY_COMPILE_ONCE(void run_passes(const Plan&, const OpTable<std::uint8_t>&, ImageView<const std::uint8_t>,
                                  ImageView<std::uint8_t>, RowSink<std::uint8_t>*))
VARY_COMPILE_ONCE(void run_passes(const Plan&, const OpTable<std::uint16_t>&, ImageView<const std::uint16_t>,
                                  ImageView<std::uint16_t>, RowSink<std::uint16_t>*))
VARY_COMPILE_ONCE(void run_passes(const Plan&, const OpTable<float>&, ImageView<const float>,
                                  ImageView<float>, RowSink<float>*))

}  // namespace detail

/// out = the plan applied to `in`, with the pixel code of `table`. Throws Error where a shape is not the one
/// that was planned for, where the two overlap in memory, or where the table lacks an op.
template <Pixel T>
void run(const Plan& plan, const OpTable<T>& table, ImageView<const T> in, ImageView<T> out) {
  if (in.shape() != plan.in()) {
    refuse("run", "in", "is ", detail::spell(in.shape()), "; the recipe is for ", detail::spell(plan.in()));
  }
  if (out.shape() != plan.out()) {
    refuse("run", "out", "is ", detail::spell(out.shape()), "; the recipe makes ", detail::spell(plan.out()));
  }
  if (detail::overlap<T>(in, out)) {
    refuse("run", "out", "overlaps the input image; give other memory");
  }
  if (plan.fusion() == Fusion::stepwise) return apply<T>(plan.ops(), table, in, out);
  detail::run_passes<T>(plan, table, in, out, nullptr);
}

/// A tensor = the plan applied to `in`, normalised. Throws Error as run() does, and where the tensor cannot
/// hold the result.
template <Pixel T, TensorValue U>
void run_into(const Plan& plan, const OpTable<T>& table, ImageView<const T> in, const Tensor<U>& tensor) {
  if (in.shape() != plan.in()) {
    refuse("run", "in", "is ", detail::spell(in.shape()), "; the recipe is for ", detail::spell(plan.in()));
  }
  tensor.check(plan.out());
  const auto [first, last] = detail::memory_of(in);
  const U* const data = tensor.data + tensor.index * plan.out().elements();
  if (static_cast<const void*>(data) < last &&
      first < static_cast<const void*>(data + plan.out().elements())) {
    refuse("Tensor", "data", "overlaps the input image; give other memory");
  }
  const bool stepwise = plan.fusion() == Fusion::stepwise;
  const Rect result = stepwise ? Rect::of(plan.out()) : plan.result();
  detail::TensorSink<T, U> sink(tensor, result, plan.out().channels);
  if (!stepwise) return detail::run_passes<T>(plan, table, in, {}, &sink);
  const Scratch<T> memory(plan.out().elements());
  const ImageView<T> out(memory.data(), result.width, result.height, plan.out().channels);
  apply<T>(plan.ops(), table, in, out);
  sink.take(Tile<const T>(ImageView<const T>(out)));
}

/// The pixel code of every op of the library: for recipes that are read back. It is compiled where it is
/// used.
template <Pixel T>
OpTable<T> full_table() {
  return OpTable<T>::of(AllOps());
}

/// run() with the pixel code of every op.
template <Pixel T>
void run(const Plan& plan, ImageView<const T> in, ImageView<T> out) {
  run<T>(plan, full_table<T>(), in, out);
}

/// A recipe, drawn or read back, applied to an image of the shape it is for.
template <Pixel T>
Image<T> replay(const Recipe& recipe, ImageView<const T> in, Fusion fusion = Fusion::full) {
  Image<T> out;
  out.resize(recipe.shape());
  run<T>(Plan(recipe, fusion, sizeof(T)), full_table<T>(), in, out.view());
  return out;
}
template <Pixel T>
Image<T> replay(const Recipe& recipe, const Image<T>& in, Fusion fusion = Fusion::full) {
  return replay<T>(recipe, in.view(), fusion);
}

VARY_NAMESPACE_END
