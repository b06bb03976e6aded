// SPDX-License-Identifier: MIT
// Kernels that copy, reverse and repeat pixels.
#if defined(VARY_SIMD_COPY_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_COPY_INL_HPP
#undef VARY_SIMD_COPY_INL_HPP
#else
#define VARY_SIMD_COPY_INL_HPP
#endif

#include "vary/simd/lanes/rows-inl.hpp"
#include "vary/simd/lanes/shuffle-inl.hpp"
#include "vary/simd/move/transpose-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// memcpy(), except for rows of common lengths, for which the setup cost of memcpy is noticeable.
inline void copy_bytes(const std::byte* from, std::byte* to, size_t bytes) {
#if HWY_TARGET != HWY_SCALAR && !HWY_HAVE_SCALABLE
  const hn::ScalableTag<uint8_t> d;
  constexpr size_t step = hn::MaxLanes(d);
  constexpr size_t long_row = 8192;
  if (step >= 32 && bytes >= step && bytes < long_row) {
    size_t i = 0;
    for (; i + step <= bytes; i += step) hn::StoreU(hn::LoadU(d, as_bytes(from + i)), d, as_bytes(to + i));
    if (i == bytes) return;
    i = bytes - step;  // overlaps the previous vector
    hn::StoreU(hn::LoadU(d, as_bytes(from + i)), d, as_bytes(to + i));
    return;
  }
#endif
  std::memcpy(to, from, bytes);
}

/// Copies one row of a CopyRuns job; also used by kernels that extend rows by a border.
inline void copy_runs(const PixelMover& mover, const std::byte* row, const PixelRun* runs, size_t run_count,
                      std::byte* out, const std::byte* constant, size_t pixel_bytes) {
  for (size_t r = 0; r < run_count; ++r) {
    const PixelRun& run = runs[r];
    const auto count = static_cast<size_t>(run.count);
    std::byte* to = out + static_cast<size_t>(run.to) * pixel_bytes;
    const std::byte* from = run.from < 0 ? constant : row + static_cast<size_t>(run.from) * pixel_bytes;
    if (run.from < 0 || run.step == 0) {
      mover.repeat(from, to, count);
    } else if (run.step > 0) {
      copy_bytes(from, to, count * pixel_bytes);
    } else {
      const std::byte* first = from - (count - 1) * pixel_bytes;
      mover.reverse(
          1, [=](size_t) { return first; }, [=](size_t) { return to; }, count);
    }
  }
}

/// Reverses all rows of a job with a single run; skips rows without a source.
inline void reverse_rows(const PixelMover& mover, const CopyRuns& job) {
  const size_t before = (static_cast<size_t>(job.runs->from + 1) - job.out_width) * job.pixel_bytes;
  const std::byte* const* rows = job.rows;
  std::byte* out = job.out;
  const std::ptrdiff_t stride = job.out_stride;
  mover.reverse(
      job.row_count, [=](size_t y) { return rows[y] == nullptr ? nullptr : rows[y] + before; },
      [=](size_t y) { return out + static_cast<std::ptrdiff_t>(y) * stride; }, job.out_width);
}

/// Copies all rows of a job with a single run. Rows that are contiguous in memory are copied together.
inline void copy_rows(const CopyRuns& job) {
  const size_t bytes = job.out_width * job.pixel_bytes;
  const size_t before = static_cast<size_t>(job.runs->from) * job.pixel_bytes;
  const std::byte* const* rows = job.rows;
  const size_t row_count = job.row_count;
  std::byte* out = job.out;
  const std::ptrdiff_t stride = job.out_stride;
  const bool gapless = stride == static_cast<std::ptrdiff_t>(bytes);
  for (size_t y = 0, count = 1; y < row_count; y += count, count = 1) {
    const std::byte* from = rows[y];
    if (from == nullptr) continue;
    if (gapless) {
      while (y + count < row_count && rows[y + count] == from + count * bytes) ++count;
    }
    copy_bytes(from + before, out + static_cast<std::ptrdiff_t>(y) * stride, count * bytes);
  }
}

inline void kernel(const CopyRuns& job) {
  const PixelMover mover(job.pixel_bytes);
  const bool single_run = job.run_count == 1 && job.runs->step != 0 && job.runs->from >= 0;
  if (single_run) job.runs->step > 0 ? copy_rows(job) : reverse_rows(mover, job);
  for (size_t y = 0; y < job.row_count; ++y) {
    std::byte* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    if (job.rows[y] == nullptr) {
      mover.repeat(job.constant, out, job.out_width);
    } else if (!single_run) {
      copy_runs(mover, job.rows[y], job.runs, job.run_count, out, job.constant, job.pixel_bytes);
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
