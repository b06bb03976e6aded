// SPDX-License-Identifier: MIT
// The memory that a pipeline uses in addition to its input and its output.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <vary/vary.hpp>
#include <vector>

#include "image.hpp"

namespace benchmarks {

using vary::Fusion;
using vary::Image;
using vary::Pipeline;

/// Ten filters, pointwise ops, noise and flips, each of which would need an image of its own.
inline Pipeline<std::uint8_t> chain(Fusion fusion) {
  return Pipeline<std::uint8_t>(
      fusion, vary::HorizontalFlip{}, vary::GaussianBlur{.sigma = 1.5}, vary::Dilate{.size = 3},
      vary::MedianBlur{.size = 3}, vary::Sharpness{.factor = 1.5}, vary::UnsharpMask{}, vary::Invert{},
      vary::Saturation{.factor = 1.3}, vary::GaussianNoise{.sigma = 0.05}, vary::VerticalFlip{});
}

/// Repeats the same 64 rows.
inline Image<std::uint8_t> tall_image(int width, int height) {
  const Image<std::uint8_t> tile = image<std::uint8_t>({width, 64, 3});
  Image<std::uint8_t> image(width, height, 3);
  for (int y = 0; y < height; ++y) std::copy_n(tile.row(y % 64), tile.stride(), image.row(y));
  return image;
}

/// The resident memory of the process now, in bytes.
inline std::size_t resident() {
  std::size_t all = 0, pages = 0;
  std::ifstream("/proc/self/statm") >> all >> pages;
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}
/// Its maximum so far, in bytes.
inline std::size_t most_resident() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

inline double megabytes(std::size_t bytes) { return static_cast<double>(bytes) / 1e6; }

/// Runs once and prints a line. Returns the peak memory in addition to the image and the result, in bytes.
template <class Work>
std::size_t measure(const char* what, const Image<std::uint8_t>& source, std::size_t out_bytes,
                    const Work& work) {
  const std::size_t before = resident();
  work();
  const std::size_t peak = most_resident(), extra = peak > before ? peak - before : 0;
  std::printf("| %-22s | %10.1f | %11.1f | %9.1f | %10.1f |\n", what,
              static_cast<double>(source.width()) * source.height() / 1e6,
              megabytes(source.shape().elements() + out_bytes), megabytes(extra),
              megabytes(vary::scratch_bytes()));
  return extra;
}

/// The chain on one image, into an image.
inline std::size_t into_image(int width, int height, Fusion fusion) {
  const Image<std::uint8_t> source = tall_image(width, height);
  Image<std::uint8_t> out = source;  // touches its memory before the measurement
  const char* what = fusion == Fusion::stepwise ? "to 8 bits, stepwise" : "to 8 bits";
  return measure(what, source, out.shape().elements(), [&] { chain(fusion)(source, {}, out); });
}

/// The same into a tensor.
inline std::size_t into_tensor(int width, int height) {
  const Image<std::uint8_t> source = tall_image(width, height);
  std::vector<vary::float16> out(source.shape().elements(), vary::float16(0.0f));
  return measure("to a tensor of float16", source, 2 * out.size(),
                 [&] { chain(Fusion::full).into(vary::Tensor<vary::float16>{.data = out.data()}, source); });
}

/// True if `work`, in a child process so that no other memory is counted, returns no more than `bytes`.
template <class Work>
bool stays_below(std::size_t bytes, const Work& work) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const bool ok = work() <= bytes;
    std::fflush(stdout);
    _exit(ok ? 0 : 1);
  }
  int status = 1;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

}  // namespace benchmarks

int main() {
  using namespace benchmarks;
  constexpr std::size_t limit = std::size_t{64} << 20, any = static_cast<std::size_t>(-1);
  constexpr struct { int width, height; } sizes[] = {{1200, 834}, {4000, 2500}, {12000, 8334}};
  std::printf("ten transforms in a row on 8-bit RGB, vary on %s; MB = 10^6 bytes\n\n",
              vary::simd::target().c_str());
  std::printf("| what                   | megapixels | in + out MB |  extra MB | scratch MB |\n");
  std::printf("| ---                    |       ---: |        ---: |      ---: |       ---: |\n");
  bool ok = true;
  for (const auto& size : sizes) {
    ok = stays_below(limit, [&] { return into_image(size.width, size.height, Fusion::full); }) && ok;
    ok = stays_below(limit, [&] { return into_tensor(size.width, size.height); }) && ok;
  }
  ok = stays_below(any, [] { return into_image(12000, 8334, Fusion::stepwise); }) && ok;
  if (!ok) std::cerr << "more than " << limit << " bytes in addition to the image and the result\n";
  return ok ? 0 : 1;
}
