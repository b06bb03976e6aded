// SPDX-License-Identifier: MIT
// libtorch: tensors as images, tensors as the output of pipelines, and datasets for torch::data.
#pragma once

#include <ATen/core/ivalue.h>  // must be first: before libtorch 2, clang rejects the others in C++20 otherwise
#include <torch/data.h>
#include <torch/types.h>

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "vary/core/image.hpp"
#include "vary/data/dataset.hpp"
#include "vary/pipeline/pipeline.hpp"
#include "vary/pipeline/tensor.hpp"
#include "vary/random/key.hpp"

VARY_NAMESPACE_BEGIN

/// The pixel types that all versions of libtorch support: 8 bits and float.
template <class T>
concept TorchPixel = std::same_as<T, std::uint8_t> || std::same_as<T, float>;

namespace detail {

template <class U>
constexpr torch::ScalarType torch_type() {
  if constexpr (std::same_as<U, std::uint8_t>) return torch::kUInt8;
  if constexpr (std::same_as<U, float>) return torch::kFloat32;
  if constexpr (std::same_as<U, float16>) return torch::kFloat16;
  if constexpr (std::same_as<U, bfloat16>) return torch::kBFloat16;
}

/// The numbers as a text: [2, 3, 4].
inline std::string spell(torch::IntArrayRef numbers) {
  std::string text = "[";
  for (const std::int64_t number : numbers) {
    text.append(text.size() > 1 ? ", " : "").append(std::to_string(number));
  }
  return text + "]";
}

/// Throws Error unless the tensor is strided CPU memory of U that may be written without autograd.
template <class U>
void check_tensor(const char* owner, const torch::Tensor& tensor) {
  if (!tensor.defined()) refuse(owner, "tensor", "is undefined; give a tensor with memory");
  if (!tensor.device().is_cpu()) {
    refuse(owner, "tensor", "is on device ", tensor.device().str(), "; use tensor.cpu()");
  }
  if (tensor.layout() != torch::kStrided) refuse(owner, "tensor", "is not strided; use tensor.to_dense()");
  constexpr torch::ScalarType wanted = torch_type<U>();
  if (tensor.scalar_type() != wanted) {
    refuse(owner, "tensor", "has the type ", c10::toString(tensor.scalar_type()), ", not ",
           c10::toString(wanted), "; change the template argument or use tensor.to()");
  }
  if (tensor.requires_grad()) refuse(owner, "tensor", "requires a gradient; use tensor.detach()");
  if (tensor.is_neg()) refuse(owner, "tensor", "is a negated view; use tensor.resolve_neg()");
  if (tensor.numel() == 0) {
    refuse(owner, "tensor", "of sizes ", spell(tensor.sizes()), " is empty; give one with pixels");
  }
}

/// Throws Error unless the rows are dense and do not overlap; `row` is the number of values in a row, `pitch`
/// the stride of rows.
inline void check_rows(const char* owner, const torch::Tensor& tensor, bool dense_rows, std::int64_t row,
                       std::int64_t height, std::int64_t pitch) {
  if (dense_rows && (height == 1 || pitch >= row)) return;
  refuse(owner, "tensor", "of sizes ", spell(tensor.sizes()), " has strides ", spell(tensor.strides()),
         ", its rows are not dense; use tensor.contiguous()");
}

}  // namespace detail

/// A view of a CPU tensor with sizes [height, width, channels] or [height, width], of type uint8 for
/// std::uint8_t and float32 for float. Rows may have padding, as in a crop. Valid as long as the memory.
/// Throws Error for any other tensor.
template <TorchPixel T>
[[nodiscard]] ImageView<T> view_of(const torch::Tensor& tensor) {
  detail::check_tensor<T>("view_of", tensor);
  if (tensor.dim() != 2 && tensor.dim() != 3) {
    refuse("view_of", "tensor", "has sizes ", detail::spell(tensor.sizes()),
           ", not [height, width, channels]; select one image of a batch by tensor[i]");
  }
  const std::int64_t height = tensor.size(0), width = tensor.size(1);
  const std::int64_t channels = tensor.dim() == 3 ? tensor.size(2) : 1;
  const bool dense = (width == 1 || tensor.stride(1) == channels) && (channels == 1 || tensor.stride(2) == 1);
  detail::check_rows("view_of", tensor, dense, width * channels, height, tensor.stride(0));
  return {tensor.data_ptr<T>(), width, height, channels, height > 1 ? tensor.stride(0) : 0};
}

