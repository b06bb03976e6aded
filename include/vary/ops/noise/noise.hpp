// SPDX-License-Identifier: MIT
// Noise: random numbers added to values, or values multiplied by them.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "vary/ops/bound.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

using vary::Distribution;

/// out = in + change or, where it `multiplies`, out = in * (1 + change), with change = mean + sigma * n in
/// fractions of full scale and a number n of the distribution for each value or, if not `per_channel`, for
/// each pixel. n is a pure function of the stream and the place in the image; of `steady` noise it is the
/// same in all pixels.
struct Noise {
  static constexpr const char* name = "Noise";
  static constexpr const char* header = "vary/ops/noise/noise.hpp";

  float mean = 0;
  float sigma = 0;
  Distribution distribution = Distribution::normal;
  bool multiplies = false;
  bool per_channel = true;
  bool steady = false;
  bool clamp = true;  ///< float images to [0, 1]; integers cannot but be
  Stream stream{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::positional; }
  [[nodiscard]] bool identity(Shape) const { return mean == 0 && sigma == 0; }
  void check(Shape) const {
    if (!std::isfinite(mean)) refuse(name, "mean", mean, "; give a finite number");
    if (!(sigma >= 0) || !std::isfinite(sigma)) {
      refuse(name, "sigma", sigma, " is no deviation; give 0 or more");
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("mean", self.mean);
    visit("sigma", self.sigma);
    visit("law", self.distribution);
    visit("multiplies", self.multiplies);
    visit("per_channel", self.per_channel);
    visit("steady", self.steady);
    visit("clamp", self.clamp);
    visit("stream", self.stream);
  }
  friend bool operator==(const Noise&, const Noise&) = default;
};

/// The values of a part, with the numbers that they have in the image.
template <Pixel T>
simd::NumberedRows<T> numbered_rows(const Tile<const T>& in, const Tile<T>& out) {
  const ImageView<const T> from = in.cut(out.rect());
  const std::uint64_t pitch = out.whole.row_elements();
  const auto row = static_cast<std::uint64_t>(out.y), column = static_cast<std::uint64_t>(out.x);
  return {from.data(),
          from.stride(),
          out.pixels.data(),
          out.pixels.stride(),
          static_cast<std::size_t>(from.height()),
          from.shape().row_elements(),
          row * pitch + column * static_cast<std::uint64_t>(from.channels()),
          pitch};
}

template <Pixel T>
void apply_tile(const Noise& op, const Tile<const T>& in, const Tile<T>& out) {
  const auto channels = static_cast<std::size_t>(out.pixels.channels());
  simd::run(simd::AddNoise<T>{.rows = numbered_rows(in, out),
                              .share = op.per_channel ? 1 : channels,
                              .channels = channels,
                              .distribution = op.distribution,
                              .stream = op.stream,
                              .mean = op.mean,
                              .sigma = op.sigma,
                              .multiplies = op.multiplies,
                              .steady = op.steady,
                              .clamp = op.clamp});
}

}  // namespace ops

VARY_COMPILE_OP(ops::Noise)

VARY_NAMESPACE_END
