// SPDX-License-Identifier: MIT
// The checks of fields that transforms share.
#pragma once

#include "vary/core/error.hpp"
#include "vary/core/fill.hpp"
#include "vary/core/range.hpp"
#include "vary/ops/interpolation.hpp"
#include "vary/random/random.hpp"

VARY_NAMESPACE_BEGIN

/// Throws Error, naming transform and field, unless `value` lies in [least, most].
template <class Number>
void check_between(const char* transform, const char* field, Number value, Number least, Number most) {
  if (value >= least && value <= most) return;
  const bool below = value < least;
  if (value != value) refuse(transform, field, "is not a number; give ", least, " to ", most);
  refuse(transform, field, value, below ? " is below " : " is above ", below ? least : most, "; give ", least,
         " to ", most);
}

/// The same for both ends of a range. Also throws Error where `low` is above `high`.
template <class Number>
void check_between(const char* transform, const char* field, Range<Number> range, Number least, Number most) {
  if (range.low > range.high) {
    refuse(transform, field, "low ", range.low, " is above high ", range.high,
           "; give the lower value first");
  }
  check_between(transform, field, range.low, least, most);
  check_between(transform, field, range.high, least, most);
}

/// The same for the size of a window with a centre pixel. Also throws Error where an end is even.
inline void check_odd_between(const char* transform, const char* field, Range<int> range, int least,
                              int most) {
  check_between(transform, field, range, least, most);
  const int even = range.low % 2 == 0 ? range.low : range.high;
  if (even % 2 == 0) refuse(transform, field, even, " has no middle; give odd numbers");
}

/// An odd integer of a range, each equally likely.
inline int draw_odd(Draw& draw, Range<int> range) {
  return 2 * draw(Range<int>(range.low / 2, range.high / 2)) + 1;
}

/// The largest width, height or offset in a field: larger than any image, and the sum of a few is an `int`.
inline constexpr int largest_extent = 1 << 28;

namespace detail {

/// Checks the fields that ElasticTransform, GridDistortion and OpticalDistortion share.
inline void check_distortion(const char* name, Interpolation interpolation, const Fill& fill) {
  if (interpolation != Interpolation::bilinear && interpolation != Interpolation::nearest) {
    refuse(name, "interpolation", "bicubic, lanczos and area are for Resize; give nearest or bilinear");
  }
  fill.check(name, "fill");
}

}  // namespace detail

VARY_NAMESPACE_END
