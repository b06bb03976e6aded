// SPDX-License-Identifier: MIT
// Images of OpenCV, a cv::Mat each, as views of vary, and the other way round: no pixel is copied.
#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <type_traits>

#include "vary/core/image.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// CV_8U, CV_16U, ...
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

/// Throws Error unless the image has pixels of T in two dimensions.
template <Pixel T>
void check_mat(const cv::Mat& mat) {
  constexpr int depth = cv::DataType<T>::depth;
  if (mat.empty()) refuse("view_of", "mat", "is empty; has the file been found and read?");
  if (mat.dims != 2) {
    refuse("view_of", "mat", "has ", mat.dims, " dimensions; give rows, columns and channels, see reshape()");
  }
  if (mat.depth() != depth) {
    refuse("view_of", "mat", "is ", name_of_depth(mat.depth()), ", not ", name_of_depth(depth),
           "; use mat.convertTo(other, ", name_of_depth(depth), ", scale) so that white is ", white<T>);
  }
  if (mat.rows > 1 && mat.step[0] % sizeof(T) != 0) {
    refuse("view_of", "mat", "has ", mat.step[0], " bytes from row to row, no multiple of the ", sizeof(T),
           " of a value; use mat.clone()");
  }
}

template <class T>
ImageView<T> view_of_checked(const cv::Mat& mat) {
  const auto stride = static_cast<std::ptrdiff_t>(mat.step[0] / sizeof(T));
  return {reinterpret_cast<T*>(mat.data), mat.cols, mat.rows, mat.channels(), mat.rows > 1 ? stride : 0};
}

}  // namespace detail

/// The pixels of a cv::Mat, or of a part of one, to read and to write; valid as long as they are. Channels
/// keep their order, which is BGR(A) for what OpenCV reads: bgr() shows them to transforms as RGB(A). Throws
/// Error unless the depth is T: CV_8U for std::uint8_t, CV_16U for std::uint16_t, CV_32F for float.
template <Pixel T>
[[nodiscard]] ImageView<T> view_of(cv::Mat& mat) {
  detail::check_mat<T>(mat);
  return detail::view_of_checked<T>(mat);
}
/// The same to read.
template <Pixel T>
[[nodiscard]] ImageView<const T> view_of(const cv::Mat& mat) {
  detail::check_mat<T>(mat);
  return detail::view_of_checked<const T>(mat);
}

/// The pixels of a view as a cv::Mat, valid as long as they are. A cv::Mat cannot say that its pixels are
/// only to be read: do not write to that of an ImageView<const T>. Throws Error for more channels than a
/// cv::Mat has.
template <class T>
[[nodiscard]] cv::Mat mat_of(ImageView<T> view) {
  using Value = std::remove_const_t<T>;
  if (view.empty()) return {};
  if (view.channels() > CV_CN_MAX) {
    refuse("mat_of", "view", "has ", view.channels(), " channels, a cv::Mat at most ", CV_CN_MAX,
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
/// Of an image that nobody keeps, such as a copy just made, a cv::Mat with memory of its own.
template <Pixel T>
[[nodiscard]] cv::Mat mat_of(Image<T>&& image) {
  return mat_of(image.view()).clone();
}

VARY_NAMESPACE_END
