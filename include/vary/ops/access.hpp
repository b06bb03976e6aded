// SPDX-License-Identifier: MIT
// Access: which pixels of its input an op reads for a pixel of its output.
#pragma once

#include <cstdint>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// What a pixel of an op's output depends on. Each kind includes those before it.
enum class Access : std::uint8_t {
  pointwise,   ///< the same pixel of the input
  positional,  ///< also on where the pixel is
  streaming,   ///< pixels around it: as the output goes down row by row, the input never goes back up
  gather,      ///< any pixels of the input
  global,      ///< any pixels of the input, and all of the output is computed at once
};

VARY_NAMESPACE_END
