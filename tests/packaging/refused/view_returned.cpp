// SPDX-License-Identifier: MIT
// clang++ says: address of stack memory associated with local variable 'image' returned
#include <cstdint>
#include <vary/core/image.hpp>

vary::ImageView<std::uint8_t> make_view() {
  vary::Image<std::uint8_t> image(4, 4, 3);
  return image;
}
