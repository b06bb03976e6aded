// SPDX-License-Identifier: MIT
// Distribution: the distribution of noise as tables, so that a number costs two random bytes and a few look-ups.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "vary/core/math.hpp"
#include "vary/random/ars.hpp"
#include "vary/random/random.hpp"

VARY_NAMESPACE_BEGIN

/// How the numbers of noise are distributed about 0: normal of deviation 1, even from -1 to 1, or two-sided
/// exponential of scale 1 (Laplace).
enum class Distribution { normal, uniform, laplace };

namespace detail {
inline constexpr std::string_view distribution_names[] = {"normal", "uniform", "laplace"};
}  // namespace detail

/// The C++ names of the values, for texts.
constexpr std::span<const std::string_view> value_names(Distribution) { return detail::distribution_names; }

/// A distribution as whole numbers X; the numbers of the distribution are X * unit. Of two random bytes b0 and b1 the highest
/// bit of b0 is the sign. Its other bits pick one of 128 cells that are equally likely, b1 a place there:
///   |X| = start + width * b1 / 256, rounded down, in the cells 0 to 126;
///   |X| = tail[b1] in cell 127, where the density bends too much, for b1 up to `kept`;
///   beyond, one in some thousand, |X| is drawn again from what is left of the tail, with 32 bits.
struct DistributionTables {
  // Low and high bytes.
  alignas(64) std::array<std::uint8_t, 128> start_low{}, start_high{}, width_low{}, width_high{};
  alignas(64) std::array<std::uint8_t, 256> tail_low{}, tail_high{};
  std::uint8_t kept = 255;
  double unit = 1;
  double steps = 1;                    ///< 1 / unit, before unit is set for the right variance
  double (*beyond)(double) = nullptr;  ///< the size that |number| exceeds with a probability
};

/// The largest |X|: of a normal number eight deviations.
inline constexpr int largest_noise = 32767;

namespace detail {

/// `square_beyond`: the distribution's second moment from the numbers that are drawn again.
inline DistributionTables make_distribution(double (*beyond)(double), double steps, int drawn_again, double square_beyond,
                          double variance) {
  DistributionTables distribution;
  distribution.kept = static_cast<std::uint8_t>(255 - drawn_again);
  distribution.steps = steps;
  distribution.beyond = beyond;
  const auto low = [](int x) { return static_cast<std::uint8_t>(x & 255); };
  const auto high = [](int x) { return static_cast<std::uint8_t>(x >> 8); };
  double squares = square_beyond * steps * steps * 32768;
  int start = 0;
  for (std::size_t i = 0; i < 127; ++i) {
    const double end = beyond(static_cast<double>(127 - i) / 128) * steps;
    const int width = static_cast<int>(math::round_half_up(end)) - start;
    distribution.start_low[i] = low(start);
    distribution.start_high[i] = high(start);
    distribution.width_low[i] = low(width);
    distribution.width_high[i] = high(width);
    for (int place = 0; place < 256; ++place) {
      const double x = start + (width * place >> 8);
      squares += x * x;
    }
    start += width;
  }
  for (int place = 0; place <= distribution.kept; ++place) {
    const int x = static_cast<int>(beyond((255.5 - place) / 32768) * steps);
    distribution.tail_low[static_cast<std::size_t>(place)] = low(x);
    distribution.tail_high[static_cast<std::size_t>(place)] = high(x);
    squares += static_cast<double>(x) * x;
  }
  distribution.unit = std::sqrt(variance * 32768 / squares);
  return distribution;
}

}  // namespace detail

/// The tables of a distribution, made when they are first asked for.
inline const DistributionTables& tables_of(Distribution distribution) {
  constexpr int again = 4;
  constexpr double share = again / 32768.0;
  if (distribution == Distribution::uniform) {
    static const DistributionTables uniform = detail::make_distribution([](double p) { return 1 - p; }, 32768, 0, 0, 1.0 / 3);
    return uniform;
  }
  if (distribution == Distribution::laplace) {
    static const DistributionTables laplace = [] {
      const double t = -math::log(share);
      return detail::make_distribution([](double p) { return -math::log(p); }, 1024, again,
                              share * (t * t + 2 * t + 2), 2);
    }();
    return laplace;
  }
  static const DistributionTables normal = [] {
    const auto beyond = [](double p) { return -math::normal_quantile(p / 2); };
    const double t = beyond(share);
    const double density = math::exp(-t * t / 2) / std::sqrt(2 * math::pi);
    return detail::make_distribution(beyond, 4096, again, 2 * t * density + share, 1);
  }();
  return normal;
}

/// The numbers X of a stream, by the definition. Number n takes byte n % 16 of two blocks of ARS-5 under the
/// key child_stream(stream, 0): b0 from block 8 (n / 64) + n % 64 / 16, b1 from the fourth after it. So 64
/// numbers take eight blocks, and vectors of 16, 32 or 64 bytes find theirs side by side.
class NoiseSource {
 public:
  static constexpr std::size_t group = 64;

  NoiseSource(const DistributionTables& distribution, Stream stream)
      : distribution_(&distribution), again_(detail::child_stream(stream, 1)), keys_(key_of(detail::child_stream(stream, 0))) {}

  [[nodiscard]] const DistributionTables& distribution() const { return *distribution_; }
  [[nodiscard]] const ArsKeys& keys() const { return keys_; }

  /// |X| of number n, which has been found to lie beyond what the tables keep: from word 0 of block n of
  /// Philox under child_stream(stream, 1).
  [[gnu::noinline]] std::uint16_t draw_beyond(std::uint64_t n) const {
    const double place = detail::philox(n, again_.b, again_.a)[0] + 0.5;
    const double x = distribution_->beyond(place * 0x1p-32 * ((255 - distribution_->kept) / 32768.0)) * distribution_->steps;
    return static_cast<std::uint16_t>(x < largest_noise ? x : largest_noise);
  }

  /// X for the numbers 64 g to 64 g + 63.
  [[gnu::noinline]] void fill_group(std::uint64_t g, std::int16_t* out) const {
    for (std::size_t i = 0; i < group; i += 16) {
      const ArsBlock cells = ars(8 * g + i / 16, keys_);
      const ArsBlock places = ars(8 * g + 4 + i / 16, keys_);
      for (std::size_t j = 0; j < 16; ++j) {
        const int size = magnitude(64 * g + i + j, cells[j], places[j]);
        out[i + j] = static_cast<std::int16_t>(cells[j] >= 128 ? -size : size);
      }
    }
  }

 private:
  static ArsKeys key_of(Stream key) { return ars_keys(key.a, key.b); }

  [[nodiscard]] int magnitude(std::uint64_t n, std::uint8_t b0, std::uint8_t b1) const {
    const std::size_t cell = b0 & 127;
    if (cell < 127) {
      const int width = distribution_->width_low[cell] | distribution_->width_high[cell] << 8;
      return (distribution_->start_low[cell] | distribution_->start_high[cell] << 8) + (width * b1 >> 8);
    }
    return b1 > distribution_->kept ? draw_beyond(n) : distribution_->tail_low[b1] | distribution_->tail_high[b1] << 8;
  }

  const DistributionTables* distribution_;
  Stream again_;
  ArsKeys keys_;
};

VARY_NAMESPACE_END
