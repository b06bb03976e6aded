// SPDX-License-Identifier: MIT
#include "vary/data/loader.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"
#include "transforms/checks.hpp"
#include "vary/vary.hpp"

using tests::noise_image;
using tests::refusal;
using vary::Batch;
using vary::Image;
using vary::Images;
using vary::ImageView;
using vary::Key;
using vary::Loader;
using vary::LoaderOptions;
using vary::Pipeline;

namespace {

Images<std::uint8_t> some_images(int count) {
  std::vector<Image<std::uint8_t>> images;
  std::vector<std::int64_t> labels;
  for (int i = 0; i < count; ++i) {
    images.push_back(noise_image<std::uint8_t>(20 + i % 7, 24 - i % 5, 3));
    labels.push_back(100 + i);
  }
  return {std::move(images), std::move(labels)};
}

/// A dataset whose images are made by a function on request.
struct MadeImages {
  std::size_t count = 0;
  std::function<void(std::size_t)> before = [](std::size_t) {};
  std::function<int(std::size_t)> width = [](std::size_t) { return 8; };

  [[nodiscard]] std::size_t size() const { return count; }
  [[nodiscard]] std::int64_t label(std::size_t index) const { return static_cast<std::int64_t>(index); }
  ImageView<const std::uint8_t> image(std::size_t index, Image<std::uint8_t>& memory) const {
    before(index);
    memory.resize({width(index), 8, 1});
    std::fill_n(memory.data(), memory.shape().elements(), static_cast<std::uint8_t>(index));
    return memory;
  }
};

const Pipeline<std::uint8_t> augment{
    vary::RandomResizedCrop{.width = 12, .height = 10},
    vary::maybe(0.5, vary::HorizontalFlip{}),
    vary::GaussianNoise{.sigma = {0.05f, 0.2f}},
};
const Pipeline<std::uint8_t> nothing{vary::sequence()};

/// The content of batches, for comparison.
using Content = std::vector<std::vector<std::uint8_t>>;
template <class Batches>
Content content(Batches&& batches) {
  Content all;
  for (const auto& batch : batches) {
    std::vector<std::uint8_t> bytes;
    const auto add = [&bytes](const auto& values) {
      const auto* const data = reinterpret_cast<const std::uint8_t*>(values.data());
      bytes.insert(bytes.end(), data, data + values.size() * sizeof values[0]);
    };
    add(batch.values);
    add(batch.labels);
    add(batch.indices);
    add(std::vector<std::uint64_t>{batch.next.epoch.value, batch.next.index.value});
    all.push_back(std::move(bytes));
  }
  return all;
}

/// Waits until a count reaches `expected`, plus some time to detect that it goes further; returns the count.
int wait_for_count(const std::atomic<int>& count, int expected) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (count < expected && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  return count;
}

}  // namespace

TEST_CASE("A loader gives the copy of every image once, by the key of seed, epoch and index", "[loader]") {
  const auto images = some_images(45);
  const LoaderOptions options{.batch = 8,
                              .seed = 7,
                              .layout = GENERATE(vary::Layout::chw, vary::Layout::hwc),
                              .mean = {0.4f, 0.5f, 0.6f},
                              .deviation = {0.2f, 0.3f, 0.25f},
                              .threads = 2};
  const Loader loader(images, augment, options);
  REQUIRE(loader.size() == 6);
  REQUIRE(loader.images() == 45);
  REQUIRE(loader.shape() == vary::Shape{12, 10, 3});
  std::set<std::size_t> met;
  std::size_t before = 0;
  for (const Batch<float>& batch : loader.epoch(3)) {
    REQUIRE(batch.size() == (before == 40 ? 5u : 8u));
    REQUIRE(batch.indices.size() == batch.size());
    REQUIRE(batch.shape == loader.shape());
    REQUIRE(batch.layout == options.layout);
    REQUIRE(batch.values.size() == batch.size() * loader.shape().elements());
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const std::size_t index = batch.indices[i];
      REQUIRE(met.insert(index).second);
      REQUIRE(batch.labels[i] == 100 + static_cast<std::int64_t>(index));
      std::vector<float> expected(loader.shape().elements());
      augment.into(vary::Tensor<float>{.data = expected.data(),
                                       .layout = options.layout,
                                       .mean = options.mean,
                                       .deviation = options.deviation},
                   images.image(index), Key{7, 3, index});
      REQUIRE(std::equal(expected.begin(), expected.end(),
                         batch.values.begin() + static_cast<std::ptrdiff_t>(i * expected.size())));
    }
    before += batch.size();
    REQUIRE(batch.next == (before == 45 ? vary::Position{4, 0} : vary::Position{3, before}));
  }
  REQUIRE(met.size() == 45);
}

