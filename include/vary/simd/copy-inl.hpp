// SPDX-License-Identifier: MIT
// Kernels that move pixels without looking at them.
#if defined(VARY_SIMD_COPY_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_COPY_INL_HPP
#undef VARY_SIMD_COPY_INL_HPP
#else
#define VARY_SIMD_COPY_INL_HPP
#endif

#include "vary/simd/rows-inl.hpp"
#include "vary/simd/shuffle-inl.hpp"
#include "vary/simd/transpose-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// The C library's copy, with rows of usual lengths copied here: they are too short for its preparations.
inline void copy_bytes(const std::byte* from, std::byte* to, size_t bytes) {
#if HWY_TARGET != HWY_SCALAR && !HWY_HAVE_SCALABLE
  const hn::ScalableTag<uint8_t> d;
  constexpr size_t step = hn::MaxLanes(d);
  constexpr size_t long_row = 8192;
  if (step >= 32 && bytes >= step && bytes < long_row) {
    size_t i = 0;
    for (; i + step <= bytes; i += step) hn::StoreU(hn::LoadU(d, as_bytes(from + i)), d, as_bytes(to + i));
    // Bytes that were copied before are so again.
    i = bytes - step;
    hn::StoreU(hn::LoadU(d, as_bytes(from + i)), d, as_bytes(to + i));
    return;
  }
#endif
  std::memcpy(to, from, bytes);
}

/// One row of a CopyRuns.
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
      mover.reverse(from - (count - 1) * pixel_bytes, to, count);
    }
  }
}

/// The same for kernels that extend rows at their borders.
inline void copy_runs(const std::byte* row, const PixelRun* runs, size_t run_count, std::byte* out,
                      const std::byte* constant, size_t pixel_bytes) {
  copy_runs(PixelMover(pixel_bytes), row, runs, run_count, out, constant, pixel_bytes);
}

/// How many rows of the output, from row y on, are one piece of memory, in the input too.
inline size_t joined_rows(const CopyRuns& job, size_t y) {
  const size_t bytes = job.out_width * job.pixel_bytes;
  if (job.run_count != 1 || job.runs->step != 1 || job.runs->from < 0 ||
      job.out_stride != static_cast<std::ptrdiff_t>(bytes)) {
    return 1;
  }
  size_t count = 1;
  while (y + count < job.row_count && job.rows[y + count] == job.rows[y] + count * bytes) ++count;
  return count;
}

inline void kernel(const CopyRuns& job) {
  const PixelMover mover(job.pixel_bytes);
  for (size_t y = 0, joined = 1; y < job.row_count; y += joined, joined = 1) {
    std::byte* out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    if (job.rows[y] == nullptr) {
      mover.repeat(job.constant, out, job.out_width);
    } else if (joined = joined_rows(job, y); joined > 1) {
      std::memcpy(out, job.rows[y] + static_cast<size_t>(job.runs->from) * job.pixel_bytes,
                  joined * job.out_width * job.pixel_bytes);
    } else {
      copy_runs(mover, job.rows[y], job.runs, job.run_count, out, job.constant, job.pixel_bytes);
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
