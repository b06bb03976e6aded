// SPDX-License-Identifier: MIT
// The augmentation.
#pragma once

#include <cstdint>
#include <vary/vary.hpp>

#include "options.hpp"

/// The pipeline of expand, for images of any size, channel count and depth.
vary::Pipeline<std::uint8_t> make_pipeline(const Options& options);
