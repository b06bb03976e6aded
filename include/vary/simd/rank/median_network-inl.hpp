// SPDX-License-Identifier: MIT
// Medians of window sizes from 7 to median_sorted, by generated sorting networks.
#if defined(VARY_SIMD_MEDIAN_NETWORK_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VARY_SIMD_MEDIAN_NETWORK_INL_HPP
#undef VARY_SIMD_MEDIAN_NETWORK_INL_HPP
#else
#define VARY_SIMD_MEDIAN_NETWORK_INL_HPP
#endif

#include "vary/simd/rank/median_lanes-inl.hpp"

VARY_EXACT_FLOATS_BEGIN
HWY_BEFORE_NAMESPACE();
namespace vary::simd::HWY_NAMESPACE {

/// Runs a network on one chunk of each line.
template <size_t chunk_bytes, class Lane>
HWY_NOINLINE void run_network(const MedianNetwork& network, Lane* const* lines) {
  const hn::ScalableTag<Lane> d;
  constexpr size_t count = chunk_bytes / sizeof(Lane);
  const MedianStep* const end = network.steps + network.step_count;
  for (const MedianStep* step = network.steps; step != end; ++step) {
    const Lane *const a = lines[step->a], *const b = lines[step->b];
    Lane *const low = lines[step->low], *const high = lines[step->high];
    for (size_t i = 0; i < count; i += hn::Lanes(d)) {
      const auto left = hn::LoadU(d, a + i), right = hn::LoadU(d, b + i);
      hn::StoreU(hn::Min(left, right), d, low + i);
      hn::StoreU(hn::Max(left, right), d, high + i);
    }
  }
}

/// A network with contiguous chunks as its temporary lines.
template <size_t chunk_bytes, class Lane>
class ChunkNetwork {
 public:
  static constexpr size_t chunk = chunk_bytes / sizeof(Lane);

  ChunkNetwork(const MedianNetwork& network, Lane* temporaries, Lane* unused)
      : network_(network), unused_(unused) {
    for (size_t k = 0; k < network.inputs; ++k) lines_[network.inputs + k] = temporaries + k * chunk;
  }
  /// Sets the inputs [first, first + count) to lines from `from` on with a spacing of `spacing`.
  void set_inputs(size_t first, size_t count, Lane* from, size_t spacing = chunk) {
    for (size_t k = 0; k < count; ++k) lines_[first + k] = from + k * spacing;
  }
  void run(Lane* results, size_t count) {
    for (size_t k = 0; k < count; ++k) lines_[2 * network_.inputs + k] = results + k * chunk;
    lines_[2 * network_.inputs + count] = unused_;
    run_network<chunk_bytes>(network_, lines_);
  }

 private:
  static constexpr size_t max_inputs = median_sorted * (median_sorted - 1);
  const MedianNetwork& network_;
  Lane* unused_;
  Lane* lines_[2 * max_inputs + 2 * median_sorted];
};

template <size_t chunk_bytes, class Lane, class T>
HWY_NOINLINE void medians_by_networks(const MedianRows<T>& job) {
  const OrderedLines<Lane, T> lines(job);
  using Network = ChunkNetwork<chunk_bytes, Lane>;
  constexpr size_t chunk = Network::chunk;
  const size_t size = job.in.window_height, pairs = size / 2, pair_size = 2 * size * chunk;
  const size_t spacing = job.in.channels, count = job.in.width * spacing;
  Lane* const sorted = lines.line(2) + chunk;  // the sorted row that only the lower window has
  Lane* const middle = sorted + size * chunk;
  Lane* const median = middle + (size + 1) * chunk;
  Lane* const unused = median + chunk;
  Lane* const temporaries = unused + chunk;
  Lane* const blocks = temporaries + pairs * pair_size;
  const size_t block_size = pairs * pair_size + (pairs + 1) * size * chunk;
  Network row(job.networks->row, temporaries, unused), pair(job.networks->pair, temporaries, unused);
  Network shared(job.networks->shared, temporaries, unused), last(job.networks->last, temporaries, unused);
  const auto store_median = [&](Lane* single, size_t y, size_t i) {
    last.set_inputs(0, size + 1, middle);
    last.set_inputs(size + 1, size, single);
    last.run(median, 1);
    const hn::ScalableTag<Lane> d;
    const size_t end = count - i < chunk ? count - i : chunk;
    for (size_t j = 0; j < end; j += hn::Lanes(d)) {
      store_ordered_part<T>(d, hn::LoadU(d, median + j), median_row(job, y) + i + j, end - j);
    }
  };
  // Rows 2 t - 1 and 2 t become a pair. The first is the bottom row of the windows of y + 1; the second is
  // kept until it is the top row of the windows of a later y.
  for (size_t t = 0;; ++t) {
    const bool ready = t > pairs;
    const size_t y = ready ? 2 * (t - pairs - 1) : 0;
    if (ready && y >= job.in.row_count) return;
    lines.read(t > 0 ? 2 * t - 1 : 0, 0);
    lines.read(2 * t, 1);
    for (size_t i = 0; i < count; i += chunk) {
      Lane* const block = blocks + i / chunk * block_size;
      Lane* const single = block + pairs * pair_size + t % (pairs + 1) * size * chunk;
      if (ready) {
        shared.set_inputs(0, 2 * size * pairs, block);
        shared.run(middle, size + 1);
        store_median(single, y, i);
      }
      row.set_inputs(0, size, lines.line(0) + i, spacing);
      row.run(sorted, size);
      if (ready && y + 1 < job.in.row_count) store_median(sorted, y + 1, i);
      row.set_inputs(0, size, lines.line(1) + i, spacing);
      row.run(single, size);
      pair.set_inputs(0, size, sorted);
      pair.set_inputs(size, size, single);
      pair.run(block + t % pairs * pair_size, 2 * size);
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