/// Views of the channels of a tensor with sizes [channels, height, width], one for each channel; otherwise
/// like view_of().
template <TorchPixel T>
[[nodiscard]] std::vector<ImageView<T>> planes_of(const torch::Tensor& tensor) {
  detail::check_tensor<T>("planes_of", tensor);
  if (tensor.dim() != 3) {
    refuse("planes_of", "tensor", "has sizes ", detail::spell(tensor.sizes()),
           ", not [channels, height, width]; select one image of a batch by tensor[i]");
  }
  const std::int64_t channels = tensor.size(0), height = tensor.size(1), width = tensor.size(2);
  const std::int64_t pitch = height > 1 ? tensor.stride(1) : width;
  const bool dense = width == 1 || tensor.stride(2) == 1;
  const bool apart = channels == 1 || tensor.stride(0) >= pitch * (height - 1) + width;
  detail::check_rows("planes_of", tensor, dense && apart, width, height, pitch);
  std::vector<ImageView<T>> planes;
  for (std::int64_t c = 0; c < channels; ++c) {
    T* const plane = tensor.data_ptr<T>() + (channels > 1 ? c * tensor.stride(0) : 0);
    planes.emplace_back(plane, width, height, 1, pitch);
  }
  return planes;
}

/// A tensor with sizes [height, width, channels] of the pixels of a view; valid as long as the pixels. A
/// tensor cannot be read-only: do not write to that of an ImageView<const T>.
template <class T>
requires TorchPixel<std::remove_const_t<T>>
[[nodiscard]] torch::Tensor tensor_of(ImageView<T> view) {
  using Value = std::remove_const_t<T>;
  if (view.empty()) refuse("tensor_of", "view", "is empty; give one with pixels");
  return torch::from_blob(const_cast<Value*>(view.data()), {view.height(), view.width(), view.channels()},
                          {view.stride(), view.channels(), 1}, detail::torch_type<Value>());
}
template <TorchPixel T>
[[nodiscard]] torch::Tensor tensor_of(Image<T>& image) {
  return tensor_of(image.view());
}
template <TorchPixel T>
[[nodiscard]] torch::Tensor tensor_of(const Image<T>& image) {
  return tensor_of(image.view());
}
/// For a temporary image, such as the result of a pipeline: a tensor that owns its memory.
template <TorchPixel T>
[[nodiscard]] torch::Tensor tensor_of(Image<T>&& image) {
  if (image.empty()) refuse("tensor_of", "image", "is empty; give one with pixels");
  const auto kept = std::make_shared<Image<T>>(std::move(image));
  return torch::from_blob(
      kept->data(), {kept->height(), kept->width(), kept->channels()}, [kept](void*) {},
      detail::torch_type<T>());
}

/// The argument of Pipeline::into() to write to a tensor with sizes [channels, height, width], or to image
/// `index` of a tensor with sizes [count, channels, height, width], which may be channels-last. U is float
/// for float32, float16 or bfloat16. Images must have the sizes of the tensor. Throws Error for a tensor that
/// is not contiguous, and for an index out of range.
template <TensorValue U>
[[nodiscard]] Tensor<U> into_of(const torch::Tensor& tensor, std::size_t index = 0,
                                const List<float, 4>& mean = {0.0f},
                                const List<float, 4>& deviation = {1.0f}) {
  detail::check_tensor<U>("into_of", tensor);
  if (tensor.dim() != 3 && tensor.dim() != 4) {
    refuse("into_of", "tensor", "has sizes ", detail::spell(tensor.sizes()),
           "; give [channels, height, width] or [count, channels, height, width]");
  }
  const std::int64_t first = tensor.dim() - 3;
  const bool planar = tensor.is_contiguous();
  if (!planar && !(first == 1 && tensor.is_contiguous(torch::MemoryFormat::ChannelsLast))) {
    refuse("into_of", "tensor", "of sizes ", detail::spell(tensor.sizes()), " has strides ",
           detail::spell(tensor.strides()), ", it is not contiguous; give a contiguous tensor");
  }
  detail::check_index("into_of", index, first == 1 ? static_cast<std::size_t>(tensor.size(0)) : 1);
  const auto size = [&](std::int64_t i) {
    return detail::extent(tensor.size(first + i), "into_of", "tensor");
  };
  return {.data = static_cast<U*>(tensor.data_ptr()),
          .layout = planar ? Layout::chw : Layout::hwc,
          .mean = mean,
          .deviation = deviation,
          .index = index,
          .shape = {size(2), size(1), size(0)}};
}

