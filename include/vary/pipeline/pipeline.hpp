// SPDX-License-Identifier: MIT
// Pipeline: transforms in a row, and copies of images made by them.
#pragma once

#include <cstdint>
#include <string>
#include <type_traits>

#include "vary/core/image.hpp"
#include "vary/pipeline/explain.hpp"
#include "vary/pipeline/run.hpp"
#include "vary/random/key.hpp"
#include "vary/transforms/combine.hpp"

VARY_NAMESPACE_BEGIN

template <Pixel T>
class Pipeline;

namespace detail {

template <class T>
inline constexpr bool is_pipeline = false;
template <class T>
inline constexpr bool is_pipeline<Pipeline<T>> = true;

/// A setting of the pipeline among the transforms draws nothing.
template <>
struct OpsOfTransform<Fusion> {
  using type = OpTypes<>;
};

}  // namespace detail

/// Transforms applied one after the other to images of T. A value that never changes: one pipeline serves
/// all threads, and calls share nothing. A transform draws from numbers that belong to the key and to its
/// own name, so one added at the end leaves all earlier draws as they were. What is drawn runs in as few
/// passes over the pixels as it can; warps that follow each other with the same border sample the image
/// once (Fusion::full). Compiled are the ops that these transforms may draw, for pixels of T alone.
template <Pixel T>
class Pipeline {
 public:
  /// Transforms in order, and before them, if less fusion is wanted than there is by default, a Fusion.
  /// Throws Error for a field out of range.
  template <class... Transforms>
  requires(!detail::is_pipeline<Transforms> && ...) explicit Pipeline(const Transforms&... transforms)
      : table_(OpTable<T>::of(OpsOf<Transforms...>())) {
    (add(transforms), ...);
  }

  /// The copy of `photo` that `key` names.
  [[nodiscard]] Image<T> operator()(ImageView<const T> photo, const Key& key = {}) const;
  /// The same into an image, whose memory is used again where it is large enough.
  void operator()(ImageView<const T> photo, const Key& key, Image<T>& out) const;
  /// The same into a tensor, as its last step. Throws Error for a tensor that cannot take the image.
  template <TensorValue U>
  void into(const Tensor<U>& tensor, ImageView<const T> photo, const Key& key = {}) const;

  /// What would be done to an image of this size: drawn values, no pixels.
  [[nodiscard]] Recipe recipe(int width, int height, int channels, const Key& key = {}) const;
  /// The same for people to read, with what is joined and how it runs.
  [[nodiscard]] std::string explain(int width, int height, int channels, const Key& key = {}) const;

 private:
  void add(Fusion fusion) { fusion_ = fusion; }
  template <class X>
  void add(const X& transform) {
    if constexpr (detail::is_transform<X>()) transforms_.push_back(transform);
  }
  [[nodiscard]] Recipe recipe_for(ImageView<const T> photo, const Key& key) const;

  TransformList transforms_;
  OpTable<T> table_;
  Fusion fusion_ = Fusion::full;
};

/// `Pipeline augment{...}` is one for 8 bits.
template <class... Transforms>
requires(!detail::is_pipeline<Transforms> && ...) Pipeline(const Transforms&...)
->Pipeline<std::uint8_t>;

template <Pixel T>
Image<T> Pipeline<T>::operator()(ImageView<const T> photo, const Key& key) const {
  Image<T> out;
  (*this)(photo, key, out);
  return out;
}

template <Pixel T>
void Pipeline<T>::operator()(ImageView<const T> photo, const Key& key, Image<T>& out) const {
  const Recipe drawn = recipe_for(photo, key);
  if (detail::overlap<T>(photo, out.view())) {  // asked first: resize() below may free this memory
    refuse("Pipeline", "out", "is the image it would be made from; give another image");
  }
  out.resize(drawn.shape());
  run<T>(Plan(drawn, fusion_, sizeof(T)), table_, photo, out.view());
}

template <Pixel T>
template <TensorValue U>
void Pipeline<T>::into(const Tensor<U>& tensor, ImageView<const T> photo, const Key& key) const {
  const Recipe drawn = recipe_for(photo, key);
  run_into<T>(Plan(drawn, fusion_, sizeof(T)), table_, photo, tensor);
}

template <Pixel T>
Recipe Pipeline<T>::recipe(int width, int height, int channels, const Key& key) const {
  Recipe drawn({detail::extent(width, "Pipeline", "width"), detail::extent(height, "Pipeline", "height"),
                detail::extent(channels, "Pipeline", "channels")});
  transforms_.sample_all(Random(key), drawn);
  return drawn;
}

template <Pixel T>
std::string Pipeline<T>::explain(int width, int height, int channels, const Key& key) const {
  return vary::explain(recipe(width, height, channels, key), fusion_, sizeof(T));
}

template <Pixel T>
Recipe Pipeline<T>::recipe_for(ImageView<const T> photo, const Key& key) const {
  if (photo.empty()) refuse("Pipeline", "", "got an empty image; give one with pixels");
  return recipe(photo.width(), photo.height(), photo.channels(), key);
}

VARY_COMPILE_ONCE(class Pipeline<std::uint8_t>)
VARY_COMPILE_ONCE(class Pipeline<std::uint16_t>)
VARY_COMPILE_ONCE(class Pipeline<float>)

VARY_NAMESPACE_END
