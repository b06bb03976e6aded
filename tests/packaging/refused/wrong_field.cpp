// SPDX-License-Identifier: MIT
// g++ says: .vary::Rotate. has no non-static data member named .degree.
// clang++ says: field designator 'degree' does not refer to any field in type 'vary::Rotate'; did you mean 'degrees'
#include <cstdint>
#include <vary/vary.hpp>

const vary::Pipeline<std::uint8_t> augment{vary::HorizontalFlip{}, vary::Rotate{.degree = 3}};
