// SPDX-License-Identifier: MIT
// Images per second of a Loader, compared with the same work written with OpenCV and threads.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <random>
#include <string>
#include <thread>
#include <vary/data.hpp>
#include <vary/io.hpp>
#include <vary/vary.hpp>
#include <vector>

#include "image.hpp"
#include "opencv_chains.hpp"

namespace benchmarks {

namespace fs = std::filesystem;
using vary::Loader;
using vary::Pipeline;

const std::vector<double> mean{0.485, 0.456, 0.406};
const std::vector<double> deviation{0.229, 0.224, 0.225};

/// Random horizontal flip; random brightness, contrast and saturation; then normalised planes.
class OpenCvTail {
 public:
  void operator()(const cv::Mat& in, std::mt19937& random, bool jitter, cv::Mat& out) {
    const auto uniform = [&](double low, double high) {
      return std::uniform_real_distribution<double>(low, high)(random);
    };
    const cv::Mat* current = &in;
    if (uniform(0, 1) < 0.5) {
      cv::flip(in, flipped_, 1);
      current = &flipped_;
    }
    if (jitter) {
      current->convertTo(first_, -1, uniform(0.8, 1.2));
      const cv::Scalar means = cv::mean(first_);
      const double gray = 0.299 * means[0] + 0.587 * means[1] + 0.114 * means[2];
      const double contrast = uniform(0.8, 1.2);
      first_.convertTo(second_, -1, contrast, (1 - contrast) * gray);
      opencv::saturate<std::uint8_t>(uniform(0.8, 1.2), 3)(second_, first_);
      current = &first_;
    }
    normalize_(*current, out);
  }

 private:
  cv::Mat flipped_, first_, second_;
  opencv::Call normalize_ = opencv::normalized_planes(mean, deviation, 255);
};

/// torchvision's RandomResizedCrop, by OpenCV's fastest calls.
class OpenCvTraining {
 public:
  void operator()(const cv::Mat& in, std::mt19937& random, cv::Mat& out) {
    const auto uniform = [&](double low, double high) {
      return std::uniform_real_distribution<double>(low, high)(random);
    };
    const double area = in.rows * in.cols * uniform(0.08, 1);
    const double aspect = std::exp(uniform(std::log(3.0 / 4), std::log(4.0 / 3)));
    const int w = std::min(in.cols, static_cast<int>(std::lround(std::sqrt(area * aspect))));
    const int h = std::min(in.rows, static_cast<int>(std::lround(std::sqrt(area / aspect))));
    const cv::Rect rect(static_cast<int>(uniform(0, in.cols - w)), static_cast<int>(uniform(0, in.rows - h)),
                        w, h);
    cv::resize(in(rect), resized_, {224, 224});
    tail_(resized_, random, true, out);
  }

 private:
  cv::Mat resized_;
  OpenCvTail tail_;
};

/// Mirrors 4 pixels on each side, then crops to the old size at a random position: for small images.
class OpenCvSmall {
 public:
  void operator()(const cv::Mat& in, std::mt19937& random, cv::Mat& out) {
    cv::copyMakeBorder(in, padded_, 4, 4, 4, 4, cv::BORDER_REFLECT_101);
    std::uniform_int_distribution<int> position(0, 8);
    const cv::Rect rect(position(random), position(random), in.cols, in.rows);
    tail_(padded_(rect), random, false, out);
  }

