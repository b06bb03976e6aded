// SPDX-License-Identifier: MIT
// Distribution: the distributions of noise, as tables from which a sample takes two random bytes and a few
// lookups.
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

/// The distribution of noise, with mean 0: normal with standard deviation 1, uniform in [-1, 1], or Laplace
/// with scale 1.
enum class Distribution { normal, uniform, laplace };

namespace detail {
inline constexpr std::string_view distribution_names[] = {"normal", "uniform", "laplace"};
}  // namespace detail

/// The C++ names of the values, for texts.
constexpr std::span<const std::string_view> value_names(Distribution) { return detail::distribution_names; }

/// A distribution in fixed point: a sample is X * unit, where X is an integer. It takes two random bytes b0
/// and b1. The high bit of b0 is the sign, its other bits select one of 128 equally likely cells, and b1 is
/// the position in the cell:
///   |X| = start + floor(width * b1 / 256) in the cells 0 to 126;
///   |X| = tail[b1] in cell 127, where the density is not nearly constant, for b1 <= tail_last;
///   otherwise (at most 4 of 32768 samples) |X| is redrawn from the rest of the tail, with 32 random bits.
struct DistributionTables {
  // Low and high bytes.
  alignas(64) std::array<std::uint8_t, 128> start_low{}, start_high{}, width_low{}, width_high{};
  alignas(64) std::array<std::uint8_t, 256> tail_low{}, tail_high{};
  std::uint8_t tail_last = 255;
  double unit = 1;
  double steps = 1;  ///< about 1 / unit: unit is adjusted so that the variance is exact
  /// The upper quantile of |sample|: the value that it exceeds with probability p.
  double (*upper_quantile)(double) = nullptr;
};

/// The largest |X|: 8 standard deviations of a normal sample.
inline constexpr int largest_noise = 32767;

namespace detail {

/// `redrawn_square`: the contribution of the redrawn samples to the second moment.
inline DistributionTables make_tables(double (*upper_quantile)(double), double steps, int redrawn,
                                      double redrawn_square, double variance) {
  DistributionTables tables;
  tables.tail_last = static_cast<std::uint8_t>(255 - redrawn);
  tables.steps = steps;
  tables.upper_quantile = upper_quantile;
  const auto low = [](int x) { return static_cast<std::uint8_t>(x & 255); };
  const auto high = [](int x) { return static_cast<std::uint8_t>(x >> 8); };
  double squares = redrawn_square * steps * steps * 32768;
  int start = 0;
  for (std::size_t i = 0; i < 127; ++i) {
    const double end = upper_quantile(static_cast<double>(127 - i) / 128) * steps;
    const int width = static_cast<int>(math::round_half_up(end)) - start;
    tables.start_low[i] = low(start);
    tables.start_high[i] = high(start);
    tables.width_low[i] = low(width);
    tables.width_high[i] = high(width);
    for (int position = 0; position < 256; ++position) {
      const double x = start + (width * position >> 8);
      squares += x * x;
    }
    start += width;
  }
  for (int position = 0; position <= tables.tail_last; ++position) {
    const int x = static_cast<int>(upper_quantile((255.5 - position) / 32768) * steps);
    tables.tail_low[static_cast<std::size_t>(position)] = low(x);
    tables.tail_high[static_cast<std::size_t>(position)] = high(x);
    squares += static_cast<double>(x) * x;
  }
  tables.unit = std::sqrt(variance * 32768 / squares);
  return tables;
}

}  // namespace detail

/// The tables of a distribution, computed on first use.
inline const DistributionTables& tables_of(Distribution distribution) {
  constexpr int redrawn = 4;
  constexpr double probability = redrawn / 32768.0;
  if (distribution == Distribution::uniform) {
    static const DistributionTables uniform =
        detail::make_tables([](double p) { return 1 - p; }, 32768, 0, 0, 1.0 / 3);
    return uniform;
  }
  if (distribution == Distribution::laplace) {
    static const DistributionTables laplace = [] {
      const double t = -math::log(probability);
      return detail::make_tables([](double p) { return -math::log(p); }, 1024, redrawn,
                                 probability * (t * t + 2 * t + 2), 2);
    }();
    return laplace;
  }
  static const DistributionTables normal = [] {
    const auto upper_quantile = [](double p) { return -math::normal_quantile(p / 2); };
    const double t = upper_quantile(probability);
    const double density = math::exp(-t * t / 2) / std::sqrt(2 * math::pi);
    return detail::make_tables(upper_quantile, 4096, redrawn, 2 * t * density + probability, 1);
  }();
  return normal;
}

/// The samples X of a stream: the definition that the kernels follow. Sample n takes byte n % 16 of two
/// blocks of ARS-5 under the key child_stream(stream, 0): b0 from block 8 (n / 64) + n % 64 / 16, b1 from the
/// block four later. So 64 samples take eight blocks, and the bytes for a vector of 16, 32 or 64 bytes are
/// contiguous.
class NoiseSource {
 public:
  static constexpr std::size_t group = 64;

  NoiseSource(const DistributionTables& tables, Stream stream)
      : tables_(&tables),
        tail_stream_(detail::child_stream(stream, 1)),
        keys_(key_of(detail::child_stream(stream, 0))) {}

  [[nodiscard]] const DistributionTables& tables() const { return *tables_; }
  [[nodiscard]] const ArsKeys& keys() const { return keys_; }

  /// |X| of a sample n that lies beyond the tables, from word 0 of block n of Philox under
  /// child_stream(stream, 1).
  [[gnu::noinline]] std::uint16_t draw_tail(std::uint64_t n) const {
    const double position = detail::philox(n, tail_stream_.b, tail_stream_.a)[0] + 0.5;
    const double x =
        tables_->upper_quantile(position * 0x1p-32 * ((255 - tables_->tail_last) / 32768.0)) * tables_->steps;
    return static_cast<std::uint16_t>(x < largest_noise ? x : largest_noise);
  }

  /// X of the samples 64 g to 64 g + 63.
  [[gnu::noinline]] void fill_group(std::uint64_t g, std::int16_t* out) const {
    for (std::size_t i = 0; i < group; i += 16) {
      const ArsBlock cells = ars(8 * g + i / 16, keys_);
      const ArsBlock positions = ars(8 * g + 4 + i / 16, keys_);
      for (std::size_t j = 0; j < 16; ++j) {
        const int size = magnitude(64 * g + i + j, cells[j], positions[j]);
        out[i + j] = static_cast<std::int16_t>(cells[j] >= 128 ? -size : size);
      }
    }
  }

 private:
  static ArsKeys key_of(Stream key) { return ars_keys(key.a, key.b); }

  [[nodiscard]] int magnitude(std::uint64_t n, std::uint8_t b0, std::uint8_t b1) const {
    const std::size_t cell = b0 & 127;
    if (cell < 127) {
      const int width = tables_->width_low[cell] | tables_->width_high[cell] << 8;
      return (tables_->start_low[cell] | tables_->start_high[cell] << 8) + (width * b1 >> 8);
    }
    return b1 > tables_->tail_last ? draw_tail(n) : tables_->tail_low[b1] | tables_->tail_high[b1] << 8;
  }

  const DistributionTables* tables_;
  Stream tail_stream_;
  ArsKeys keys_;
};

VARY_NAMESPACE_END