/// A batch as tensors of its memory, valid as long as the batch: the values with sizes [count, channels,
/// height, width] in the memory format of the batch, and the labels. Throws Error if the number of values or
/// labels does not agree with the sizes.
template <class B>
[[nodiscard]] torch::data::Example<> tensors_of(B& batch) {
  using U = std::remove_cvref_t<decltype(batch.values[0])>;
  const auto count = static_cast<std::size_t>(batch.size());
  const Shape shape = batch.shape;
  if (batch.values.size() != count * shape.elements() || batch.labels.size() != count) {
    refuse("tensors_of", "batch", "has ", batch.values.size(), " values and ", batch.labels.size(),
           " labels for ", count, " images of ", detail::spell(shape), "; give an unmodified batch");
  }
  const std::int64_t n = static_cast<std::int64_t>(count), c = shape.channels, h = shape.height,
                     w = shape.width;
  const std::vector<std::int64_t> strides = batch.layout == Layout::chw
                                                ? std::vector{c * h * w, h * w, w, std::int64_t{1}}
                                                : std::vector{h * w * c, std::int64_t{1}, w * c, c};
  const auto values = const_cast<U*>(batch.values.data());  // tensors are never const
  const auto labels = const_cast<std::int64_t*>(batch.labels.data());
  return {torch::from_blob(values, {n, c, h, w}, strides, detail::torch_type<U>()),
          torch::from_blob(labels, {n}, torch::kInt64)};
}

/// The options of a TorchDataset.
struct TorchDatasetOptions {
  detail::KeyPart seed{};
  List<float, 4> mean{0.0f};       ///< one for all channels, or one for each channel, as in Tensor
  List<float, 4> deviation{1.0f};  ///< likewise
};

/// A dataset with a pipeline, for torch::data::make_data_loader: example `index` is the augmented copy of
/// image `index` for Key{seed, epoch, index}, float32 with sizes [channels, height, width], and its label,
/// int64. Examples can be stacked if the pipeline ends with Resize or a crop. Copies of a TorchDataset, such
/// as those of the workers of a loader, share the epoch.
template <class D, Pixel T>
requires Dataset<D, T>
class TorchDataset : public torch::data::datasets::Dataset<TorchDataset<D, T>> {
  using Base = torch::data::datasets::Dataset<TorchDataset<D, T>>;
  using Size = decltype(std::declval<const Base&>().size());  // c10::optional, or std::optional

 public:
  TorchDataset(D dataset, Pipeline<T> augment, TorchDatasetOptions options = {})
      : dataset_(std::move(dataset)), augment_(std::move(augment)), options_(std::move(options)) {}

  /// Sets the epoch of the following copies. Call it before a loader requests the first batch.
  void epoch(detail::KeyPart number) { epoch_->store(number); }

  torch::data::Example<> get(std::size_t index) override {
    const Key key{options_.seed, epoch_->load(), index};
    Image<T> memory;
    const ImageView<const T> image = dataset_.image(index, memory);
    const Shape shape = augment_.recipe(image.width(), image.height(), image.channels(), key).shape();
    torch::Tensor data = torch::empty({shape.channels, shape.height, shape.width}, torch::kFloat32);
    augment_.into(into_of<float>(data, 0, options_.mean, options_.deviation), image, key);
    return {data, torch::tensor(std::int64_t{dataset_.label(index)}, torch::kInt64)};
  }
  [[nodiscard]] Size size() const override { return static_cast<std::size_t>(dataset_.size()); }

 private:
  D dataset_;
  Pipeline<T> augment_;
  TorchDatasetOptions options_;
  std::shared_ptr<std::atomic<std::uint64_t>> epoch_ = std::make_shared<std::atomic<std::uint64_t>>(0);
};

VARY_NAMESPACE_END
