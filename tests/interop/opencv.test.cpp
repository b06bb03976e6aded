// SPDX-License-Identifier: MIT
#include "vary/interop/opencv.hpp"

#include <array>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"
#include "transforms/checks.hpp"
#include "vary/vary.hpp"

using tests::refusal;
using vary::ImageView;
using vary::mat_of;
using vary::view_of;

namespace {

/// A cv::Mat of noise that depends on the seed.
template <class T>
cv::Mat noise_mat(int rows, int columns, int channels, std::uint64_t seed = 1) {
  cv::Mat mat(rows, columns, CV_MAKETYPE(cv::DataType<T>::depth, channels));
  tests::fill_noise(view_of<T>(mat), seed);
  return mat;
}

/// True if the pixels are equal, read with the functions of OpenCV.
template <class T>
bool same_pixels(const ImageView<const T>& view, const cv::Mat& mat) {
  bool same = view.width() == mat.cols && view.height() == mat.rows && view.channels() == mat.channels();
  for (int y = 0; same && y < mat.rows; ++y) {
    const T* const row = mat.ptr<T>(y);
    for (int x = 0; x < mat.cols; ++x) {
      for (int c = 0; c < mat.channels(); ++c) {
        same = same && view.at(x, y, c) == row[x * mat.channels() + c];
      }
    }
  }
  return same;
}

}  // namespace

TEMPLATE_TEST_CASE("A view of a cv::Mat shares its memory", "[opencv]", std::uint8_t, std::uint16_t, float) {
  using T = TestType;
  for (const int channels : {1, 2, 3, 4, 5}) {
    cv::Mat mat = noise_mat<T>(7, 9, channels);
    const ImageView<T> view = view_of<T>(mat);
    REQUIRE(static_cast<void*>(view.data()) == mat.data);
    REQUIRE(same_pixels<T>(view, mat));
    view.at(8, 6, channels - 1) = T{1};
    REQUIRE(mat.ptr<T>(6)[9 * channels - 1] == T{1});

    cv::Mat part = mat(cv::Rect(2, 1, 4, 5));
    REQUIRE(view_of<T>(part).stride() == 9 * channels);
    REQUIRE(same_pixels<T>(view_of<T>(part), part));
    cv::Mat row = mat.row(3);
    REQUIRE(same_pixels<T>(view_of<T>(row), row));

    const cv::Mat& constant = mat;
    static_assert(std::is_same_v<decltype(view_of<T>(constant)), ImageView<const T>>);
    static_assert(std::is_same_v<decltype(view_of<T>(cv::Mat())), ImageView<const T>>);
    REQUIRE(view_of<T>(constant).data() == view.data());
  }
}

TEST_CASE("A cv::Mat that is not an image of T throws", "[opencv]") {
  const auto viewed = [](const cv::Mat& mat) { return refusal([&] { (void)view_of<std::uint8_t>(mat); }); };
  REQUIRE(viewed(cv::Mat()) == "view_of.mat: is empty; check that the file exists and could be read");
  REQUIRE(viewed(cv::Mat(2, 2, CV_32FC3)) ==
          "view_of.mat: is CV_32F, not CV_8U; use mat.convertTo(other, CV_8U, scale) so that white is 255");
  REQUIRE(
      refusal([] { (void)view_of<std::uint16_t>(cv::Mat(2, 2, CV_16SC1)); }) ==
      "view_of.mat: is CV_16S, not CV_16U; use mat.convertTo(other, CV_16U, scale) so that white is 65535");
  REQUIRE(refusal([] { (void)view_of<float>(cv::Mat(2, 2, CV_64F)); }) ==
          "view_of.mat: is CV_64F, not CV_32F; use mat.convertTo(other, CV_32F, scale) so that white is 1");
  const std::array<int, 3> sizes{2, 3, 4};
  REQUIRE(viewed(cv::Mat(3, sizes.data(), CV_8U)) ==
          "view_of.mat: has 3 dimensions; give two and use channels, see cv::Mat::reshape()");
  cv::Mat odd(2, 2, CV_16U);
  odd.step[0] = 5;
  REQUIRE(refusal([&] { (void)view_of<std::uint16_t>(odd); }) ==
          "view_of.mat: has a step of 5 bytes, not a multiple of the value size 2; use mat.clone()");
  odd.step[0] = 4;
}

TEMPLATE_TEST_CASE("The cv::Mat of a view shares its memory", "[opencv]", std::uint8_t, std::uint16_t,
                   float) {
  using T = TestType;
  for (const int channels : {1, 3, 4, 5}) {
    for (const int height : {1, 6}) {
      tests::Guarded<T> guarded({8, height, channels}, 3);
      tests::fill_noise(guarded.view(), 2);
      cv::Mat mat = mat_of(guarded.view());
      REQUIRE(mat.type() == CV_MAKETYPE(cv::DataType<T>::depth, channels));
      REQUIRE(mat.data == static_cast<void*>(guarded.view().data()));
      REQUIRE(same_pixels<T>(guarded.view(), mat));
      mat.reshape(1).setTo(1);
      REQUIRE(guarded.view().at(7, height - 1) == T{1});
      REQUIRE(guarded.intact());
      const ImageView<const T> constant = guarded.view();
      REQUIRE(mat_of(constant).data == mat.data);
      const ImageView<const T> back = view_of<T>(mat);
      REQUIRE(tests::same_bits<T>(back, constant));
    }
  }
  REQUIRE(mat_of(ImageView<T>()).empty());
}

TEST_CASE("The cv::Mat of an image shares its memory, that of a temporary image owns it", "[opencv]") {
  vary::Image<float> image = tests::noise_image<float>(5, 4, 3);
  const vary::Image<float>& constant = image;
  REQUIRE(mat_of(image).data == static_cast<void*>(image.data()));
  REQUIRE(mat_of(constant).data == static_cast<const void*>(image.data()));
  const cv::Mat kept = mat_of(vary::Image<float>(image));
  REQUIRE(kept.u != nullptr);  // owns its memory
  REQUIRE(same_pixels<float>(image, kept));
  REQUIRE(mat_of(vary::Image<float>()).empty());
}

TEST_CASE("More channels than a cv::Mat supports throw", "[opencv]") {
  vary::Image<std::uint8_t> image(2, 2, 513);
  REQUIRE(refusal([&] { (void)mat_of(image); }) ==
          "mat_of.view: has 513 channels, a cv::Mat has at most 512; give fewer");
}

TEMPLATE_TEST_CASE("A BGR image of OpenCV gives the same copies as its RGB image", "[opencv]", std::uint8_t,
                   std::uint16_t, float) {
  using T = TestType;
  const cv::Mat image = noise_mat<T>(24, 32, 3);
  std::vector<cv::Mat> planes;
  cv::split(image, planes);
  std::swap(planes[0], planes[2]);
  cv::Mat rgb;
  cv::merge(planes, rgb);

  const vary::Rotate turn{};
  const vary::ColorJitter colors{.saturation = {0, 2}, .hue = {-0.1, 0.1}};
  const vary::Pipeline<T> plain{turn, colors}, wrapped{vary::bgr(turn, colors)};
  const vary::Image<T> expected = plain(view_of<T>(rgb), {.seed = 5});
  const vary::Image<T> copy = wrapped(view_of<T>(image), {.seed = 5});
  cv::split(mat_of(copy), planes);
  std::swap(planes[0], planes[2]);
  cv::merge(planes, rgb);
  REQUIRE(same_pixels<T>(expected, rgb));
}
