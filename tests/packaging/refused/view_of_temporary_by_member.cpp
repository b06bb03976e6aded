// SPDX-License-Identifier: MIT
// clang++ says: temporary whose address is used as value of local variable 'view' will be destroyed
#include <cstdint>
#include <vary/core/image.hpp>

vary::Image<std::uint8_t> make_image();

int first_pixel() {
  const auto view = make_image().view();
  return view.at(0, 0);
}
