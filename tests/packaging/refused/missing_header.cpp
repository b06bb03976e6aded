// SPDX-License-Identifier: MIT
// g++ says: .Rotate. is not a member of .vary.
// g++ lines: 24
// clang++ says: no (type|member) named 'Rotate' in namespace 'vary'
#include <cstdint>
#include <vary/pipeline/pipeline.hpp>
#include <vary/transforms/geometry/flip.hpp>

const vary::Pipeline<std::uint8_t> augment{vary::HorizontalFlip{}, vary::Rotate{.degrees = 3}};
