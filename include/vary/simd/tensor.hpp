// SPDX-License-Identifier: MIT
// The jobs of this room: numbers for networks.
#pragma once

#include "vary/simd/tensor/tensor.hpp"

/// The jobs that the compiled library holds: for each pixel type and each type of number.
#define VARY_TENSOR_JOBS(for_tensors) for_tensors(WriteTensor)
