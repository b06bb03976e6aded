// SPDX-License-Identifier: MIT
// Tensors of libtorch: looked at as images, written by pipelines, and datasets for torch::data.
#pragma once

#include <ATen/core/ivalue.h>  // first: before libtorch 2, clang refuses the others in C++20 without it
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

/// A pixel that all versions of libtorch know: 8 bits or float.
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

/// [2, 3, 4]
inline std::string spell(torch::IntArrayRef numbers) {
  std::string text = "[";
  for (const std::int64_t number : numbers) {
    text.append(text.size() > 1 ? ", " : "").append(std::to_string(number));
  }
  return text + "]";
}

/// Throws Error unless the tensor is plain memory of U that may be written without autograd knowing.
template <class U>
void check_tensor(const char* owner, const torch::Tensor& tensor) {
  if (!tensor.defined()) refuse(owner, "tensor", "is undefined; give one with memory");
  if (!tensor.device().is_cpu()) {
    refuse(owner, "tensor", "is on device ", tensor.device().str(), "; use tensor.cpu()");
  }
  if (tensor.layout() != torch::kStrided) refuse(owner, "tensor", "is not strided; use tensor.to_dense()");
  constexpr torch::ScalarType wanted = torch_type<U>();
  if (tensor.scalar_type() != wanted) {
    refuse(owner, "tensor", "holds ", c10::toString(tensor.scalar_type()), ", not ", c10::toString(wanted),
           "; name the other type between < >, or use tensor.to()");
  }
  if (tensor.requires_grad()) refuse(owner, "tensor", "requires a gradient; use tensor.detach()");
  if (tensor.is_neg()) refuse(owner, "tensor", "is a view that negates; use tensor.resolve_neg()");
  if (tensor.numel() == 0) {
    refuse(owner, "tensor", "of sizes ", spell(tensor.sizes()), " is empty; give one with pixels");
  }
}

/// Throws Error unless rows of so many values follow each other without overlap, `pitch` apart.
inline void check_rows(const char* owner, const torch::Tensor& tensor, bool dense_rows, std::int64_t row,
                       std::int64_t height, std::int64_t pitch) {
  if (dense_rows && (height == 1 || pitch >= row)) return;
  refuse(owner, "tensor", "of sizes ", spell(tensor.sizes()), " has strides ", spell(tensor.strides()),
         ", its rows are not dense; use tensor.contiguous()");
}

}  // namespace detail

/// The pixels of a tensor of sizes [height, width, channels] or [height, width], without a copy: in the
/// memory of the CPU, uint8 for std::uint8_t, float32 for float. Rows may be apart, as those of a crop. Valid
/// as long as the memory is. Throws Error for any other tensor.
template <TorchPixel T>
[[nodiscard]] ImageView<T> view_of(const torch::Tensor& tensor) {
  detail::check_tensor<T>("view_of", tensor);
  if (tensor.dim() != 2 && tensor.dim() != 3) {
    refuse("view_of", "tensor", "has sizes ", detail::spell(tensor.sizes()),
           ", not height, width and channels; take one of a batch by tensor[i]");
  }
  const std::int64_t height = tensor.size(0), width = tensor.size(1);
  const std::int64_t channels = tensor.dim() == 3 ? tensor.size(2) : 1;
  const bool dense = (width == 1 || tensor.stride(1) == channels) && (channels == 1 || tensor.stride(2) == 1);
  detail::check_rows("view_of", tensor, dense, width * channels, height, tensor.stride(0));
  return {tensor.data_ptr<T>(), width, height, channels, height > 1 ? tensor.stride(0) : 0};
}

