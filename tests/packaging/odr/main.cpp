// SPDX-License-Identifier: MIT
// Two units, each with the whole library: they must link, and share what they define.
#include <algorithm>
#include <cstdint>
#include <vary/core/image.hpp>

vary::Image<std::uint8_t> first(const vary::Image<std::uint8_t>& photo);
vary::Image<std::uint8_t> second(const vary::Image<std::uint8_t>& photo);

int main() {
  vary::Image<std::uint8_t> photo(16, 16, 1);
  for (int i = 0; i < 16; ++i) photo.at(i, i, 0) = 200;
  const auto one = first(photo);
  const auto two = second(photo);
  for (int y = 0; y < 16; ++y) {
    if (!std::equal(one.row(y), one.row(y) + 16, two.row(y))) return 1;
  }
  return 0;
}
