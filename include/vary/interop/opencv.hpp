// SPDX-License-Identifier: MIT
// Conversion between cv::Mat and the views of vary, without copying pixels.
#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <type_traits>

#include "vary/core/image.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// The name of a depth: CV_8U, CV_16U, ...
inline const char* name_of_depth(int depth) {
  switch (depth) {
    case CV_8U:
      return "CV_8U";
    case CV_8S:
      return "CV_8S";
    case CV_16U:
      return "CV_16U";
    case CV_16S:
      return "CV_16S";
    case CV_32S:
      return "CV_32S";
    case CV_32F:
      return "CV_32F";
    case CV_64F:
      return "CV_64F";
    default:
      return "another depth";
  }
}

/// Throws Error unless the matrix has two dimensions and the depth of T.
template <Pixel T>
void check_mat(const cv::Mat& mat) {
  constexpr int depth = cv::DataType<T>::depth;
  if (mat.empty()) refuse("view_of", "mat", "is empty; check that the file exists and could be read");
  if (mat.dims != 2) {
    refuse("view_of", "mat", "has ", mat.dims,
           " dimensions; give two and use channels, see cv::Mat::reshape()");
  }
  if (mat.depth() != depth) {
    refuse("view_of", "mat", "is ", name_of_depth(mat.depth()), ", not ", name_of_depth(depth),
           "; use mat.convertTo(other, ", name_of_depth(depth), ", scale) so that white is ", white<T>);
  }
  if (mat.rows > 1 && mat.step[0] % sizeof(T) != 0) {
    refuse("view_of", "mat", "has a step of ", mat.step[0], " bytes, not a multiple of the value size ",
           sizeof(T), "; use mat.clone()");
  }
}

template <class T>
ImageView<T> view_of_checked(const cv::Mat& mat) {
  const auto stride = static_cast<std::ptrdiff_t>(mat.step[0] / sizeof(T));
  return {reinterpret_cast<T*>(mat.data), mat.cols, mat.rows, mat.channels(), mat.rows > 1 ? stride : 0};
}

}  // namespace detail

/// A writable view of the pixels of a cv::Mat or a region of one; valid as long as the pixels. The channel
/// order is not changed: for images that OpenCV reads it is BGR(A), which bgr() presents to transforms as
/// RGB(A). Throws Error unless the depth is that of T: CV_8U for std::uint8_t, CV_16U for std::uint16_t,
/// CV_32F for float.
template <Pixel T>
[[nodiscard]] ImageView<T> view_of(cv::Mat& mat) {
  detail::check_mat<T>(mat);
  return detail::view_of_checked<T>(mat);
}
/// The same, read-only.
template <Pixel T>
[[nodiscard]] ImageView<const T> view_of(const cv::Mat& mat) {
  detail::check_mat<T>(mat);
  return detail::view_of_checked<const T>(mat);
}

/// A cv::Mat of the pixels of a view; valid as long as the pixels. A cv::Mat cannot be read-only: do not
/// write to that of an ImageView<const T>. Throws Error for more channels than a cv::Mat supports.
template <class T>
[[nodiscard]] cv::Mat mat_of(ImageView<T> view) {
  using Value = std::remove_const_t<T>;
  if (view.empty()) return {};
  if (view.channels() > CV_CN_MAX) {
    refuse("mat_of", "view", "has ", view.channels(), " channels, a cv::Mat has at most ", CV_CN_MAX,
           "; give fewer");
  }
  const std::size_t row = view.shape().row_elements(), stride = static_cast<std::size_t>(view.stride());
  return {view.height(), view.width(), CV_MAKETYPE(cv::DataType<Value>::depth, view.channels()),
          const_cast<Value*>(view.data()), (view.height() > 1 ? stride : row) * sizeof(Value)};
}
template <Pixel T>
[[nodiscard]] cv::Mat mat_of(Image<T>& image) {
  return mat_of(image.view());
}
template <Pixel T>
[[nodiscard]] cv::Mat mat_of(const Image<T>& image) {
  return mat_of(image.view());
}
/// For a temporary image, such as the result of a pipeline: a cv::Mat that owns a copy of the pixels.
template <Pixel T>
[[nodiscard]] cv::Mat mat_of(Image<T>&& image) {
  return mat_of(image.view()).clone();
}

VARY_NAMESPACE_END
