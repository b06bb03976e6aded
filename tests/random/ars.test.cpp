// SPDX-License-Identifier: MIT
#include "vary/random/ars.hpp"

#include <bit>

#include "support/catch.hpp"
#include "support/images.hpp"
#include "support/noise_numbers.hpp"

// The first and the last round of the example in FIPS 197, appendix B.
static_assert(vary::detail::aes_round({0x19, 0x3d, 0xe3, 0xbe, 0xa0, 0xf4, 0xe2, 0x2b, 0x9a, 0xc6, 0x8d, 0x2a,
                                       0xe9, 0xf8, 0x48, 0x08},
                                      {0xa0, 0xfa, 0xfe, 0x17, 0x88, 0x54, 0x2c, 0xb1, 0x23, 0xa3, 0x39, 0x39,
                                       0x2a, 0x6c, 0x76, 0x05},
                                      false) == vary::ArsBlock{0xa4, 0x9c, 0x7f, 0xf2, 0x68, 0x9f, 0x35, 0x2b,
                                                               0x6b, 0x5b, 0xea, 0x43, 0x02, 0x6a, 0x50,
                                                               0x49});
static_assert(vary::detail::aes_round({0xeb, 0x40, 0xf2, 0x1e, 0x59, 0x2e, 0x38, 0x84, 0x8b, 0xa1, 0x13, 0xe7,
                                       0x1b, 0xc3, 0x42, 0xd2},
                                      {0xd0, 0x14, 0xf9, 0xa8, 0xc9, 0xee, 0x25, 0x89, 0xe1, 0x3f, 0x0c, 0xc8,
                                       0xb6, 0x63, 0x0c, 0xa6},
                                      true) == vary::ArsBlock{0x39, 0x25, 0x84, 0x1d, 0x02, 0xdc, 0x09, 0xfb,
                                                              0xdc, 0x11, 0x85, 0x97, 0x19, 0x6a, 0x0b,
                                                              0x32});

TEST_CASE("ARS is five rounds of AES applied to a counter", "[random]") {
  tests::Dice dice(4);
  for (int i = 0; i < 200; ++i) {
    const std::uint64_t n = dice.next(), low = dice.next(), high = dice.next();
    REQUIRE(vary::ars(n, vary::ars_keys(low, high)) == tests::random_block(n, {low, high}));
  }
}

TEST_CASE("Every bit of counter and key changes half of an ARS block", "[random]") {
  constexpr unsigned blocks = 64;
  for (unsigned bit = 0; bit < 192; ++bit) {
    int changed = 0;
    for (unsigned i = 0; i < blocks; ++i) {
      std::uint64_t words[3] = {i, 1, 0};
      const vary::ArsBlock before = vary::ars(words[0], vary::ars_keys(words[1], words[2]));
      words[bit / 64] ^= std::uint64_t{1} << bit % 64;
      const vary::ArsBlock after = vary::ars(words[0], vary::ars_keys(words[1], words[2]));
      for (std::size_t j = 0; j < 16; ++j) {
        changed += std::popcount(static_cast<unsigned>(before[j] ^ after[j]));
      }
    }
    // Half of 8192 bits, within 5 standard deviations.
    CAPTURE(bit);
    REQUIRE(changed > 4096 - 226);
    REQUIRE(changed < 4096 + 226);
  }
}
