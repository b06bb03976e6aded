// SPDX-License-Identifier: MIT
// All kernels, once per target. The function that is dispatched comes last: it must see the others.
// clang-format off
#include "vary/simd/blend-inl.hpp"
#include "vary/simd/color-inl.hpp"
#include "vary/simd/copy-inl.hpp"
#include "vary/simd/curve-inl.hpp"
#include "vary/simd/erase-inl.hpp"
#include "vary/simd/extremum-inl.hpp"
#include "vary/simd/interleave-inl.hpp"
#include "vary/simd/line-inl.hpp"
#include "vary/simd/lookup-inl.hpp"
#include "vary/simd/noise-inl.hpp"
#include "vary/simd/power-inl.hpp"
#include "vary/simd/sample-inl.hpp"
#include "vary/simd/shuffle-inl.hpp"
#include "vary/simd/statistics-inl.hpp"
#include "vary/simd/sum-inl.hpp"
#include "vary/simd/table-inl.hpp"
#include "vary/simd/transpose-inl.hpp"
#include "vary/simd/values-inl.hpp"
#include "vary/simd/whole_sum-inl.hpp"
#include "vary/simd/run-inl.hpp"
// clang-format on
