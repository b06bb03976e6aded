// SPDX-License-Identifier: MIT
// clang++ says: temporary whose address is used as value of local variable 'view' will be destroyed
#include <cstdint>
#include <vary/core/image.hpp>

vary::Image<std::uint8_t> make_image();

int first_pixel() {
  const vary::ImageView<const std::uint8_t> view = make_image();
  return view.at(0, 0);
}
