// SPDX-License-Identifier: MIT
// Random: a counter-based random number generator with portable distributions.
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "vary/core/error.hpp"
#include "vary/core/math.hpp"
#include "vary/core/range.hpp"
#include "vary/random/key.hpp"
#include "vary/random/philox.hpp"

VARY_NAMESPACE_BEGIN

/// The 128-bit identifier of a random sequence. Word 4 * n + j of sequence {a, b} is word j of
/// philox({low n, high n, low b, high b}, {low a, high a}).
struct Stream {
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  friend constexpr bool operator==(const Stream&, const Stream&) = default;
};

namespace detail {

constexpr std::uint32_t low_word(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high_word(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

constexpr PhiloxBlock philox(std::uint64_t n, std::uint64_t b, std::uint64_t a) {
  return vary::philox({low_word(n), high_word(n), low_word(b), high_word(b)}, {low_word(a), high_word(a)});
}

/// The child sequence of `parent` with this tag. The constant keeps the words of identifiers apart from the
/// random numbers of the parent.
constexpr Stream child_stream(Stream parent, std::uint64_t tag) {
  const PhiloxBlock w = philox(tag, parent.b, parent.a ^ 0x5851F42D4C957F2Du);
  return {w[0] | std::uint64_t{w[1]} << 32, w[2] | std::uint64_t{w[3]} << 32};
}

/// The FNV-1a hash, to make a tag from a name.
constexpr std::uint64_t hash_text(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash;
}

}  // namespace detail

/// Random numbers with the same bits on every platform: a pure function of the stream and the position in
/// it. It models std::uniform_random_bit_generator, but the distributions of <random> differ between standard
/// libraries: use the members.
class Random {
 public:
  using result_type = std::uint32_t;

  explicit Random(Stream stream) : stream_(stream) {}
  explicit Random(const Key& key)
      : stream_(detail::child_stream(detail::child_stream({key.seed, 0}, key.epoch), key.index)) {}

  /// The identifier of this sequence, from which a kernel can compute any of its numbers.
  [[nodiscard]] Stream stream() const { return stream_; }
  /// An independent sequence. It does not depend on what has been drawn from this one.
  [[nodiscard]] Random child(std::uint64_t tag) const { return Random(detail::child_stream(stream_, tag)); }
  /// The same for a name; `occurrence` distinguishes several users of that name.
  [[nodiscard]] Random child(std::string_view name, std::uint64_t occurrence = 0) const {
    return child(detail::hash_text(name)).child(occurrence);
  }

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return 0xFFFFFFFFu; }
  /// 32 random bits.
  result_type operator()() { return bits(); }
  [[gnu::noinline]] std::uint32_t bits() {
    const auto word = static_cast<std::size_t>(position_ % 4);
    if (word == 0) block_ = detail::philox(position_ / 4, stream_.b, stream_.a);
    ++position_;
    return block_[word];
  }

  /// A uniform real number in [0, 1), a multiple of 2^-53.
  [[gnu::noinline]] double uniform() {
    const std::uint64_t high = bits();
    const std::uint64_t low = bits();
    return static_cast<double>((high << 32 | low) >> 11) * 0x1p-53;
  }
  /// A uniform real number in [low, high].
  double uniform(double low, double high) {
    const double value = low + (high - low) * uniform();
    return value < high ? value : high;
  }
  /// A uniform number in the range, both ends included. A range with a single value uses no random number.
  template <class V>
  V uniform(Range<V> range) {
    if (range.low >= range.high) return range.low;
    if constexpr (std::integral<V>) {
      const auto low = static_cast<std::uint64_t>(range.low);
      return static_cast<V>(low + up_to(static_cast<std::uint64_t>(range.high) - low));
    } else {
      const auto value =
          static_cast<V>(uniform(static_cast<double>(range.low), static_cast<double>(range.high)));
      return value < range.low ? range.low : (value > range.high ? range.high : value);
    }
  }
  template <class V>
  V operator()(Range<V> range) {
    return uniform(range);
  }
  /// A uniform integer in [low, high].
  std::int64_t integer(std::int64_t low, std::int64_t high) {
    return uniform(Range<std::int64_t>(low, high));
  }
  /// A uniform integer in [0, count), without bias; 0 if count is 0.
  std::uint64_t below(std::uint64_t count) { return count <= 1 ? 0 : up_to(count - 1); }
  /// True with probability p.
  bool chance(double p) { return uniform() < p; }
  /// A normally distributed number (Box-Muller).
  double normal(double mean = 0, double deviation = 1) {
    const double radius = std::sqrt(-2 * math::log(1 - uniform()));
    return mean + deviation * (radius * math::cos(2 * math::pi * uniform()));
  }
  /// A gamma distributed number with scale 1 (Marsaglia and Tsang, 2000). Throws Error unless the shape is in
  /// [1e-9, 1e9].
  double gamma(double shape) { return math::exp(log_gamma(shape)); }
  /// A beta distributed number in [0, 1]. Throws Error unless the shapes a and b are in [1e-9, 1e9].
  double beta(double a, double b) {
    // x / (x + y), from the logarithms: for small shapes x and y may both be too small for a double.
    const double log_x = log_gamma(a);
    return 1 / (1 + math::exp(log_gamma(b) - log_x));
  }
  /// Shuffles the values (Fisher-Yates).
  template <class T>
  void shuffle(std::span<T> values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[static_cast<std::size_t>(below(i))]);
    }
  }

 private:
  [[gnu::noinline]] double log_gamma(double shape) {
    if (!(shape >= 1e-9 && shape <= 1e9)) {
      refuse("Random", "gamma", shape, " is no shape; give 1e-9 to 1e9");
    }
    if (shape < 1) {  // gamma(shape) = gamma(shape + 1) * u^(1 / shape), u uniform in (0, 1]
      const double log_u = math::log(1 - uniform());
      return log_gamma(shape + 1) + log_u / shape;
    }
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
      const double x = normal();
      const double root = 1 + c * x;
      if (root <= 0) continue;
      const double log_v = 3 * math::log(root);
      const double v = root * root * root;
      if (math::log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log_v) return math::log(d) + log_v;
    }
  }
  /// A uniform integer in [0, last], by rejection.
  std::uint64_t up_to(std::uint64_t last) {
    std::uint64_t mask = last;
    for (int shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
    for (;;) {
      const std::uint64_t high = mask >> 32 != 0 ? bits() : 0;
      const std::uint64_t value = (high << 32 | bits()) & mask;
      if (value <= last) return value;
    }
  }

  Stream stream_;
  std::uint64_t position_ = 0;
  PhiloxBlock block_{};
};

/// The random numbers of one transform in one copy.
using Draw = Random;

VARY_NAMESPACE_END
