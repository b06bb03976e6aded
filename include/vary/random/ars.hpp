// SPDX-License-Identifier: MIT
// ARS-5, the counter-based generator of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3"
// (SC 2011), built from rounds of AES, for which processors have instructions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

using ArsBlock = std::array<std::uint8_t, 16>;
/// The round keys as {low, high} words: the one that is combined with the counter, then one for each of the
/// five rounds.
using ArsKeys = std::array<std::array<std::uint64_t, 2>, 6>;

namespace detail {

/// 2 x in the field GF(2^8) of AES.
constexpr std::uint8_t aes_double(std::uint8_t x) {
  return static_cast<std::uint8_t>(x << 1 ^ (x >> 7) * 0x1B);
}

/// The S-box of AES: the inverse in GF(2^8), then an affine map of the bits.
struct AesBox {
  std::array<std::uint8_t, 256> substitute{};

  constexpr AesBox() {
    // p takes the powers of 3 and q those of 1 / 3, so that p * q is always 1.
    std::uint8_t p = 1, q = 1;
    do {
      p = static_cast<std::uint8_t>(p ^ aes_double(p));
      for (const int shift : {1, 2, 4}) q = static_cast<std::uint8_t>(q ^ q << shift);
      if (q >= 0x80) q ^= 0x09;
      std::uint8_t value = 0x63;
      for (int turn = 0; turn < 5; ++turn) {
        value = static_cast<std::uint8_t>(value ^ (q << turn | q >> (8 - turn)));
      }
      substitute[p] = value;
    } while (p != 1);
    substitute[0] = 0x63;
  }
};
inline constexpr AesBox aes_box;

/// One round of AES. The last round has no MixColumns step.
constexpr ArsBlock aes_round(const ArsBlock& state, const ArsBlock& key, bool last) {
  ArsBlock out{};
  for (std::size_t column = 0; column < 16; column += 4) {
    std::array<std::uint8_t, 4> s{};
    for (std::size_t row = 0; row < 4; ++row) {
      s[row] = aes_box.substitute[state[(column + 5 * row) % 16]];
    }
    for (std::size_t row = 0; row < 4; ++row) {
      const std::uint8_t s0 = s[row], s1 = s[(row + 1) % 4], s2 = s[(row + 2) % 4], s3 = s[(row + 3) % 4];
      const int mixed = last ? s0 : aes_double(s0) ^ aes_double(s1) ^ s1 ^ s2 ^ s3;
      out[column + row] = static_cast<std::uint8_t>(mixed ^ key[column + row]);
    }
  }
  return out;
}

/// Two words as 16 bytes, little-endian.
constexpr ArsBlock ars_bytes(const std::array<std::uint64_t, 2>& words) {
  ArsBlock bytes{};
  for (std::size_t i = 0; i < 16; ++i) bytes[i] = static_cast<std::uint8_t>(words[i / 8] >> i % 8 * 8);
  return bytes;
}

}  // namespace detail

/// The round keys for the key {low, high}: a Weyl sequence, each word with its own increment.
constexpr ArsKeys ars_keys(std::uint64_t low, std::uint64_t high) {
  ArsKeys keys{};
  for (auto& key : keys) {
    key = {low, high};
    low += 0x9E3779B97F4A7C15u;
    high += 0xBB67AE8584CAA73Bu;
  }
  return keys;
}

/// The 16 random bytes for the counter {n, 0} under these keys. A bijection of the counter.
constexpr ArsBlock ars(std::uint64_t n, const ArsKeys& keys) {
  ArsBlock state = detail::ars_bytes({n ^ keys[0][0], keys[0][1]});
  for (std::size_t round = 1; round < keys.size(); ++round) {
    state = detail::aes_round(state, detail::ars_bytes(keys[round]), round + 1 == keys.size());
  }
  return state;
}

VARY_NAMESPACE_END