TEST_CASE("Batches are identical for any number of threads and from any position on", "[loader]") {
  const auto images = some_images(101);
  const auto loader = [&](int threads, int batch) {
    return Loader(images, augment, {.batch = batch, .seed = 5, .threads = threads, .ahead = threads % 3});
  };
  for (const int batch : {1, 7, 32, 200}) {
    const Content expected = content(loader(1, batch).epoch(2));
    for (const int threads : {0, 1, 2, 4}) {
      const auto again = loader(threads, batch);
      REQUIRE(content(again.epoch(2)) == expected);
      REQUIRE(content(again.epoch(3)) != expected);
    }
    // Stopped after any batch and resumed by another loader.
    vary::Position position{2, 0};
    for (std::size_t used = 0; position.epoch.value == 2; ++used) {
      const auto first = loader(2, batch);
      const Content rest(expected.begin() + static_cast<std::ptrdiff_t>(used), expected.end());
      if (used < 5) REQUIRE(content(loader(4, batch).epoch(position)) == rest);
      auto epoch = first.epoch(position);
      const auto* const next = epoch.next();
      REQUIRE(next != nullptr);
      position = next->next;
    }
    REQUIRE(position == vary::Position{3, 0});
  }
}

TEST_CASE("The order of an epoch depends on seed and epoch, or is that of the dataset", "[loader]") {
  const auto images = some_images(60);
  const auto order = [&](std::uint64_t seed, int epoch, bool shuffle) {
    std::vector<std::size_t> all;
    const Loader loader(images, augment, {.batch = 9, .shuffle = shuffle, .seed = seed, .threads = 2});
    for (const auto& batch : loader.epoch(epoch)) {
      all.insert(all.end(), batch.indices.begin(), batch.indices.end());
    }
    return all;
  };
  const auto shuffled = order(1, 0, true);
  REQUIRE(shuffled == order(1, 0, true));
  REQUIRE(shuffled != order(1, 1, true));
  REQUIRE(shuffled != order(2, 0, true));
  REQUIRE(std::set(shuffled.begin(), shuffled.end()).size() == 60);
  const auto plain = order(1, 0, false);
  REQUIRE(plain == order(2, 5, false));
  for (std::size_t i = 0; i < plain.size(); ++i) REQUIRE(plain[i] == i);
}

TEST_CASE("drop_last drops the last batch if it is not full", "[loader]") {
  const Loader loader(some_images(45), augment, {.batch = 8, .drop_last = true, .threads = 2});
  REQUIRE(loader.size() == 5);
  REQUIRE(loader.images() == 40);
  std::size_t batches = 0;
  vary::Position last;
  for (const auto& batch : loader.epoch(0)) {
    REQUIRE(batch.size() == 8);
    ++batches;
    last = batch.next;
  }
  REQUIRE(batches == 5);
  REQUIRE(last == vary::Position{1, 0});
  REQUIRE(content(loader.epoch({0, 40})).empty());
}

TEST_CASE("Half-precision batches have the rounded values", "[loader]") {
  const auto images = some_images(6);
  const Loader<std::uint8_t, vary::float16> halves(images, augment, {.batch = 6, .threads = 2});
  const Loader<std::uint8_t> floats(images, augment, {.batch = 6, .threads = 2});
  auto epoch = floats.epoch(0);
  const Batch<float>* const full = epoch.next();
  for (const Batch<vary::float16>& batch : halves.epoch(0)) {
    for (std::size_t i = 0; i < batch.values.size(); ++i) {
      REQUIRE(batch.values[i].bits == vary::float16(full->values[i]).bits);
    }
  }
}

