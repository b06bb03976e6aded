// SPDX-License-Identifier: MIT
// Transforms that imitate the artefacts of files and resizing.
#pragma once

#include "vary/transforms/artefacts/downscale.hpp"
#include "vary/transforms/artefacts/jpeg_compression.hpp"