/// The channels of a tensor of sizes [channels, height, width], each a view of one channel; otherwise as
/// view_of().
template <TorchPixel T>
[[nodiscard]] std::vector<ImageView<T>> planes_of(const torch::Tensor& tensor) {
  detail::check_tensor<T>("planes_of", tensor);
  if (tensor.dim() != 3) {
    refuse("planes_of", "tensor", "has sizes ", detail::spell(tensor.sizes()),
           ", not channels, height and width; take one of a batch by tensor[i]");
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

/// The pixels of a view as a tensor of sizes [height, width, channels], valid as long as they are. A tensor
/// cannot say that its values are only to be read: do not write to that of an ImageView<const T>.
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
/// Of an image that nobody keeps, such as a copy just made, a tensor that keeps its memory.
template <TorchPixel T>
[[nodiscard]] torch::Tensor tensor_of(Image<T>&& image) {
  if (image.empty()) refuse("tensor_of", "image", "is empty; give one with pixels");
  const auto kept = std::make_shared<Image<T>>(std::move(image));
  return torch::from_blob(
      kept->data(), {kept->height(), kept->width(), kept->channels()}, [kept](void*) {},
      detail::torch_type<T>());
}

/// What `Pipeline::into` needs to write to a tensor of sizes [channels, height, width], or to image `index`
/// of one of sizes [count, channels, height, width], which may be channels-last: float for float32, float16,
/// bfloat16. Only images of these sizes are taken. Throws Error for a tensor with gaps, and for an index
/// that it does not have.
template <TensorValue U>
[[nodiscard]] Tensor<U> into_of(const torch::Tensor& tensor, std::size_t index = 0,
                                const List<float, 4>& mean = {0.0f},
                                const List<float, 4>& deviation = {1.0f}) {
  detail::check_tensor<U>("into_of", tensor);
  if (tensor.dim() != 3 && tensor.dim() != 4) {
    refuse("into_of", "tensor", "has sizes ", detail::spell(tensor.sizes()),
           "; give channels, height and width, with or without a count before them");
  }
  const std::int64_t first = tensor.dim() - 3;
  const bool planar = tensor.is_contiguous();
  if (!planar && !(first == 1 && tensor.is_contiguous(torch::MemoryFormat::ChannelsLast))) {
    refuse("into_of", "tensor", "of sizes ", detail::spell(tensor.sizes()), " has strides ",
           detail::spell(tensor.strides()), ", with gaps; give a contiguous one");
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

/// A batch as tensors without a copy, valid as long as the batch: the values with sizes [count, channels,
/// height, width], in the memory format that the batch has, and the labels. Throws Error for a batch that
/// holds more or less than its sizes say.
template <class B>
[[nodiscard]] torch::data::Example<> tensors_of(B& batch) {
  using U = std::remove_cvref_t<decltype(batch.values[0])>;
  const auto count = static_cast<std::size_t>(batch.size());
  const Shape shape = batch.shape;
  if (batch.values.size() != count * shape.elements() || batch.labels.size() != count) {
    refuse("tensors_of", "batch", "has ", batch.values.size(), " values and ", batch.labels.size(),
           " labels for ", count, " images of ", detail::spell(shape), "; give it as it was made");
  }
  const std::int64_t n = static_cast<std::int64_t>(count), c = shape.channels, h = shape.height,
                     w = shape.width;
  const std::vector<std::int64_t> strides = batch.layout == Layout::chw
                                                ? std::vector{c * h * w, h * w, w, std::int64_t{1}}
                                                : std::vector{h * w * c, std::int64_t{1}, w * c, c};
  const auto values = const_cast<U*>(batch.values.data());  // a tensor has no other
  const auto labels = const_cast<std::int64_t*>(batch.labels.data());
  return {torch::from_blob(values, {n, c, h, w}, strides, detail::torch_type<U>()),
          torch::from_blob(labels, {n}, torch::kInt64)};
}

/// How a TorchDataset makes its tensors.
struct TorchDatasetOptions {
  detail::KeyPart seed{};
  List<float, 4> mean{0.0f};       ///< one for all channels, or one for each, as in Tensor
  List<float, 4> deviation{1.0f};  ///< as many
};

/// A dataset with a pipeline, for torch::data::make_data_loader: example `index` is the copy that the
/// pipeline makes of image `index` for Key{seed, epoch, index}, float32 of sizes [channels, height, width],
/// and its label, int64. A pipeline that ends with Resize or a crop makes examples that can be stacked.
/// Copies of a TorchDataset, such as a loader makes for its workers, have their epoch in common.
template <class D, Pixel T>
requires Dataset<D, T>
class TorchDataset : public torch::data::datasets::Dataset<TorchDataset<D, T>> {
  using Base = torch::data::datasets::Dataset<TorchDataset<D, T>>;
  using Size = decltype(std::declval<const Base&>().size());  // c10::optional, or std::optional

 public:
  TorchDataset(D dataset, Pipeline<T> augment, TorchDatasetOptions options = {})
      : dataset_(std::move(dataset)), augment_(std::move(augment)), options_(std::move(options)) {}

  /// From now on copies are those of this epoch: to be said before a loader is asked for its first batch.
  void epoch(detail::KeyPart number) { epoch_->store(number); }

  torch::data::Example<> get(std::size_t index) override {
    const Key key{options_.seed, epoch_->load(), index};
    Image<T> memory;
    const ImageView<const T> photo = dataset_.image(index, memory);
    const Shape made = augment_.recipe(photo.width(), photo.height(), photo.channels(), key).shape();
    torch::Tensor data = torch::empty({made.channels, made.height, made.width}, torch::kFloat32);
    augment_.into(into_of<float>(data, 0, options_.mean, options_.deviation), photo, key);
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
