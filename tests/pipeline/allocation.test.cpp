// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

using tests::noise_image;
using vary::Image;
using vary::ImageView;
using vary::Key;
using vary::Pipeline;

// What a thread of this executable allocates is counted.
namespace {

constinit thread_local int allocations = 0;

void* count_allocation(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) noexcept {
  ++allocations;
  // aligned_alloc wants whole multiples of the alignment, and a new object an address of its own.
  return std::aligned_alloc(alignment, (size / alignment + 1) * alignment);
}
void* or_throw(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
// Where this is inlined g++ warns of memory that comes from new and goes to free.
[[gnu::noinline]] void give_back(void* memory) noexcept { std::free(memory); }

}  // namespace

// All of them: the address sanitizer brings others, which would not go together with some of these.
void* operator new(std::size_t size) { return or_throw(count_allocation(size)); }
void* operator new[](std::size_t size) { return or_throw(count_allocation(size)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return count_allocation(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return count_allocation(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return or_throw(count_allocation(size, static_cast<std::size_t>(alignment)));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return or_throw(count_allocation(size, static_cast<std::size_t>(alignment)));
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return count_allocation(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return count_allocation(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept { give_back(memory); }

namespace {

template <class Body>
int allocations_of(const Body& body) {
  const int before = allocations;
  body();
  return allocations - before;
}

/// What the call for this key allocates.
template <class T>
int allocations_of(const Pipeline<T>& pipeline, const Image<T>& photo, Image<T>& out, int index = 0) {
  const Key key{.seed = 3, .index = index};
  return allocations_of([&] { pipeline(photo, key, out); });
}

/// Body on a thread of its own, which has no memory yet.
template <class Body>
void on_a_new_thread(const Body& body) {
  std::thread thread(body);
  thread.join();
}

/// A pipeline for its pixels, whose output is kept by each thread.
template <class T>
vary::CustomTransform nested(const std::string& name, const Pipeline<T>& inner) {
  return vary::custom(name, [inner](ImageView<T> pixels, vary::Random& random) {
    thread_local Image<T> copy;
    inner(pixels, {.seed = random.bits()}, copy);
    for (int y = 0; y < copy.height(); ++y) std::copy_n(copy.row(y), copy.stride(), pixels.row(y));
  });
}

/// Every kind of work on RGB, with more of everything than ops have room for in themselves.
template <class T>
Pipeline<T> long_pipeline() {
  const Pipeline<T> inner{vary::Rotate{}, vary::MotionBlur{.size = 9}, vary::CoarseDropout{.holes = 20},
                          vary::GaussianNoise{.sigma = 0.1f}};
  const vary::MotionBlur motion{.size = 15};
  return Pipeline<T>{
      vary::RandomResizedCrop{.width = 90, .height = 70},
      vary::maybe(0.5, vary::HorizontalFlip{}),
      vary::Rotate{.degrees = {-15, 15}, .interpolation = vary::Interpolation::bicubic},
      vary::Perspective{},
      vary::MirrorPadShrink{},
      vary::GaussianBlur{.sigma = 12},
      vary::GaussianNoise{},
      vary::ShotNoise{},
      motion,
      vary::shuffled(motion, vary::Defocus{}, vary::ElasticTransform{.sigma = 3}),
      vary::GridDistortion{.columns = 14, .rows = 12},
      vary::OpticalDistortion{},
      vary::CoarseDropout{.holes = 40},
      vary::GridDropout{.kind = vary::EraseFill::mean},
      vary::CLAHE{},
      vary::JpegCompression{},
      vary::MedianBlur{.size = 7},
      vary::Equalize{},
      vary::AutoContrast{},
      vary::one_of(motion, vary::UnsharpMask{}, vary::Sharpness{}),
      vary::some_of({1, 3}, vary::Dilate{.size = 5}, vary::Erode{.size = 7}, vary::BoxBlur{.size = 5},
                    motion),
      vary::shuffled(vary::Invert{}, vary::Posterize{}, vary::Gamma{}, vary::ToneCurve{}, vary::Invert{},
                     vary::Invert{}, vary::Gamma{}, vary::Gamma{}, vary::Gamma{}, vary::Invert{},
                     vary::Invert{}, vary::Gamma{}, vary::Gamma{}, vary::Invert{}, vary::Gamma{},
                     vary::Gamma{}, vary::Gamma{}, vary::Gamma{}),
      vary::ColorJitter{.brightness = {0.8, 1.2}, .contrast = {0.8, 1.2}, .hue = {-0.1, 0.1}},
      vary::HueSaturationValue{},
      nested("a name too long to be kept within a string", inner),
      vary::Resize{.width = 64, .height = 64}};
}

}  // namespace

TEST_CASE("Allocations are counted", "[allocation]") {
  CHECK(allocations_of([] { Image<std::uint8_t>(40, 30, 3); }) == 1);
  CHECK(allocations_of([] { const std::string text(100, 'x'); }) == 1);
  CHECK(allocations_of([] { const std::vector<int> numbers(0); }) == 0);
}

TEMPLATE_TEST_CASE("A long pipeline allocates nothing after one call", "[allocation]", std::uint8_t,
                   std::uint16_t, float) {
  const auto pipeline = long_pipeline<TestType>();
  const auto photo = noise_image<TestType>(120, 100, 3);
  const auto smaller = noise_image<TestType>(97, 83, 3);
  const auto steady = [&] {
    vary::release_scratch();
    Image<TestType> out;
    bool right = allocations_of(pipeline, photo, out) > 0;
    for (int i = 0; i < 3; ++i) right = allocations_of(pipeline, photo, out) == 0 && right;
    return allocations_of(pipeline, smaller, out) == 0 && right;
  };
  REQUIRE(steady());
  bool elsewhere = false;
  on_a_new_thread([&] { elsewhere = steady(); });
  REQUIRE(elsewhere);
}

// Draws differ in what memory they take. It grows to what the largest so far took, and is kept.
TEMPLATE_TEST_CASE("A long pipeline allocates nothing for other keys after some calls", "[allocation]",
                   std::uint8_t, std::uint16_t, float) {
  const auto pipeline = long_pipeline<TestType>();
  const auto photo = noise_image<TestType>(120, 100, 3);
  Image<TestType> out;
  for (int i = 0; i < 40; ++i) allocations_of(pipeline, photo, out, i);
  for (int i = 39; i >= 0; --i) REQUIRE(allocations_of(pipeline, photo, out, i) == 0);
  for (int i = 40; i < 60; ++i) REQUIRE(allocations_of(pipeline, photo, out, i) == 0);
}

TEMPLATE_TEST_CASE("No transform makes a pipeline allocate after one call", "[allocation]", std::uint8_t,
                   std::uint16_t, float) {
  for (const int channels : tests::channel_counts) {
    const auto photo = noise_image<TestType>(40, 30, channels);
    const auto smaller = noise_image<TestType>(24, 20, channels);
    for (const tests::Entry& entry : tests::catalogue()) {
      if (!entry.takes<TestType>(channels)) continue;
      INFO(entry.name << ", " << channels << " channels");
      const auto& pipeline = entry.on<TestType>().pipeline;
      for (int i = 0; i < 3; ++i) {
        CAPTURE(i);
        vary::release_scratch();
        Image<TestType> out;
        allocations_of(pipeline, photo, out, i);
        REQUIRE(allocations_of(pipeline, photo, out, i) == 0);
        // A smaller image may be padded where the larger was cut, and its lists may be of another size.
        allocations_of(pipeline, smaller, out, i);
        REQUIRE(allocations_of(pipeline, smaller, out, i) == 0);
        REQUIRE(allocations_of(pipeline, photo, out, i) == 0);
      }
    }
  }
}

TEST_CASE("The largest ops allocate nothing after one call", "[allocation]") {
  const auto photo = noise_image<std::uint8_t>(800, 700, 3);
  const vary::MotionBlur motion{.size = 255};
  const vary::CoarseDropout dropout{.holes = 10000, .hole_width = 0.01f, .hole_height = 0.01f};
  const Pipeline<std::uint8_t> pipeline{motion, dropout, dropout, motion,
                                        vary::GridDistortion{.columns = 1000, .rows = 1000}};
  Image<std::uint8_t> out;
  allocations_of(pipeline, photo, out);
  REQUIRE(allocations_of(pipeline, photo, out) == 0);
}

TEST_CASE("Pipelines of one thread share their memory, and each other's recipes are left alone",
          "[allocation]") {
  const auto photo = noise_image<float>(50, 40, 3);
  const Pipeline<float> one{vary::MotionBlur{.size = 11}, vary::Rotate{}, vary::CoarseDropout{.holes = 30}};
  const Pipeline<float> other{vary::Rotate{}, vary::MotionBlur{.size = 13}, nested<float>("one", one)};
  Image<float> out;
  allocations_of(other, photo, out);
  REQUIRE(allocations_of(one, photo, out) == 0);
  const vary::Recipe kept = one.recipe(50, 40, 3);
  const std::string text = to_json(kept);
  allocations_of(other, photo, out);
  REQUIRE(allocations_of(other, photo, out) == 0);
  REQUIRE(to_json(kept) == text);
}
