// SPDX-License-Identifier: MIT
// OpenCV at several transforms in a row: the calls of opencv.hpp, one after the other, as its users chain
// them.
#pragma once

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "opencv.hpp"

namespace benchmarks::opencv {

/// Calls one after the other, over two buffers that are kept. Those between leave the shape as it is: others
/// go into a chain of their own. Empty where one of the calls is.
inline Call chain(std::vector<Call> calls) {
  for (const Call& call : calls) {
    if (!call) return {};
  }
  return [calls = std::move(calls), buffers = std::array<cv::Mat, 2>()](const cv::Mat& in,
                                                                        cv::Mat& out) mutable {
    const cv::Mat* from = &in;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      cv::Mat& to = i + 1 < calls.size() ? buffers[i % 2] : out;
      calls[i](*from, to);
      from = &to;
    }
  };
}

/// A call on a part of the image, where it lies.
inline Call inside(const cv::Rect& part, Call call) {
  if (!call) return {};
  return [=](const cv::Mat& in, cv::Mat& out) { call(in(part), out); };
}

inline Call flip(int code) {
  return [=](const cv::Mat& in, cv::Mat& out) { cv::flip(in, out, code); };
}

/// The warps of a recipe that has no other ops, mirrored outside.
inline Call warps(const vary::Recipe& recipe) {
  std::vector<Call> calls;
  for (const vary::Op& op : recipe.ops()) calls.push_back(warp(op, cv::BORDER_REFLECT_101));
  return chain(std::move(calls));
}

/// (value - mean) / deviation for the channels of an image, all in fractions of full scale. To planes, which
/// are the rows of one matrix below each other: split and three convertTo, in less than half the time of
/// cv::dnn::blobFromImage, which takes one deviation for all channels.
inline Call normalized_planes(const std::vector<double>& mean, const std::vector<double>& deviation,
                              double white) {
  return [=, planes = std::vector<cv::Mat>()](const cv::Mat& in, cv::Mat& out) mutable {
    cv::split(in, planes);
    out.create(in.rows * in.channels(), in.cols, CV_32F);
    for (int c = 0; c < in.channels(); ++c) {
      const auto i = static_cast<std::size_t>(c);
      cv::Mat plane = out.rowRange(c * in.rows, (c + 1) * in.rows);
      planes[i].convertTo(plane, CV_32F, 1 / (white * deviation[i]), -mean[i] / deviation[i]);
    }
  };
}

/// The same to pixels as they lie. All channels are one to convertTo, which leaves its gain and bias to two
/// calls that take one for each.
inline Call normalized_pixels(const std::vector<double>& mean, const std::vector<double>& deviation,
                              double white) {
  cv::Scalar gain, bias;
  for (int c = 0; c < static_cast<int>(mean.size()); ++c) {
    const auto i = static_cast<std::size_t>(c);
    gain[c] = 1 / (white * deviation[i]);
    bias[c] = -mean[i] / deviation[i];
  }
  return [=](const cv::Mat& in, cv::Mat& out) {
    cv::multiply(in, gain, out, 1, CV_32F);
    cv::add(out, bias, out);
  };
}

/// A part, resized, turned over and normalised to planes.
inline Call crop_resize_flip_normalize(const cv::Rect& part, int width, int height,
                                       const std::vector<double>& mean, const std::vector<double>& deviation,
                                       double white) {
  const Call normalize = normalized_planes(mean, deviation, white);
  return [=, resized = cv::Mat(), flipped = cv::Mat()](const cv::Mat& in, cv::Mat& out) mutable {
    cv::resize(in(part), resized, {width, height});
    cv::flip(resized, flipped, 1);
    normalize(flipped, out);
  };
}

}  // namespace benchmarks::opencv
