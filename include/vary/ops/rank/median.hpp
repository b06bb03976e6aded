// SPDX-License-Identifier: MIT
// Median: the middle value in a window.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "vary/core/scratch.hpp"
#include "vary/ops/window/window.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out(x, y) = the median of in over a window of `size` x `size` pixels around (x, y), channel by channel.
/// Of floats, -0 is below 0; what is not a number is above all numbers, or below them if its sign is set.
/// Windows of up to 15 are sorted by networks, in which neighbours share what they have in common; the time
/// for larger ones grows with their area.
struct Median {
  static constexpr const char* name = "Median";
  static constexpr const char* header = "vary/ops/rank/median.hpp";

  int size = 1;  ///< odd, to 255
  Border border = Border::reflect;
  Fill fill{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape in) const { return detail::window_access(in, size, border); }
  [[nodiscard]] Rect output_rect(Shape in, const Rect& wanted) const {
    return detail::window_output(in, wanted, size, border);
  }
  [[nodiscard]] Rect input_rect(Shape in, const Rect& out) const {
    return detail::window_input(in, out, size, border);
  }
  [[nodiscard]] bool identity(Shape) const { return size == 1; }
  void check(Shape in) const {
    detail::check_odd_window(name, "size", size, 255);
    fill.check(name, "fill", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("size", self.size);
    visit("border", self.border);
    visit("fill", self.fill);
  }
  friend bool operator==(const Median&, const Median&) = default;
};

}  // namespace ops

namespace detail {

/// Makes networks of Batcher's odd-even merges, of which only what leads to a result is kept.
class NetworkMaker {
 public:
  /// Values are named by the places that they begin in: an exchange leaves the smaller one in the first.
  using Place = std::uint16_t;

  NetworkMaker(std::size_t inputs, simd::MedianStep* steps) : inputs_(inputs), steps_(steps) {}
  /// Steps that it takes at most.
  static constexpr std::size_t room(std::size_t inputs) { return 12 * inputs; }

  /// The places of two sorted sequences, every `step`-th of a list, in the order of all their values.
  void merge(const Place* a, std::size_t a_count, const Place* b, std::size_t b_count, std::size_t step,
             Place* out) {
    if (a_count == 0 || b_count == 0) {
      for (std::size_t i = 0; i < a_count; ++i) out[i] = a[i * step];
      for (std::size_t i = 0; i < b_count; ++i) out[i] = b[i * step];
      return;
    }
    if (a_count + b_count == 2) return exchange(out[0] = a[0], out[1] = b[0]);
    Place odd[most_inputs / 2 + 1], even[most_inputs / 2];
    const std::size_t odd_count = (a_count + 1) / 2 + (b_count + 1) / 2;
    const std::size_t even_count = a_count / 2 + b_count / 2;
    merge(a, (a_count + 1) / 2, b, (b_count + 1) / 2, 2 * step, odd);
    merge(a + step, a_count / 2, b + step, b_count / 2, 2 * step, even);
    *out++ = odd[0];
    for (std::size_t i = 0; i < even_count; ++i) {
      *out++ = even[i];
      if (i + 1 == odd_count) continue;
      exchange(even[i], *out++ = odd[i + 1]);
    }
    if (odd_count > even_count + 1) *out = odd[odd_count - 1];
  }
  /// The same for `count` sequences of `length`, one after the other, from place `first` on.
  void merge_all(Place first, std::size_t count, std::size_t length, Place* out) {
    if (count == 1) {
      for (std::size_t i = 0; i < length; ++i) out[i] = static_cast<Place>(first + i);
      return;
    }
    Place parts[most_inputs];
    const std::size_t half = count / 2;
    merge_all(first, half, length, parts);
    merge_all(static_cast<Place>(first + half * length), count - half, length, parts + half * length);
    merge(parts, half * length, parts + half * length, (count - half) * length, 1, out);
  }
  /// The network that leaves the values of these places.
  simd::MedianNetwork finish(const Place* results, std::size_t count) {
    const auto none = static_cast<Place>(2 * inputs_ + count);
    Place to[most_inputs];
    bool wanted[most_inputs] = {}, moved[most_inputs] = {};
    for (std::size_t w = 0; w < inputs_; ++w) to[w] = static_cast<Place>(inputs_ + w);
    for (std::size_t i = 0; i < count; ++i) {
      to[results[i]] = static_cast<Place>(2 * inputs_ + i);
      wanted[results[i]] = true;
    }
    for (std::size_t s = step_count_; s-- > 0;) {
      simd::MedianStep& step = steps_[s];
      const auto target = [&](Place place) {
        if (!wanted[place]) return none;
        const Place last = to[place];
        to[place] = static_cast<Place>(inputs_ + place);
        return last;
      };
      step.low = target(step.a);
      step.high = target(step.b);
      if (step.low != none || step.high != none) wanted[step.a] = wanted[step.b] = true;
    }
    order(none);
    for (std::size_t s = 0; s < step_count_; ++s) {
      const auto source = [&](Place place) {
        const bool before = std::exchange(moved[place], true);
        return static_cast<Place>(before ? inputs_ + place : place);
      };
      steps_[s].a = source(steps_[s].a);
      steps_[s].b = source(steps_[s].b);
    }
    return {steps_, step_count_, inputs_};
  }

