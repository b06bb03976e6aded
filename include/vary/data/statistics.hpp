// SPDX-License-Identifier: MIT
// statistics(): the mean and standard deviation of a dataset, for Normalize and Tensor. Needs oneTBB (Debian:
// libtbb-dev, link with -ltbb).
#pragma once

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_reduce.h>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "vary/core/list.hpp"
#include "vary/data/dataset.hpp"

VARY_NAMESPACE_BEGIN

/// The statistics of all pixels of a dataset for each channel, as fractions of full scale.
struct Statistics {
  List<float, 4> mean{};
  /// The population standard deviation. 1 for a constant channel (a deviation below 1e-6), because dividing
  /// by a smaller number would amplify the effect of augmentation.
  List<float, 4> deviation{};
  std::size_t images = 0;
  std::uint64_t pixels = 0;

  friend bool operator==(const Statistics&, const Statistics&) = default;
};

namespace detail {

/// The moments of the values of one channel.
struct Moments {
  double count = 0;
  double mean = 0;
  double squares = 0;  ///< the sum of squared differences from the mean

  /// From the sums of (value - origin) and of its square.
  static Moments of(double count, double sum, double squares, double origin) {
    return {count, origin + sum / count, std::max(0.0, squares - sum * (sum / count))};
  }

  void add(const Moments& other) {
    const double all = count + other.count;
    const double difference = other.mean - mean;
    const double fraction = other.count / all;
    mean += difference * fraction;
    squares += other.squares + difference * difference * count * fraction;
    count = all;
  }
};

/// The moments of each channel; empty if there are no values.
using ChannelMoments = std::vector<Moments>;

inline void add_moments(ChannelMoments& total, const ChannelMoments& other) {
  if (total.empty()) {
    total = other;
    return;
  }
  for (std::size_t c = 0; c < other.size(); ++c) total[c].add(other[c]);
}

/// The moments of the rows [from, to) of an image; exact sums for integers.
template <Pixel T>
Moments moments_of(ImageView<const T> image, int from, int to, int channel) {
  using Sum = std::conditional_t<std::same_as<T, float>, double, std::uint64_t>;
  // For floats the sums use differences from the first value, to avoid cancellation.
  const Sum origin = std::same_as<T, float> ? static_cast<Sum>(image.at(0, from, channel)) : Sum{0};
  Sum sum{0};
  Sum squares{0};
  for (int y = from; y < to; ++y) {
    const T* value = image.row(y) + channel;
    for (int x = 0; x < image.width(); ++x, value += image.channels()) {
      const Sum difference = static_cast<Sum>(*value) - origin;
      sum += difference;
      squares += difference * difference;
    }
  }
  const double count = static_cast<double>(image.width()) * (to - from);
  return Moments::of(count, static_cast<double>(sum), static_cast<double>(squares),
                     static_cast<double>(origin));
}

template <Pixel T>
ChannelMoments moments_of(ImageView<const T> image) {
  // In blocks of about 2^20 pixels; 64 bits can sum the squares of 2^32 pixels.
  const int rows = std::max(1, (1 << 20) / image.width());
  ChannelMoments total(static_cast<std::size_t>(image.channels()));
  for (int y = 0; y < image.height(); y += rows) {
    const int end = std::min(image.height(), y + rows);
    for (int c = 0; c < image.channels(); ++c) {
      total[static_cast<std::size_t>(c)].add(moments_of<T>(image, y, end, c));
    }
  }
  return total;
}

/// The moments of an image. Throws Error unless it has `channels` channels and only finite values.
template <Pixel T, Dataset<T> D>
ChannelMoments moments_of(const D& dataset, std::size_t index, int channels, Image<T>& memory) {
  const ImageView<const T> image = dataset.image(index, memory);
  if (image.channels() != channels) {
    refuse("statistics", "dataset", "image ", index, " has ", image.channels(), " channels, image 0 has ",
           channels, "; give images with the same number of channels");
  }
  ChannelMoments moments = moments_of<T>(image);
  for (const Moments& channel : moments) {
    if (std::isfinite(channel.mean)) continue;
    refuse("statistics", "dataset", "image ", index, " has a value that is not finite; give finite values");
  }
  return moments;
}

}  // namespace detail

/// The mean and standard deviation of the channels of a dataset of T; all pixels of all images have the same
/// weight. Each image is read once (the first one twice), by the threads of oneTBB; the result does not
/// depend on their number. Integers are summed exactly in each image, the rest is in double precision. Throws
/// Error for an empty dataset, for images with different numbers of channels, and for floats that are not
/// finite.
template <Pixel T, Dataset<T> D>
[[nodiscard]] Statistics statistics(const D& dataset) {
  const std::size_t size = dataset.size();
  if (size == 0) refuse("statistics", "dataset", "is empty; give one with images");
  Image<T> first;
  const int channels = static_cast<ImageView<const T>>(dataset.image(0, first)).channels();

  // Ranges are split down to a length that depends only on the size, and joined in the same way, so the
  // result does not depend on the threads.
  const tbb::blocked_range<std::size_t> all(0, size, size / 1024 + 1);
  const auto total = tbb::parallel_deterministic_reduce(
      all, detail::ChannelMoments{},
      [&](const tbb::blocked_range<std::size_t>& range, detail::ChannelMoments sum) {
        Image<T> memory;
        for (std::size_t i = range.begin(); i < range.end(); ++i) {
          detail::add_moments(sum, detail::moments_of<T>(dataset, i, channels, memory));
        }
        return sum;
      },
      [](detail::ChannelMoments left, const detail::ChannelMoments& right) {
        detail::add_moments(left, right);
        return left;
      });

  Statistics result{.images = size, .pixels = static_cast<std::uint64_t>(total[0].count)};
  for (const detail::Moments& channel : total) {
    const double deviation = std::sqrt(channel.squares / channel.count) / white<T>;
    result.mean.push_back(static_cast<float>(channel.mean / white<T>));
    result.deviation.push_back(deviation < 1e-6 ? 1.0f : static_cast<float>(deviation));
  }
  return result;
}

VARY_NAMESPACE_END
