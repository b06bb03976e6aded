// SPDX-License-Identifier: MIT
// Medians of larger windows, by networks that are made for them.
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

/// One chunk of each line.
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

/// A network with its own lines, chunks that follow each other.
template <size_t chunk_bytes, class Lane>
class ChunkNetwork {
 public:
  static constexpr size_t chunk = chunk_bytes / sizeof(Lane);

  ChunkNetwork(const MedianNetwork& network, Lane* own, Lane* unwanted)
      : network_(network), unwanted_(unwanted) {
    for (size_t k = 0; k < network.inputs; ++k) lines_[network.inputs + k] = own + k * chunk;
  }
  /// Lines `from` on, `apart` from each other, are inputs `first` to first + count.
  void read(size_t first, size_t count, Lane* from, size_t apart = chunk) {
    for (size_t k = 0; k < count; ++k) lines_[first + k] = from + k * apart;
  }
  void run(Lane* results, size_t count) {
    for (size_t k = 0; k < count; ++k) lines_[2 * network_.inputs + k] = results + k * chunk;
    lines_[2 * network_.inputs + count] = unwanted_;
    run_network<chunk_bytes>(network_, lines_);
  }

 private:
  static constexpr size_t most_inputs = median_sorted * (median_sorted - 1);
  const MedianNetwork& network_;
  Lane* unwanted_;
  Lane* lines_[2 * most_inputs + 2 * median_sorted];
};

template <size_t chunk_bytes, class Lane, class T>
HWY_NOINLINE void medians_by_networks(const MedianRows<T>& job) {
  const OrderedLines<Lane, T> lines(job);
  using Network = ChunkNetwork<chunk_bytes, Lane>;
  constexpr size_t chunk = Network::chunk;
  const size_t size = job.in.window_height, pairs = size / 2, pair_size = 2 * size * chunk;
  const size_t apart = job.in.channels, count = job.in.width * apart;
  Lane* const sorted = lines.line(2) + chunk;  // of the row that only the lower window has
  Lane* const middle = sorted + size * chunk;
  Lane* const median = middle + (size + 1) * chunk;
  Lane* const unwanted = median + chunk;
  Lane* const own = unwanted + chunk;
  Lane* const blocks = own + pairs * pair_size;
  const size_t block_size = pairs * pair_size + (pairs + 1) * size * chunk;
  Network row(job.networks->row, own, unwanted), pair(job.networks->pair, own, unwanted);
  Network shared(job.networks->shared, own, unwanted), last(job.networks->last, own, unwanted);
  const auto put_median = [&](Lane* single, size_t y, size_t i) {
    last.read(0, size + 1, middle);
    last.read(size + 1, size, single);
    last.run(median, 1);
    const hn::ScalableTag<Lane> d;
    const size_t end = count - i < chunk ? count - i : chunk;
    for (size_t j = 0; j < end; j += hn::Lanes(d)) {
      store_ordered_part<T>(d, hn::LoadU(d, median + j), median_row(job, y) + i + j, end - j);
    }
  };
  // Rows 2 t - 1 and 2 t are made a pair. The one is the lowest of the second row of windows, y + 1; the
  // other is kept for when it is the uppermost of a first row.
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
        shared.read(0, 2 * size * pairs, block);
        shared.run(middle, size + 1);
        put_median(single, y, i);
      }
      row.read(0, size, lines.line(0) + i, apart);
      row.run(sorted, size);
      if (ready && y + 1 < job.in.row_count) put_median(sorted, y + 1, i);
      row.read(0, size, lines.line(1) + i, apart);
      row.run(single, size);
      pair.read(0, size, sorted);
      pair.read(size, size, single);
      pair.run(block + t % pairs * pair_size, 2 * size);
    }
  }
}

}  // namespace vary::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
VARY_EXACT_FLOATS_END
#endif
