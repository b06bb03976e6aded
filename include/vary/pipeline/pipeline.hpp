// SPDX-License-Identifier: MIT
// Pipeline: transforms in a row, and copies of pictures made by them.
#pragma once

#include <concepts>
#include <type_traits>

#include "vary/core/image.hpp"
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

/// A pipeline is copied, not nested: the question comes first, since asking whether a Pipeline is a
/// Transform needs the complete type.
template <class T>
concept PipelineStep = !is_pipeline<std::remove_cvref_t<T>> && Transform<std::remove_cvref_t<T>>;

}  // namespace detail

/// Transforms applied one after the other to pictures of T. A value that never changes: one pipeline serves
/// all threads, and calls share nothing. A transform draws from numbers that belong to the key and to its
/// own name, so one added at the end leaves all earlier draws as they were.
template <Pixel T>
class Pipeline {
 public:
  /// Throws Error for a field out of range.
  template <class... Transforms>
  requires(detail::PipelineStep<Transforms>&&...) explicit Pipeline(const Transforms&... transforms)
      : transforms_(transforms...) {}
  /// The same with less or more fusion than there is by default.
  template <class... Transforms>
  requires(detail::PipelineStep<Transforms>&&...) explicit Pipeline(Fusion fusion,
                                                                    const Transforms&... transforms)
      : transforms_(transforms...), fusion_(fusion) {}

  /// The copy of `photo` that `key` names.
  [[nodiscard]] Image<T> operator()(ImageView<const T> photo, const Key& key = {}) const;
  /// The same into an image, whose memory is used again where it is large enough.
  void operator()(ImageView<const T> photo, const Key& key, Image<T>& out) const;

  /// What would be done to a picture of this size: drawn values, no pixels.
  [[nodiscard]] Recipe recipe(int width, int height, int channels, const Key& key = {}) const;

 private:
  TransformList transforms_;
  Fusion fusion_ = Fusion::full;
};

template <Pixel T>
Image<T> Pipeline<T>::operator()(ImageView<const T> photo, const Key& key) const {
  Image<T> out;
  (*this)(photo, key, out);
  return out;
}

template <Pixel T>
void Pipeline<T>::operator()(ImageView<const T> photo, const Key& key, Image<T>& out) const {
  if (photo.empty()) refuse("Pipeline", "", "got an empty picture; give one with pixels");
  if (detail::overlap<T>(photo, out.view())) {  // asked first: resize() below may free this memory
    refuse("Pipeline", "out", "is the picture it would be made from; give another image");
  }
  const Recipe drawn = recipe(photo.width(), photo.height(), photo.channels(), key);
  out.resize(drawn.shape());
  run<T>(Plan(drawn, fusion_, sizeof(T)), photo, out.view());
}

template <Pixel T>
Recipe Pipeline<T>::recipe(int width, int height, int channels, const Key& key) const {
  Recipe drawn({detail::extent(width, "Pipeline", "width"), detail::extent(height, "Pipeline", "height"),
                detail::extent(channels, "Pipeline", "channels")});
  transforms_.sample_all(Random(key), drawn);
  return drawn;
}

VARY_COMPILE_ONCE(class Pipeline<std::uint8_t>)
VARY_COMPILE_ONCE(class Pipeline<std::uint16_t>)
VARY_COMPILE_ONCE(class Pipeline<float>)

VARY_NAMESPACE_END
