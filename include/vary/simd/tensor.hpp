// SPDX-License-Identifier: MIT
// A room of kernels: numbers for networks.
#ifndef VARY_SIMD_TENSOR_HPP
#define VARY_SIMD_TENSOR_HPP

#include "vary/simd/tensor/tensor.hpp"

/// The jobs that the compiled library holds: for each pixel type and each type of number.
#define VARY_TENSOR_JOBS(for_tensors) for_tensors(WriteTensor)

#endif

#if defined(VARY_TARGET_LOOP)  // once per target
#include "vary/simd/tensor/tensor-inl.hpp"
#endif