 private:
  static constexpr std::size_t most_inputs = simd::median_sorted * (simd::median_sorted - 1);

  void exchange(Place a, Place b) { steps_[step_count_++] = {a, b, 0, 0}; }

  /// Drops steps without results, and puts first what waits for the fewest others: what one step stores the
  /// next cannot load at once.
  void order(Place none) {
    constexpr std::size_t most_levels = 64;
    std::size_t levels[most_inputs] = {}, begins[most_levels] = {};
    const Scratch<simd::MedianStep> steps(step_count_);
    const auto for_kept = [&](const auto& body) {
      std::fill(levels, levels + inputs_, std::size_t{0});
      for (std::size_t s = 0; s < step_count_; ++s) {
        const simd::MedianStep step = steps_[s];
        if (step.low == none && step.high == none) continue;
        const std::size_t level = std::max(levels[step.a], levels[step.b]) + 1;
        levels[step.a] = levels[step.b] = level;
        body(step, level);
      }
    };
    for_kept([&](const simd::MedianStep&, std::size_t level) { ++begins[level + 1]; });
    for (std::size_t i = 1; i < most_levels; ++i) begins[i] += begins[i - 1];
    for_kept([&](const simd::MedianStep& step, std::size_t level) { steps[begins[level]++] = step; });
    step_count_ = begins[most_levels - 2];
    std::copy(steps.data(), steps.data() + step_count_, steps_);
  }

  std::size_t inputs_;
  simd::MedianStep* steps_;
  std::size_t step_count_ = 0;
};

/// The networks for windows of 7 to median_sorted.
class MedianPlan {
 public:
  explicit MedianPlan(std::size_t size)
      : steps_(NetworkMaker::room(size + 2 * size + size * (size - 1) + 2 * size + 1)) {
    simd::MedianStep* steps = steps_.data();
    const auto make = [&](std::size_t count, std::size_t length, std::size_t first, std::size_t results) {
      NetworkMaker::Place order[simd::median_sorted * simd::median_sorted];
      NetworkMaker maker(count * length, steps);
      maker.merge_all(0, count, length, order);
      steps += NetworkMaker::room(count * length);
      return maker.finish(order + first, results);
    };
    networks_.row = make(size, 1, 0, size);
    networks_.pair = make(2, size, 0, 2 * size);
    // A value of the pairs is the median if as many of the rest are below it as are missing.
    networks_.shared = make(size / 2, 2 * size, (size * size - 1) / 2 - size, size + 1);
    NetworkMaker::Place order[2 * simd::median_sorted + 1], places[2 * simd::median_sorted + 1];
    NetworkMaker maker(2 * size + 1, steps);
    for (std::size_t i = 0; i <= 2 * size; ++i) places[i] = static_cast<NetworkMaker::Place>(i);
    maker.merge(places, size + 1, places + size + 1, size, 1, order);
    networks_.last = maker.finish(order + size, 1);
  }
  [[nodiscard]] const simd::MedianNetworks& networks() const { return networks_; }

 private:
  Scratch<simd::MedianStep> steps_;
  simd::MedianNetworks networks_{};
};

}  // namespace detail

namespace ops {

template <Pixel T>
class Bound<T, Median> {
 public:
  Bound(const Median& op, const Tile<const T>&, const Rect&) : op_(op) {
    const auto size = static_cast<std::size_t>(op.size);
    if (size > 5 && simd::median_sorts(size)) plan_.emplace(size);
  }

  void operator()(const Tile<const T>& in, const Tile<T>& to) const {
    const ImageView<T> out = to.pixels;
    const detail::WindowSource<T> source(in, to.rect(), op_.size, op_.size, op_.border, op_.fill);
    const auto size = static_cast<std::size_t>(op_.size);
    const std::size_t lane_bytes = simd::median_lane_bytes<T>(size);
    const Scratch<std::byte> lines(simd::median_lines(size) * line_stride(source.rows()) * lane_bytes +
                                   simd::median_chunks(size, out.shape().row_elements() * lane_bytes));
    simd::run(simd::MedianRows<T>{source.rows(), lines.data(), plan_ ? &plan_->networks() : nullptr,
                                  out.data(), out.stride()});
  }

 private:
  const Median& op_;
  std::optional<detail::MedianPlan> plan_;
};

}  // namespace ops

VARY_COMPILE_OP(ops::Median)

VARY_NAMESPACE_END
