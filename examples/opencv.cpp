// SPDX-License-Identifier: MIT
// opencv [IMAGE]: reads an image with OpenCV, or draws one, and writes six augmented copies with OpenCV.
#include <cstdint>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <string>
#include <vary/interop/opencv.hpp>
#include <vary/vary.hpp>

namespace {

/// An orange disc on blue, in OpenCV's channel order BGR.
cv::Mat default_image() {
  cv::Mat image(240, 320, CV_8UC3);
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      const bool sun = (x - 200) * (x - 200) + (y - 100) * (y - 100) < 3600;
      image.at<cv::Vec3b>(y, x) = sun ? cv::Vec3b(0, 140, 255) : cv::Vec3b(230, static_cast<uchar>(y), 40);
    }
  }
  return image;
}

}  // namespace

int main(int count, char** arguments) try {
  const cv::Mat image = count > 1 ? cv::imread(arguments[1]) : default_image();

  const vary::Pipeline<std::uint8_t> augment{vary::bgr(  // the transforms see RGB, the copies are BGR
      vary::RandomResizedCrop{.width = 224, .height = 224, .scale = {0.4, 1}},
      vary::maybe(0.5, vary::HorizontalFlip{}), vary::Rotate{.degrees = {-15, 15}},
      vary::ColorJitter{.brightness = {0.8, 1.2}, .hue = {-0.05, 0.05}},
      vary::GaussianNoise{.sigma = {0, 0.05}})};

  vary::Image<std::uint8_t> copy;  // its memory is reused
  for (int i = 0; i < 6; ++i) {
    augment(vary::view_of<std::uint8_t>(image), {.seed = 42, .epoch = i}, copy);
    const std::string path = "opencv_" + std::to_string(i) + ".png";
    if (!cv::imwrite(path, vary::mat_of(copy)))
      vary::refuse("opencv", "", path, " cannot be written; is the disk full?");
    std::cout << path << '\n';
  }
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
