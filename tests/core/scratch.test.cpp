// SPDX-License-Identifier: MIT
#include "vary/core/scratch.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <thread>

#include "support/catch.hpp"
#include "support/images.hpp"

using vary::Scratch;

// Counts the allocations of this executable; one of more than `most_bytes` fails.
namespace {

std::atomic<int> allocations = 0;
std::atomic<std::size_t> most_bytes = SIZE_MAX;

void* allocate(std::size_t size, std::size_t alignment) {
  ++allocations;
  // aligned_alloc needs a multiple of the alignment; operator new must return a unique address for size 0.
  size = (size / alignment + 1) * alignment;
  void* memory = size > most_bytes ? nullptr : std::aligned_alloc(alignment, size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
// Needed only with the address sanitizer, which replaces the default one.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return ::operator new(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace {

template <class Body>
int allocations_of(const Body& body) {
  const int before = allocations;
  body();
  return allocations - before;
}

/// Fills a buffer and one vector past its end with a mark, and does the same with nested buffers. True if all
/// are aligned and keep their marks.
bool nest(tests::Dice& dice, int depth, int most_elements) {
  constexpr std::size_t past_end = 64 / sizeof(std::uint32_t);
  const auto count = static_cast<std::size_t>(dice.between(0, most_elements));
  const auto mark = static_cast<std::uint32_t>(dice.next());
  const Scratch<std::uint32_t> buffer(count);
  std::fill_n(buffer.data(), count + past_end, mark);
  bool ok = reinterpret_cast<std::uintptr_t>(buffer.data()) % 64 == 0;
  if (depth > 0) {
    for (int i = dice.between(0, 3); i > 0; --i) ok = nest(dice, depth - 1, most_elements) && ok;
  }
  const auto marked = std::count(buffer.data(), buffer.data() + count + past_end, mark);
  return ok && static_cast<std::size_t>(marked) == count + past_end;
}

}  // namespace

TEST_CASE("Scratch buffers are aligned and do not overlap", "[core]") {
  vary::release_scratch();
  tests::Dice dice(1);
  for (int run = 0; run < 200; ++run) {
    REQUIRE(nest(dice, 5, 1 << (run % 12)));
    if (run % 50 == 49) vary::release_scratch();
  }
}

TEST_CASE("Scratch allocates nothing after warm-up", "[core]") {
  vary::release_scratch();
  const auto run = [] {
    const Scratch<int> outer(10);
    for (const std::size_t count : {1000u, 20u, 50'000u}) {
      const Scratch<int> middle(count);
      const Scratch<float> inner(2 * count);
    }
  };
  REQUIRE(allocations_of(run) > 1);
  const std::size_t bytes = vary::scratch_bytes();
  REQUIRE(allocations_of([&] {
            for (int i = 0; i < 10; ++i) run();
          }) == 0);
  REQUIRE(vary::scratch_bytes() == bytes);
}

TEST_CASE("Scratch does not grow for consecutive buffers", "[core]") {
  vary::release_scratch();
  { const Scratch<double> largest(1000); }
  const std::size_t bytes = vary::scratch_bytes();
  REQUIRE(bytes >= 8000);
  for (std::size_t i = 0; i < 1000; ++i) const Scratch<double> next(i);
  REQUIRE(vary::scratch_bytes() == bytes);
}

TEST_CASE("release_scratch frees the memory if no buffer is in use", "[core]") {
  {
    const Scratch<int> buffer(1000);
    std::fill_n(buffer.data(), 1000, 7);
    vary::release_scratch();  // a custom transform in a pipeline might call it
    REQUIRE(vary::scratch_bytes() >= 4000);
    REQUIRE(std::count(buffer.data(), buffer.data() + 1000, 7) == 1000);
  }
  REQUIRE(vary::scratch_bytes() >= 4000);
  vary::release_scratch();
  REQUIRE(vary::scratch_bytes() == 0);
  REQUIRE(allocations_of([] { const Scratch<int> again(10); }) > 0);
}

TEST_CASE("Each thread has scratch of its own", "[core]") {
  vary::release_scratch();
  const Scratch<int> mine(1000);
  const std::size_t bytes = vary::scratch_bytes();
  std::size_t at_start = 1;
  bool ok = false;
  std::thread other([&] {
    at_start = vary::scratch_bytes();
    tests::Dice dice(3);
    ok = nest(dice, 6, 3000);
  });
  std::fill_n(mine.data(), 1000, 7);
  other.join();
  REQUIRE(at_start == 0);
  REQUIRE(ok);
  REQUIRE(std::count(mine.data(), mine.data() + 1000, 7) == 1000);
  REQUIRE(vary::scratch_bytes() == bytes);
}

TEST_CASE("A failed allocation leaves the other scratch buffers intact", "[core]") {
  vary::release_scratch();
  {
    const Scratch<int> outer(100);
    std::fill_n(outer.data(), 100, 7);
    most_bytes = 1 << 20;
    REQUIRE_THROWS_AS(Scratch<int>(1 << 20), std::bad_alloc);
    most_bytes = SIZE_MAX;
    REQUIRE(std::count(outer.data(), outer.data() + 100, 7) == 100);
  }
  {
    const Scratch<int> outer(200'000);
    const Scratch<int> inner(200'000);
    most_bytes = 1 << 20;  // enough for each block, not for the single one that replaces both
  }
  REQUIRE(vary::scratch_bytes() == 0);
  most_bytes = SIZE_MAX;
  tests::Dice dice(4);
  REQUIRE(nest(dice, 5, 1000));
}
