// SPDX-License-Identifier: MIT
// The errors of vary and OpenCV against exact arithmetic, side by side.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <regex>
#include <stdexcept>
#include <string>
#include <variant>
#include <vary/vary.hpp>
#include <vector>

#include "five_warps.hpp"
#include "image.hpp"
#include "opencv.hpp"
#include "reference.hpp"
#include "rows.hpp"

namespace benchmarks {

/// The references of the rows of rows.hpp that interpolate or average.
template <vary::Pixel T>
std::vector<reference::ReferenceRow<T>> reference_rows(vary::Shape in) {
  using namespace reference;
  using View = vary::ImageView<const T>;
  std::vector<ReferenceRow<T>> list;
  const int w = in.width, h = in.height;
  const auto separable_row = [&](const char* row, const Axis& down, const Axis& across) {
    list.push_back({row, [=](View view) { return separable<T>(view, down, across); }});
  };
  const auto warp_row = [&](const char* row, bool mirror, const auto& source) {
    list.push_back({row, [=](View view) { return warp<T>(view, w, h, mirror, source); }});
  };
  const auto window_row = [&](const char* row, const std::vector<double>& weights) {
    separable_row(row, window(h, weights), window(w, weights));
  };

  warp_row("rotate30_const", false, turned(w, h, 30));
  warp_row("rotate30_reflect101", true, turned(w, h, 30));
  const auto drawn_warp = [&](const auto& transform) {
    const auto recipe = vary::Pipeline<T>{transform}.recipe(w, h, in.channels);
    return mapped(*recipe.ops().front().get_if<vary::ops::Warp>());
  };
  warp_row("affine_const", false, drawn_warp(affine));
  warp_row("perspective_const", false, drawn_warp(perspective));
  separable_row("resize_half_linear", linear(h, h / 2), linear(w, w / 2));
  separable_row("resize_up1.5_linear", linear(h, h * 3 / 2), linear(w, w * 3 / 2));
  separable_row("resize_to224_linear", linear(h, 224), linear(w, 224));
  separable_row("resize_to224_area", area(h, 224), area(w, 224));
  const auto recipe = vary::Pipeline<T>{half_crop}.recipe(w, h, in.channels);
  const auto& crop = *recipe.ops().front().get_if<vary::ops::Permute>();
  separable_row("rrc_to224", linear(crop.height, 224, crop.y), linear(crop.width, 224, crop.x));
  separable_row("mirrorpad_shrink50", mirror_padded(linear(h, h / 2), h), mirror_padded(linear(w, w / 2), w));
  window_row("box3", box(3));
  window_row("box5", box(5));
  window_row("box9", box(9));
  window_row("gauss3x3", {1, 2, 1});
  window_row("gauss7x7_s1.5", gauss(7, 1.5));
  window_row("gauss15x15_s3", gauss(15, 3));
  return list;
}

/// Absolute errors, in 255ths of full scale.
struct Error {
  double mean = 0;
  double largest = 0;
};

template <vary::Pixel T>
Error measure(const vary::Image<T>& result, const reference::Values& exact) {
  if (result.shape().elements() != exact.size()) throw std::logic_error("the reference has another shape");
  Error error;
  constexpr double unit = 255 / static_cast<double>(vary::white<T>);
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const double distance = std::fabs(static_cast<double>(result.data()[i]) - exact[i]) * unit;
    error.mean += distance / static_cast<double>(exact.size());
    error.largest = std::max(error.largest, distance);
  }
  return error;
}

/// Prints the rows that match; returns the number of them in which OpenCV is more accurate.
template <vary::Pixel T>
int compare(vary::Shape shape, const std::regex& filter) {
  vary::Image<T> source = image<T>(shape);  // not const: OpenCV has no read-only matrices
  const auto matches = [&](const reference::ReferenceRow<T>& reference_row) {
    return std::regex_search(reference_row.row, filter);
  };
  std::vector<reference::ReferenceRow<T>> list = reference_rows<T>(shape);
  std::erase_if(list, std::not_fn(matches));
  if (list.empty()) return 0;
  std::printf("| %-19s | vary mean | vary max | OpenCV mean | OpenCV max |\n", "row");
  std::printf("| %-19s | --------: | -------: | ----------: | ---------: |\n", "---");
  int worse_rows = 0;
  const std::vector<Row<T>> table = rows<T>(shape);
  for (const reference::ReferenceRow<T>& reference_row : list) {
    const auto row = std::ranges::find(table, reference_row.row, &Row<T>::name);
    if (row == table.end()) continue;
    const reference::Values exact = reference_row.values(source);
    vary::Image<T> ours(row->shape.width, row->shape.height, row->shape.channels), theirs = ours;
    row->vary(source, {}, ours);
    cv::Mat matrix = opencv::wrap(theirs.view());
    row->opencv(opencv::wrap(source.view()), matrix);
    const Error our_error = measure(ours, exact), their_error = measure(theirs, exact);
    // Both round: where only rounding is left, neither is better.
    const bool worse = our_error.mean > their_error.mean + 5e-4;
    worse_rows += worse;
    std::printf("| %-19s | %9.4f | %8.3f | %11.4f | %10.3f |%s\n", reference_row.row, our_error.mean,
                our_error.largest, their_error.mean, their_error.largest, worse ? " worse" : "");
  }
  return worse_rows;
}

struct Arguments {
  std::string filter;
  std::string image;
};

inline Arguments parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--image" && i + 1 < argc) {
      arguments.image = argv[++i];
    } else if (i == 1 && !argument.starts_with("-")) {
      arguments.filter = argument;
    } else {
      throw std::invalid_argument("usage: benchmarks/accuracy [REGEX] [--image FILE]");
    }
  }
  return arguments;
}

}  // namespace benchmarks

int main(int argc, char** argv) {
  try {
    const benchmarks::Arguments arguments = benchmarks::parse(argc, argv);
    const std::regex filter(arguments.filter);
    cv::setNumThreads(1);
    std::printf("vary on %s, OpenCV %s; 512x512, 8-bit RGB, in 255ths: rounding alone is 0.25 on average\n\n",
                vary::simd::target().c_str(), CV_VERSION);
    const int worse_rows = benchmarks::compare<std::uint8_t>({512, 512, 3}, filter);
    const bool with_warps = std::regex_search("five_warps", filter) || !arguments.image.empty();
    const bool warps_ok = !with_warps || benchmarks::measure_five_warps(arguments.image);
    return worse_rows == 0 && warps_ok ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
