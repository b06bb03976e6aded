// SPDX-License-Identifier: MIT
// Noise: normal numbers added to values.
#pragma once

#include <cmath>
#include <cstddef>

#include "vary/core/view.hpp"
#include "vary/random/random.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN
namespace ops {

/// out = in + mean + sigma * n, in fractions of full scale, with a standard normal n for each value or, if
/// not `per_channel`, for each pixel. n is a pure function of the stream and the place in the picture.
struct Noise {
  static constexpr const char* name = "Noise";
  static constexpr bool geometric = false;

  float mean = 0;
  float sigma = 0;
  bool per_channel = true;
  bool clamp = true;  ///< float pictures to [0, 1]; integers cannot but be
  Stream stream{};

  [[nodiscard]] Shape output(Shape in) const { return in; }
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
    visit("per_channel", self.per_channel);
    visit("clamp", self.clamp);
    visit("stream", self.stream);
  }
  friend bool operator==(const Noise&, const Noise&) = default;
};

template <Pixel T>
void apply(const Noise& op, ImageView<const T> in, ImageView<T> out) {
  const std::size_t row = in.shape().row_elements();
  const std::size_t share = op.per_channel ? 1 : static_cast<std::size_t>(in.channels());
  simd::run(simd::AddNormal<T>{in.data(), in.stride(), out.data(), out.stride(),
                               static_cast<std::size_t>(in.height()), row, share, row / share, op.stream.a,
                               op.stream.b, op.mean, op.sigma, op.clamp});
}

}  // namespace ops
VARY_NAMESPACE_END
