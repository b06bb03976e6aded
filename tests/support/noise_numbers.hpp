// SPDX-License-Identifier: MIT
// The samples of noise by their definition, in plain arithmetic that shares only Philox with the library.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "vary/random/philox.hpp"

namespace tests {

using Bytes = std::array<std::uint8_t, 16>;

/// The round of AES after FIPS 197, with the state in column order.
class Aes {
 public:
  Aes() {
    for (int x = 0; x < 256; ++x) {
      int inverse = 0;
      while (x != 0 && product(x, inverse) != 1) ++inverse;
      int value = 0;
      for (int bit = 0; bit < 8; ++bit) {
        const auto at = [&](int shift) { return inverse >> ((bit + shift) % 8) & 1; };
        value |= (at(0) ^ at(4) ^ at(5) ^ at(6) ^ at(7) ^ (0x63 >> bit & 1)) << bit;
      }
      box_[static_cast<std::size_t>(x)] = value;
    }
  }
  [[nodiscard]] Bytes round(const Bytes& state, const Bytes& key, bool last) const {
    constexpr int weights[4] = {2, 3, 1, 1};
    Bytes out{};
    for (std::size_t c = 0; c < 4; ++c) {
      for (std::size_t r = 0; r < 4; ++r) {
        int sum = key[4 * c + r];
        for (std::size_t k = 0; k < 4; ++k) {
          const std::size_t row = (r + k) % 4;
          const int value = box_[state[4 * ((c + row) % 4) + row]];  // ShiftRows: row r moves left by r
          if (!last) sum ^= product(value, weights[k]);
          if (last && k == 0) sum ^= value;
        }
        out[4 * c + r] = static_cast<std::uint8_t>(sum);
      }
    }
    return out;
  }

 private:
  static int product(int a, int b) {
    int sum = 0;
    for (; b != 0; b >>= 1) {
      if ((b & 1) != 0) sum ^= a;
      a = a << 1 ^ (a >= 128 ? 0x11B : 0);
    }
    return sum;
  }
  std::array<int, 256> box_{};
};

inline vary::PhiloxBlock words_of(std::uint64_t n, std::uint64_t a, std::uint64_t b) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  return vary::philox({low(n), high(n), low(b), high(b)}, {low(a), high(a)});
}

/// The two words of child sequence `tag` of {a, b}.
inline std::array<std::uint64_t, 2> child_words(std::uint64_t a, std::uint64_t b, std::uint64_t tag) {
  const auto w = words_of(tag, a ^ 0x5851F42D4C957F2Du, b);
  return {w[0] | std::uint64_t{w[1]} << 32, w[2] | std::uint64_t{w[3]} << 32};
}

/// Block n of ARS-5 under the key {a, b}.
inline Bytes random_block(std::uint64_t n, std::array<std::uint64_t, 2> key) {
  static const Aes aes;
  Bytes state{};
  for (std::size_t r = 0; r < 6; ++r) {
    Bytes bytes{};
    for (std::size_t i = 0; i < 16; ++i) bytes[i] = static_cast<std::uint8_t>(key[i / 8] >> i % 8 * 8);
    if (r == 0) {
      for (std::size_t i = 0; i < 16; ++i) {
        state[i] = static_cast<std::uint8_t>(bytes[i] ^ (i < 8 ? n >> i * 8 : 0));
      }
    } else {
      state = aes.round(state, bytes, r == 5);
    }
    key[0] += 0x9E3779B97F4A7C15u;
    key[1] += 0xBB67AE8584CAA73Bu;
  }
  return state;
}

/// The value that the magnitude of a standard normal sample exceeds with probability p, by bisection.
inline double normal_upper_quantile(double p) {
  double low = 0, high = 40;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (std::erfc(middle / std::sqrt(2.0)) > p ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// A distribution of noise, given by the upper quantile of its magnitude. If it has a tail, one sample in
/// 8192 is drawn from the tail with 32 bits.
struct NoiseDistribution {
  double (*upper_quantile)(double);
  double steps;   ///< integers per unit
  int tail_last;  ///< the index of the last entry of the tail
  double variance;
};

/// The samples of a distribution and a stream.
class NoiseNumbers {
 public:
  NoiseNumbers(NoiseDistribution distribution, std::uint64_t a, std::uint64_t b)
      : distribution_(distribution), a_(a), b_(b) {
    knots_.push_back(0);
    for (int i = 1; i <= 127; ++i) {
      knots_.push_back(static_cast<int>(
          std::floor(distribution.upper_quantile((128 - i) / 128.0) * distribution.steps + 0.5)));
    }
    double squares = 0;
    for (int i = 0; i < 128; ++i) {
      for (int j = 0; j < 256; ++j) {
        if (i == 127 &&
            j > distribution.tail_last) {  // redrawn: each value of j is an equal part of the tail
          for (double part = 0.0005; part < 1; part += 0.001) {
            const double x = distribution.upper_quantile((256 - j - part) / 32768) * distribution.steps;
            squares += x * x / 1000;
          }
        } else {
          squares += std::pow(size(i, j), 2);
        }
      }
    }
    unit_ = std::sqrt(distribution.variance * 32768 / squares);
  }

  /// Sample n.
  double operator()(std::uint64_t n) {
    const std::uint64_t block = n / 64 * 8 + n % 64 / 16;
    const int cell = bytes(block)[n % 16], position = bytes(block + 4)[n % 16];
    double x = 0;
    if (cell % 128 == 127 && position > distribution_.tail_last) {
      const auto key = child_words(a_, b_, 1);
      const double p =
          (words_of(n, key[0], key[1])[0] + 0.5) / 4294967296.0 * (255 - distribution_.tail_last) / 32768;
      x = std::fmin(std::floor(distribution_.upper_quantile(p) * distribution_.steps), 32767);
    } else {
      x = size(cell % 128, position);
    }
    return (cell < 128 ? x : -x) * unit_;
  }

 private:
  [[nodiscard]] double size(int cell, int position) const {
    const auto i = static_cast<std::size_t>(cell);
    if (cell == 127)
      return std::floor(distribution_.upper_quantile((255.5 - position) / 32768) * distribution_.steps);
    return knots_[i] + std::floor((knots_[i + 1] - knots_[i]) * position / 256.0);
  }
  const Bytes& bytes(std::uint64_t block) {
    const auto [entry, inserted] = blocks_.try_emplace(block);
    if (inserted) entry->second = random_block(block, child_words(a_, b_, 0));
    return entry->second;
  }

  NoiseDistribution distribution_;
  std::uint64_t a_, b_;
  std::vector<int> knots_;
  double unit_ = 0;
  std::map<std::uint64_t, Bytes> blocks_;
};

inline const NoiseDistribution normal_distribution{normal_upper_quantile, 4096, 251, 1};
inline const NoiseDistribution uniform_distribution{[](double p) { return 1 - p; }, 32768, 255, 1.0 / 3};
inline const NoiseDistribution laplace_distribution{[](double p) { return -std::log(p); }, 1024, 251, 2};

}  // namespace tests
