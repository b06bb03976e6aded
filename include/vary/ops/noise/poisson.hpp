// SPDX-License-Identifier: MIT
// Poisson: light as a whole number of particles.
#pragma once

#include <cmath>
#include <cstddef>

#include "vary/ops/noise/noise.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out = scale * k with a Poisson number k of mean in / scale for each value, in fractions of full scale:
/// before clamping the mean is the value itself, the variance scale times it. k is a pure function of the
/// stream and the place in the image. Negative values count as 0, and photons up to 2^30.
struct Poisson {
  static constexpr const char* name = "Photons";
  static constexpr const char* header = "vary/ops/noise/poisson.hpp";

  float scale = 0;    ///< what one photon adds; 0: nothing changes
  bool clamp = true;  ///< float images to [0, 1]; integers cannot but be
  Stream stream{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::positional; }
  [[nodiscard]] bool identity(Shape) const { return scale == 0; }
  void check(Shape) const {
    if (scale == 0) return;
    if (!(scale >= 1e-6f && scale <= 1e6f)) {
      refuse(name, "scale", scale, " is no light of a photon; give 0, or 1e-06 to 1e+06");
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("scale", self.scale);
    visit("clamp", self.clamp);
    visit("stream", self.stream);
  }
  friend bool operator==(const Poisson&, const Poisson&) = default;
};

template <Pixel T>
void apply_tile(const Poisson& op, const Tile<const T>& in, const Tile<T>& out) {
  simd::run(simd::DrawPoisson<T>{
      .rows = numbered_rows(in, out), .stream = op.stream, .scale = op.scale, .clamp = op.clamp});
}

}  // namespace ops

VARY_COMPILE_OP(ops::Poisson)

VARY_NAMESPACE_END
