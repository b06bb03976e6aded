// SPDX-License-Identifier: MIT
#include "vary/random/philox.hpp"

#include <bit>

#include "support/catch.hpp"

using vary::philox;
using vary::PhiloxBlock;

// The known answers published by the authors (Random123, tests/kat_vectors, philox4x32 10).
static_assert(philox({0, 0, 0, 0}, {0, 0}) == PhiloxBlock{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8});
static_assert(philox({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}) ==
              PhiloxBlock{0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD});
static_assert(philox({0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344}, {0xA4093822, 0x299F31D0}) ==
              PhiloxBlock{0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1});

TEST_CASE("Philox gives the published answers at run time too", "[random]") {
  volatile unsigned none = 0;  // so that the compiler does not compute the result
  const unsigned zero = none;
  REQUIRE(philox({zero, zero, zero, zero}, {zero, zero}) ==
          PhiloxBlock{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8});
}

TEST_CASE("Every bit of counter and key changes half of a Philox block", "[random]") {
  constexpr unsigned blocks = 64;
  for (unsigned bit = 0; bit < 192; ++bit) {
    int changed = 0;
    for (unsigned i = 0; i < blocks; ++i) {
      PhiloxBlock counter{i, 0, 7, 0};
      vary::PhiloxKey key{1, 0};
      const PhiloxBlock before = philox(counter, key);
      (bit < 128 ? counter[bit / 32] : key[bit / 32 - 4]) ^= 1u << bit % 32;
      const PhiloxBlock after = philox(counter, key);
      for (std::size_t j = 0; j < 4; ++j) changed += std::popcount(before[j] ^ after[j]);
    }
    // Half of 8192 bits, within 5 standard deviations.
    CAPTURE(bit);
    REQUIRE(changed > 4096 - 226);
    REQUIRE(changed < 4096 + 226);
  }
}
