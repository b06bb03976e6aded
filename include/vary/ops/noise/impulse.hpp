// SPDX-License-Identifier: MIT
// Impulse: some pixels replaced by one of two.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "vary/core/fill.hpp"
#include "vary/core/scratch.hpp"
#include "vary/ops/noise/noise.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// Each pixel becomes `low` with probability `low_share` and `high` with probability `high_share`, in steps
/// of 2^-16; or, if `per_channel`, each value does for itself. Which ones is a pure function of the stream
/// and the place in the image.
struct Impulse {
  static constexpr const char* name = "Impulse";
  static constexpr const char* header = "vary/ops/noise/impulse.hpp";

  float low_share = 0;
  float high_share = 0;
  Fill low = 0;
  Fill high = 1;
  bool per_channel = false;
  Stream stream{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::positional; }
  [[nodiscard]] bool identity(Shape) const { return steps(low_share) == 0 && steps(high_share) == 0; }
  void check(Shape in) const {
    for (const auto& [field, share] : {std::pair{"low_share", low_share}, {"high_share", high_share}}) {
      if (!(share >= 0 && share <= 1)) refuse(name, field, share, " is no share; give 0 to 1");
    }
    if (steps(low_share) + steps(high_share) > 65536) {
      refuse(name, "high_share", high_share, " and low_share ", low_share, " are more than 1 in all");
    }
    low.check(name, "low", in.channels);
    high.check(name, "high", in.channels);
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("low_share", self.low_share);
    visit("high_share", self.high_share);
    visit("low", self.low);
    visit("high", self.high);
    visit("per_channel", self.per_channel);
    visit("stream", self.stream);
  }
  friend bool operator==(const Impulse&, const Impulse&) = default;

  /// A share in steps of 2^-16.
  static std::uint32_t steps(float share) {
    return static_cast<std::uint32_t>(std::floor(static_cast<double>(share) * 65536 + 0.5));
  }
};

template <Pixel T>
void apply_tile(const Impulse& op, const Tile<const T>& in, const Tile<T>& out) {
  const int count = out.pixels.channels();
  const auto channels = static_cast<std::size_t>(count);
  const Scratch<T> pixels(2 * channels);
  op.low.write(pixels.data(), count);
  op.high.write(pixels.data() + channels, count);
  simd::run(simd::ReplaceSome<T>{.rows = numbered_rows(in, out),
                                 .share = op.per_channel ? 1 : channels,
                                 .channels = channels,
                                 .low = pixels.data(),
                                 .high = pixels.data() + channels,
                                 .low_share = op.steps(op.low_share),
                                 .high_share = op.steps(op.high_share),
                                 .stream = op.stream});
}

}  // namespace ops

VARY_COMPILE_OP(ops::Impulse)

VARY_NAMESPACE_END