TEST_CASE("An exception is thrown after the batches before it, for any number of threads", "[loader]") {
  for (const int threads : {1, 2, 4}) {
    MadeImages dataset{.count = 100};
    dataset.before = [](std::size_t index) {
      if (index == 37) throw std::runtime_error("no such image");
      std::this_thread::sleep_for(std::chrono::microseconds(index % 5 * 100));
    };
    const Loader loader(dataset, nothing, {.batch = 10, .shuffle = false, .threads = threads});
    auto epoch = loader.epoch(0);
    for (std::size_t batch = 0; batch < 3; ++batch) {
      const auto* const next = epoch.next();
      REQUIRE(next != nullptr);
      REQUIRE(next->indices[0] == 10 * batch);
    }
    for (int again = 0; again < 2; ++again) {
      REQUIRE_THROWS_WITH(epoch.next(), "no such image");
      REQUIRE_THROWS_AS(epoch.next(), std::runtime_error);
    }
  }
}

TEST_CASE("An error names the image", "[loader]") {
  MadeImages dataset{.count = 20};
  dataset.width = [](std::size_t index) { return index == 13 ? 9 : 8; };
  const auto all = [&](const Pipeline<std::uint8_t>& pipeline) {
    return refusal([&] { content(Loader(dataset, pipeline, {.batch = 4, .threads = 2}).epoch(0)); });
  };
  REQUIRE(all(nothing) ==
          "Tensor.shape: is 8x8x1, the image 9x8x1; end the pipeline with Resize or a crop of that size "
          "(image 13)");
  REQUIRE(all(Pipeline<std::uint8_t>{vary::Crop{.width = 10, .height = 2}}) ==
          "Crop.width: 10 from 0 on leaves the image of 8x8x1; give less (image 0)");
  REQUIRE(all(Pipeline<std::uint8_t>{vary::CenterCrop{.width = 5, .height = 5}}) == "nothing was refused");
}

TEST_CASE("A loader produces a limited number of batches in advance", "[loader]") {
  const auto read = std::make_shared<std::atomic<int>>(0);
  MadeImages dataset{.count = 1000};
  dataset.before = [read](std::size_t) { ++*read; };
  const int ahead = GENERATE(0, 1, 5);
  const Loader loader(dataset, nothing, {.batch = 10, .threads = 2, .ahead = ahead});
  *read = 0;
  const int most = 10 * (ahead + 2);
  auto epoch = loader.epoch(0);
  REQUIRE(wait_for_count(*read, most) == most);
  REQUIRE(epoch.next() != nullptr);
  REQUIRE(wait_for_count(*read, most) == most);  // the consumer holds one batch
  REQUIRE(epoch.next() != nullptr);
  REQUIRE(wait_for_count(*read, most + 10) == most + 10);
}

TEST_CASE("Consecutive epochs are the same as separate epochs", "[loader]") {
  const auto images = some_images(50);
  const int threads = GENERATE(1, 2, 4);
  const auto fresh = [&](const vary::Position& start) {
    return content(Loader(images, augment, {.batch = 8, .seed = 5}).epoch(start));
  };
  const Loader loader(images, augment, {.batch = 8, .seed = 5, .threads = threads});
  for (const int epoch : {3, 4, 5, 5, 6, 7, 2, 3, 4, 0, 0, 1}) {  // consecutive, repeated and others
    CAPTURE(epoch);
    REQUIRE(content(loader.epoch(epoch)) == fresh({epoch, 0}));
  }
  for (int epoch = 2; epoch < 5; ++epoch) {  // stopped and resumed
    vary::Position position;
    for (const auto& batch : loader.epoch(epoch)) {
      position = batch.next;
      if (position.index == 24) break;
    }
    REQUIRE(content(loader.epoch(position)) == fresh(position));
    REQUIRE(content(loader.epoch(position)) == fresh(position));
  }
}

TEST_CASE("The first batches of an epoch are produced early only for consecutive epochs", "[loader]") {
  const auto read = std::make_shared<std::atomic<int>>(0);
  MadeImages dataset{.count = 100};
  dataset.before = [read](std::size_t) { ++*read; };
  const Loader loader(dataset, nothing, {.batch = 10, .threads = 2, .ahead = 1});
  *read = 0;
  for (int again = 1; again <= 3; ++again) {
    content(loader.epoch(0));
    REQUIRE(wait_for_count(*read, 100 * again) == 100 * again);
  }
  content(loader.epoch(1));
  REQUIRE(wait_for_count(*read, 430) == 430);  // with three batches of the next epoch
  content(loader.epoch(2));
  REQUIRE(wait_for_count(*read, 530) == 530);
  content(loader.epoch(0));  // the three batches are discarded
  REQUIRE(wait_for_count(*read, 630) == 630);
}

