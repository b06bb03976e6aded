// SPDX-License-Identifier: MIT
// All kernels, once per target. The function that is dispatched comes last: it must see the others.
// clang-format off
#include "vary/simd/color-inl.hpp"
#include "vary/simd/copy-inl.hpp"
#include "vary/simd/curve-inl.hpp"
#include "vary/simd/extremum-inl.hpp"
#include "vary/simd/impulse-inl.hpp"
#include "vary/simd/interleave-inl.hpp"
#include "vary/simd/lookup-inl.hpp"
#include "vary/simd/noise-inl.hpp"
#include "vary/simd/normal-inl.hpp"
#include "vary/simd/photons-inl.hpp"
#include "vary/simd/random-inl.hpp"
#include "vary/simd/sample-inl.hpp"
#include "vary/simd/spread-inl.hpp"
#include "vary/simd/sum-inl.hpp"
#include "vary/simd/run-inl.hpp"
// clang-format on
