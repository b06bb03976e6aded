// SPDX-License-Identifier: MIT
// Tensor: memory that a pipeline writes numbers to, as networks take them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vary/core/error.hpp"
#include "vary/core/float16.hpp"
#include "vary/core/list.hpp"
#include "vary/core/scratch.hpp"
#include "vary/pipeline/pass.hpp"
#include "vary/simd/kernels.hpp"

VARY_NAMESPACE_BEGIN

/// The order of the numbers of an image in memory.
enum class Layout : std::uint8_t {
  chw,  ///< one plane for each channel, one after the other (libtorch, ONNX)
  hwc,  ///< the channels of a pixel beside each other (TensorFlow, the images of vary)
};

/// Somebody's memory for (value - mean) / deviation, with values as fractions of full scale: float, float16
/// or bfloat16, without gaps. Of a batch, `index` says which image is written: all have the size that the
/// pipeline makes.
template <TensorValue U>
struct Tensor {
  U* data = nullptr;
  Layout layout = Layout::chw;
  List<float, 4> mean{0.0f};       ///< one for all channels, or one for each
  List<float, 4> deviation{1.0f};  ///< as many, above 0
  std::size_t index = 0;           ///< of the image in the batch
  Shape shape{};                   ///< the only one that is taken; 0x0x0 takes any

  /// Throws Error unless images of this shape can be written.
  void check(Shape shape) const {
    if (data == nullptr) refuse("Tensor", "data", "is null; give memory for the numbers");
    if (this->shape != Shape{} && this->shape != shape) {
      refuse("Tensor", "shape", "is ", detail::spell(this->shape), ", the image ", detail::spell(shape),
             "; end the pipeline with Resize or a crop of that size");
    }
    const auto channels = static_cast<std::size_t>(shape.channels);
    if (mean.size() != 1 && mean.size() != channels) {
      refuse("Tensor", "mean", mean.size(), " values for ", channels,
             " channels; give one value, or one for each channel");
    }
    if (deviation.size() != mean.size()) {
      refuse("Tensor", "deviation", "has ", deviation.size(), " values, the mean ", mean.size(),
             "; give as many");
    }
    for (std::size_t c = 0; c < mean.size(); ++c) {
      if (!(mean[c] >= -1e6f && mean[c] <= 1e6f)) {
        refuse("Tensor", "mean", mean[c], " is out of range; give -1e+06 to 1e+06");
      }
      if (!(deviation[c] >= 1e-6f && deviation[c] <= 1e6f)) {
        refuse("Tensor", "deviation", deviation[c], " is out of range; give 1e-06 to 1e+06");
      }
    }
  }
};

namespace detail {

/// Writes rows to a tensor.
template <Pixel T, TensorValue U>
class TensorSink final : public RowSink<T> {
 public:
  /// For rows of an area of the last image, which has this many channels.
  TensorSink(const Tensor<U>& tensor, const Rect& result, int channels)
      : tensor_(tensor),
        result_(result),
        channels_(static_cast<std::size_t>(channels)),
        gain_(channels_),
        offset_(channels_) {
    for (std::size_t c = 0; c < channels_; ++c) {
      const std::size_t given = tensor.mean.size() == 1 ? 0 : c;
      const double deviation = static_cast<double>(tensor.deviation[given]);
      gain_[c] = static_cast<float>(1 / (deviation * static_cast<double>(white<T>)));
      offset_[c] = static_cast<float>(-static_cast<double>(tensor.mean[given]) / deviation);
    }
  }

  void take(const Tile<const T>& rows) override {
    const auto width = static_cast<std::size_t>(result_.width);
    const std::size_t plane = width * static_cast<std::size_t>(result_.height);
    const bool planar = tensor_.layout == Layout::chw && channels_ > 1;
    const std::size_t pitch = planar ? width : width * channels_;
    U* const image = tensor_.data + tensor_.index * plane * channels_;
    simd::run(simd::WriteTensor<T, U>{
        rows.pixels.data(), rows.pixels.stride(), static_cast<std::size_t>(rows.pixels.height()), width,
        channels_, gain_.data(), offset_.data(), image + static_cast<std::size_t>(rows.y - result_.y) * pitch,
        static_cast<std::ptrdiff_t>(pitch), planar ? static_cast<std::ptrdiff_t>(plane) : 0});
  }

 private:
  const Tensor<U>& tensor_;
  Rect result_;
  std::size_t channels_;
  Scratch<float> gain_;
  Scratch<float> offset_;
};

}  // namespace detail

VARY_NAMESPACE_END