TEST_CASE("Stopping within an epoch leaves the other images unread", "[loader]") {
  const auto read = std::make_shared<std::atomic<int>>(0);
  MadeImages dataset{.count = 1'000'000};
  dataset.before = [read](std::size_t) { ++*read; };
  for (const int threads : {1, 2, 4}) {
    *read = 0;
    {
      const Loader loader(dataset, nothing, {.batch = 16, .threads = threads});
      for (const auto& batch : loader.epoch(0)) {
        if (batch.next.index.value >= 64) break;
      }
      const auto unused = loader.epoch(1);
    }
    const int stopped = *read;
    REQUIRE(stopped < 1000);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    REQUIRE(*read == stopped);
  }
}

TEST_CASE("The memory of batches is reused", "[loader]") {
  const Loader loader(some_images(80), augment, {.batch = 4, .threads = 2, .ahead = 3});
  std::set<const float*> places;
  for (int epoch = 0; epoch < 5; ++epoch) {
    for (const auto& batch : loader.epoch(epoch)) places.insert(batch.values.data());
  }
  REQUIRE(places.size() <= 5);
}

TEST_CASE("Epochs may be used at the same time and outlive their loader", "[loader]") {
  const auto images = some_images(50);
  auto loader =
      std::make_unique<Loader<std::uint8_t>>(images, augment, LoaderOptions{.batch = 8, .threads = 2});
  const Content expected = content(loader->epoch(0));
  auto first = loader->epoch(0);
  auto second = loader->epoch(0);
  loader.reset();
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto* const a = first.next();
    const auto* const b = second.next();
    REQUIRE(a->values == b->values);
    REQUIRE(a->indices == b->indices);
  }
  REQUIRE(first.next() == nullptr);
  REQUIRE(first.next() == nullptr);
  REQUIRE(second.next() == nullptr);
}

TEST_CASE("A dataset may use the threads of oneTBB itself", "[loader]") {
  MadeImages dataset{.count = 200};
  dataset.before = [](std::size_t) {
    std::atomic<int> sum = 0;
    tbb::parallel_for(0, 50, [&](int i) { sum += i; });
    if (sum != 1225) throw std::runtime_error("a sum went wrong");
  };
  const Loader loader(dataset, nothing, {.batch = 16, .shuffle = false, .threads = 4});
  std::size_t index = 0;
  for (const auto& batch : loader.epoch(0)) {
    for (std::size_t i = 0; i < batch.size(); ++i, ++index) {
      for (std::size_t k = 0; k < 64; ++k) {
        REQUIRE(batch.values[64 * i + k] == Approx(static_cast<double>(index) / 255).margin(1e-6));
      }
    }
  }
  REQUIRE(index == 200);
}

TEST_CASE("A loader throws for invalid options", "[loader]") {
  const auto images = some_images(10);
  const auto with = [&](const LoaderOptions& options) {
    return refusal([&] { Loader(images, augment, options); });
  };
  REQUIRE(with({.batch = 0}) == "Loader.batch: 0 is out of range; give 1 or more");
  REQUIRE(with({.threads = -1}) == "Loader.threads: -1 is out of range; give 0 or more");
  REQUIRE(with({.ahead = -1}) == "Loader.ahead: -1 is out of range; give 0 or more");
  REQUIRE(with({.batch = 11, .drop_last = true}) ==
          "Loader.batch: 11 is above the 10 images, so drop_last leaves no batch; give a "
          "smaller one");
  REQUIRE(with({.mean = {0, 0}, .deviation = {1, 1}}) ==
          "Tensor.mean: 2 values for 3 channels; give one value, or one for each channel");
  REQUIRE(refusal([&] { Loader(MadeImages{}, augment); }) ==
          "Loader.dataset: has no images; give one with images");
  const Loader loader(images, augment, {.batch = 4});
  const std::string remedy =
      " is not the start of a batch; give a multiple of 4 up to 10, such as Batch::next";
  REQUIRE(refusal([&] { (void)loader.epoch({0, 3}); }) == "Loader.epoch: index 3" + remedy);
  REQUIRE(refusal([&] { (void)loader.epoch({0, 12}); }) == "Loader.epoch: index 12" + remedy);
}
