// SPDX-License-Identifier: MIT
// The kernel of Filter: the rows of the windows, and the ends of rows.
#if defined(VARY_SIMD_FILTER_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_FILTER_INL_HPP
#undef VARY_SIMD_FILTER_INL_HPP
#else
#define VARY_SIMD_FILTER_INL_HPP
#endif

#include "vary/simd/window/filter_sum-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Copies a few elements without a function call.
template <class T>
HWY_INLINE void copy_elements(const T* from, T* to, size_t count) {
  const size_t bytes = count * sizeof(T);
  const auto ends = [=](auto size) {
    std::memcpy(to, from, size());
    std::memcpy(reinterpret_cast<std::byte*>(to) + bytes - size(),
                reinterpret_cast<const std::byte*>(from) + bytes - size(), size());
  };
  if (bytes > 64) {
    std::memcpy(to, from, bytes);
  } else if (bytes >= 32) {
    ends(std::integral_constant<size_t, 32>());
  } else if (bytes >= 16) {
    ends(std::integral_constant<size_t, 16>());
  } else {
    for (size_t i = 0; i < count; ++i) to[i] = from[i];
  }
}

/// The strips that the windows of some output rows read, and their results.
template <class T>
class FilterStrips {
 public:
  FilterStrips(const FilterRows<T>& job, const FilterParts& parts)
      : job_(job), parts_(parts), results_(job.results + filter_block) {}

  /// Filters the strips of parts.rows rows from y on; the rows before must have been filtered. `filter` as in
  /// the kernel.
  template <class Filter>
  void filter_strips(size_t y, const Filter& filter) const {
    const size_t strip = parts_.strip, shared = y > 0 ? job_.window_height - 1 : 0;
    const size_t rows = job_.row_count - y < parts_.rows ? job_.row_count - y : parts_.rows;
    std::memmove(job_.strips, job_.strips + parts_.rows * strip, shared * strip * sizeof(T));
    for (size_t j = shared; j < rows + job_.window_height - 1; ++j) {
      extend(job_.rows[y + j], job_.strips + j * strip);
    }
    const T* const first = job_.strips + job_.margin;
    filter([=](size_t j) { return first + j * strip; }, results_, rows * strip - 2 * job_.margin);
  }
  /// The result for output row y: the full row if parts.narrow, otherwise its joined ends.
  const T* result(size_t y) const { return results_ + y % parts_.rows * parts_.strip; }

 private:
  void extend(const T* row, T* to) const {
    const size_t margin = job_.margin;
    store_margin(row, job_.margins, to);
    to += margin;
    if (parts_.narrow) {
      std::memcpy(to, row, job_.elements * sizeof(T));
      to += job_.elements;
    } else {
      copy_elements(row, to, 2 * margin);
      copy_elements(row + job_.elements - 2 * margin, to + 2 * margin, 2 * margin);
      to += 4 * margin;
    }
    store_margin(row, job_.margins + margin, to);
  }
  void store_margin(const T* row, const uint32_t* from, T* to) const {
    if (job_.constant != nullptr) return copy_elements(job_.constant, to, job_.margin);
    for (size_t i = 0; i < job_.margin; ++i) to[i] = row[from[i]];
  }

  const FilterRows<T>& job_;
  const FilterParts& parts_;
  T* results_;
};

/// Writes both ends of a row: the first and the last `margin` elements of `joined`. Writes more elements if
/// the row is long enough; those between the ends are written later.
template <class T>
HWY_INLINE void store_ends(const T* joined, size_t margin, T* out, size_t elements) {
  const T* const end = joined + 4 * margin;
  const auto store_margin = [=](auto count) {
    std::memcpy(out, joined, count * sizeof(T));
    std::memcpy(out + elements - count, end - count, count * sizeof(T));
  };
  if (margin <= 16) return store_margin(std::integral_constant<size_t, 16>());
  if (margin <= filter_block) return store_margin(std::integral_constant<size_t, filter_block>());
  store_margin(margin);
}

template <class T>
void kernel(const FilterRows<T>& job) {
  const size_t above = job.window_height / 2, margin = job.margin;
  const FilterParts parts(job.elements, margin, job.window_height);
  const bool extends = parts.narrow || (margin > 0 && !job.keep_edge);
  const FilterStrips<T> strips(job, parts);
  // row(j) is the first element in row j of the window.
  const auto filter = [&](const auto& row, T* to, size_t count) {
    for (size_t k = 0; k < job.tap_count; ++k) {
      job.sources[k] = row(job.taps[k].row) + job.taps[k].offset;
    }
    filter_part(job, row(above), to, count);
  };
  for (size_t y = 0; y < job.row_count; ++y) {
    T* const out = job.out + static_cast<std::ptrdiff_t>(y) * job.out_stride;
    const T* const center_row = job.rows[y + above];
    if (extends && y % parts.rows == 0) strips.filter_strips(y, filter);
    const size_t row = job.first_row + y;
    const bool outside = row < above || row + above >= job.image_rows || job.elements <= 2 * margin;
    if (job.keep_edge && outside) {
      std::memcpy(out, center_row, job.elements * sizeof(T));
      continue;
    }
    if (parts.narrow) {
      std::memcpy(out, strips.result(y), job.elements * sizeof(T));
    } else {
      if (extends) store_ends(strips.result(y), margin, out, job.elements);
      filter([&](size_t j) { return job.rows[y + j] + margin; }, out + margin, job.elements - 2 * margin);
    }
    if (job.keep_edge) {
      copy_elements(center_row, out, margin);
      copy_elements(center_row + job.elements - margin, out + job.elements - margin, margin);
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