 private:
  cv::Mat padded_;
  OpenCvTail tail_;
};

/// Images per second of `work`, which processes `images` of them.
double rate(std::size_t images, const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  return static_cast<double>(images) / seconds.count();
}

/// As much memory as a Loader has for its batches, so that the writes have the same cache misses.
constexpr std::size_t batch_size = 64, batches = 4;

/// Processes `images` images on threads and writes the results into batches.
template <class Chain>
void opencv_images(int threads, std::size_t images, const std::function<cv::Mat(std::size_t)>& image,
                   int side, std::vector<float>& memory) {
  const std::size_t elements = 3 * static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
  memory.resize(elements * batch_size * batches);
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i) {
    workers.emplace_back([&, i] {
      Chain chain;
      std::mt19937 random(static_cast<unsigned>(i));
      for (std::size_t index = next++; index < images; index = next++) {
        cv::Mat out(3 * side, side, CV_32F, memory.data() + index % (batch_size * batches) * elements);
        chain(image(index), random, out);
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

/// Prints one line for each number of threads. The runs are interleaved, so that other load on the machine
/// affects all of them.
template <class Chain, class D>
void compare(const char* name, const D& dataset, const Pipeline<std::uint8_t>& augment, int epochs,
             const std::function<cv::Mat(std::size_t)>& image) {
  const std::size_t images = dataset.size() * static_cast<std::size_t>(epochs);
  const std::array<int, 2> counts{1, 2};
  std::array<std::vector<double>, 2> ours, theirs;
  std::vector<Loader<std::uint8_t>> loaders;
  std::vector<float> memory;
  for (const int threads : counts) {
    loaders.emplace_back(dataset, augment,
                         vary::LoaderOptions{.batch = static_cast<int>(batch_size),
                                             .mean = {0.485f, 0.456f, 0.406f},
                                             .deviation = {0.229f, 0.224f, 0.225f},
                                             .threads = threads});
  }
  for (int repetition = -1; repetition < 7; ++repetition) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const double our_rate = rate(images, [&] {
        for (int number = 0; number < epochs; ++number) {
          auto epoch = loaders[i].epoch(number);
          while (epoch.next() != nullptr) continue;
        }
      });
      (void)loaders[i].epoch(-1);  // stops work on the next batches
      const double their_rate = rate(images, [&] {
        opencv_images<Chain>(
            counts[i], images, [&](std::size_t index) { return image(index % dataset.size()); },
            loaders[0].shape().width, memory);
      });
      if (repetition < 0) continue;  // the first run fills caches and buffers
      ours[i].push_back(our_rate);
      theirs[i].push_back(their_rate);
    }
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double our_rate = median(ours[i]), their_rate = median(theirs[i]);
    std::printf("| %-34s | %d | %8.0f | %5.2f | %8.0f | %5.2f | %5.2f |\n", name, counts[i], our_rate,
                our_rate / median(ours[0]), their_rate, their_rate / median(theirs[0]),
                our_rate / their_rate);
    std::fflush(stdout);
  }
}

/// Writes JPEG files into class folders.
void write_images(const fs::path& folder, int classes, int per_class, int size) {
  const vary::Image<std::uint8_t> large = image<std::uint8_t>({size * 4, size * 4, 3});
  for (int i = 0; i < classes * per_class; ++i) {
    const vary::RandomCrop crop{.width = size, .height = size};
    const fs::path class_folder = folder / std::to_string(i / per_class);
    fs::create_directories(class_folder);
    vary::save(class_folder / (std::to_string(i) + ".jpg"), crop(large, vary::Key{.index = i}));
  }
}

cv::Mat read_rgb(const fs::path& path) {
  cv::Mat image = cv::imread(path.string(), cv::IMREAD_COLOR);
  cv::cvtColor(image, image, cv::COLOR_BGR2RGB);
  return image;
}

void run(const fs::path& small_images, const fs::path& scratch) {
  cv::setNumThreads(1);
  std::puts("| work | threads | vary/s | of one thread | OpenCV/s | of one thread | vary/OpenCV |");
  std::puts("|---|---:|---:|---:|---:|---:|---:|");

  fs::path small = small_images;
  if (small.empty()) write_images(small = scratch / "small", 10, 300, 32);
  const vary::ClassFolders files(small);
  const Pipeline<std::uint8_t> small_augment{vary::Pad{.left = 4, .top = 4, .right = 4, .bottom = 4},
                                             vary::RandomCrop{.width = 32, .height = 32},
                                             vary::maybe(0.5, vary::HorizontalFlip{})};
  compare<OpenCvSmall>("32x32 JPEG files, pad, crop, flip", files, small_augment, 10,
                       [&](std::size_t i) { return read_rgb(files.path(i)); });

  const Pipeline<std::uint8_t> large_augment{
      vary::RandomResizedCrop{.width = 224, .height = 224, .antialias = false},
      vary::maybe(0.5, vary::HorizontalFlip{}),
      vary::ColorJitter{.brightness = {0.8, 1.2}, .contrast = {0.8, 1.2}, .saturation = {0.8, 1.2}}};
  write_images(scratch / "large", 2, 128, 512);
  const vary::ClassFolders large(scratch / "large");
  // Few enough to stay in the cache, where an image that has just been decoded would be.
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < large.size(); ++i) indices.push_back(i % 16);
  const vary::Subset cached(
      vary::in_memory<std::uint8_t>(vary::Subset(large, {indices.begin(), indices.begin() + 16})), indices);
  const auto in_memory = [&](std::size_t i) {
    vary::Image<std::uint8_t> unused;
    const auto view = cached.image(i, unused);
    return cv::Mat(view.height(), view.width(), CV_8UC3, const_cast<std::uint8_t*>(view.data()));
  };
  compare<OpenCvTraining>("512x512 in memory to 224x224", cached, large_augment, 8, in_memory);
  compare<OpenCvTraining>("512x512 JPEG files to 224x224", large, large_augment, 2,
                          [&](std::size_t i) { return read_rgb(large.path(i)); });
}

}  // namespace benchmarks

int main(int count, char** arguments) {
  const std::filesystem::path scratch =
      std::filesystem::temp_directory_path() / ("vary_loader_" + std::to_string(getpid()));
  int result = 0;
  try {
    benchmarks::run(count > 1 ? arguments[1] : "", scratch);
  } catch (const std::exception& error) {
    std::cerr << "vary_loader: " << error.what() << '\n';
    result = 1;
  }
  std::filesystem::remove_all(scratch);
  return result;
}
