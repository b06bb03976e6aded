// SPDX-License-Identifier: MIT
#include "vary/core/pool.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/images.hpp"
#include "vary/core/list.hpp"
#include "vary/core/scratch.hpp"

using vary::detail::Pool;

namespace {

template <class T>
using Pooled = std::vector<T, vary::PoolAllocator<T>>;

template <class T>
void clear(Pooled<T>& container) {
  Pooled<T>().swap(container);
}

/// Allocates blocks of sizes near the powers of two and fills each with a mark. True if all are aligned and
/// keep their marks.
bool fill_blocks(tests::Dice& dice, int count) {
  struct Block {
    unsigned char* memory;
    std::size_t bytes;
    unsigned char mark;
  };
  std::vector<Block> blocks;
  bool ok = true;
  for (int i = 0; i < count; ++i) {
    const auto bytes = static_cast<std::size_t>((1 << dice.between(0, 16)) + dice.between(-1, 1));
    const auto mark = static_cast<unsigned char>(dice.next());
    auto* memory = static_cast<unsigned char*>(Pool::allocate(bytes));
    ok = ok && reinterpret_cast<std::uintptr_t>(memory) % alignof(std::max_align_t) == 0;
    std::memset(memory, mark, bytes);
    blocks.push_back({memory, bytes, mark});
    if (dice.between(0, 2) > 0) continue;
    std::swap(blocks.back(), blocks[static_cast<std::size_t>(dice.between(0, i)) % blocks.size()]);
    const Block last = blocks.back();
    ok = ok && std::count(last.memory, last.memory + last.bytes, last.mark) == std::ptrdiff_t(last.bytes);
    Pool::deallocate(last.memory, last.bytes);
    blocks.pop_back();
  }
  for (const Block& each : blocks) {
    ok = ok && std::count(each.memory, each.memory + each.bytes, each.mark) == std::ptrdiff_t(each.bytes);
    Pool::deallocate(each.memory, each.bytes);
  }
  return ok;
}

/// A thread_local object that is destroyed after the pool of its thread.
struct Late {
  Pooled<int> numbers;
  bool* ok = nullptr;
  ~Late() {
    if (ok == nullptr) return;
    numbers.assign(1000, 7);  // deallocates the old block and allocates a larger one
    *ok = std::count(numbers.begin(), numbers.end(), 7) == 1000 && Pool::reserved() == 0;
  }
};

}  // namespace

TEST_CASE("Blocks are aligned and do not overlap", "[core]") {
  tests::Dice dice(1);
  for (int run = 0; run < 20; ++run) {
    REQUIRE(fill_blocks(dice, 200));
    if (run % 5 == 4) vary::release_scratch();
  }
}

TEST_CASE("A block is reused for all sizes with the same power of two", "[core]") {
  vary::release_scratch();
  void* const block = Pool::allocate(1000);
  REQUIRE(Pool::reserved() == 0);
  Pool::deallocate(block, 1000);
  REQUIRE(Pool::reserved() == 1024);
  for (const std::size_t bytes : {513u, 1024u, 700u}) {
    CAPTURE(bytes);
    void* const again = Pool::allocate(bytes);
    CHECK(again == block);
    CHECK(Pool::reserved() == 0);
    Pool::deallocate(again, bytes);
  }
  for (const std::size_t bytes : {1u, 512u, 1025u}) {
    CAPTURE(bytes);
    void* const other = Pool::allocate(bytes);
    CHECK(other != block);
    CHECK(Pool::reserved() == 1024);
    ::operator delete(other);
  }
}

TEST_CASE("Containers that grow in the pool keep their values", "[core]") {
  vary::release_scratch();
  std::size_t most = 0;
  for (int run = 0; run < 3; ++run) {
    {
      Pooled<std::uint16_t> numbers;
      for (int i = 0; i < 50'000; ++i) numbers.push_back(static_cast<std::uint16_t>(i));
      for (int i = 0; i < 50'000; ++i)
        REQUIRE(numbers[static_cast<std::size_t>(i)] == static_cast<std::uint16_t>(i));
    }
    if (run == 0) most = Pool::reserved();
    REQUIRE(Pool::reserved() == most);  // later runs reuse the blocks of the first
  }
  REQUIRE(most > 100'000);
}

TEST_CASE("A copy of a list beyond its inline storage reuses memory", "[core]") {
  vary::release_scratch();
  vary::List<float, 4> list;
  for (int i = 0; i < 100; ++i) list.push_back(static_cast<float>(i));
  { const auto copy = list; }
  const std::size_t bytes = Pool::reserved();
  for (int i = 0; i < 10; ++i) {
    const auto copy = list;
    REQUIRE(Pool::reserved() == bytes - 512);
    REQUIRE(copy == list);
  }
  REQUIRE(Pool::reserved() == bytes);
}

TEST_CASE("The memory that the pool keeps is bounded", "[core]") {
  vary::release_scratch();
  const auto release_twenty = [](std::size_t bytes) {
    std::vector<void*> blocks;
    for (int i = 0; i < 20; ++i) blocks.push_back(Pool::allocate(bytes));
    for (void* block : blocks) Pool::deallocate(block, bytes);
  };
  SECTION("by bytes for each size") {
    release_twenty(Pool::kept_bytes / 8);
    REQUIRE(Pool::reserved() == Pool::kept_bytes);
    release_twenty(Pool::kept_bytes / 16);
    REQUIRE(Pool::reserved() == 2 * Pool::kept_bytes);
  }
  SECTION("by count for large blocks") {
    release_twenty(Pool::largest);
    REQUIRE(Pool::reserved() == Pool::kept_blocks * Pool::largest);
  }
  SECTION("and larger blocks are not kept") {
    release_twenty(Pool::largest + 1);
    REQUIRE(Pool::reserved() == 0);
  }
  vary::release_scratch();
}

TEST_CASE("release_scratch frees the kept blocks and not those in use", "[core]") {
  vary::release_scratch();
  Pooled<int> used(1000, 7);
  { const Pooled<int> freed(1000, 8); }
  REQUIRE(Pool::reserved() == 4096);
  REQUIRE(vary::scratch_bytes() == 4096);
  vary::release_scratch();
  REQUIRE(Pool::reserved() == 0);
  REQUIRE(vary::scratch_bytes() == 0);
  REQUIRE(std::count(used.begin(), used.end(), 7) == 1000);
  clear(used);
  REQUIRE(Pool::reserved() == 4096);
}

TEST_CASE("A block joins the pool of the thread that deallocates it", "[core]") {
  vary::release_scratch();
  Pooled<int> mine(1000, 7);
  Pooled<int> theirs;
  std::size_t at_start = 1, after = 0;
  bool ok = false;
  std::thread other([&] {
    at_start = Pool::reserved();
    clear(mine);
    after = Pool::reserved();
    theirs.assign(500, 9);
    tests::Dice dice(2);
    ok = fill_blocks(dice, 300);
  });
  other.join();
  REQUIRE(at_start == 0);
  REQUIRE(after == 4096);
  REQUIRE(ok);
  REQUIRE(Pool::reserved() == 0);
  REQUIRE(std::count(theirs.begin(), theirs.end(), 9) == 500);
  clear(theirs);
  REQUIRE(Pool::reserved() == 2048);
}

TEST_CASE("Threads may deallocate blocks of other threads", "[core]") {
  std::vector<Pooled<std::uint64_t>> handed(8);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < handed.size(); ++i) {
      threads.emplace_back([&handed, i, round] {
        tests::Dice dice(i + 100 * static_cast<std::size_t>(round));
        clear(handed[i]);
        for (int n = dice.between(1, 3000); n > 0; --n) handed[i].push_back(i);
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < handed.size(); ++i) {
      REQUIRE(std::count(handed[i].begin(), handed[i].end(), i) == std::ptrdiff_t(handed[i].size()));
    }
    std::rotate(handed.begin(), handed.begin() + 1, handed.end());
  }
}

TEST_CASE("Objects that outlive the pool of their thread can still use it", "[core]") {
  bool ok = false;
  std::thread other([&ok] {
    thread_local Late late;  // constructed before the pool keeps its first block, so destroyed after it
    late.ok = &ok;
    late.numbers.assign(10, 1);
    { const Pooled<int> kept(10); }
  });
  other.join();
  REQUIRE(ok);
}

TEST_CASE("Pool allocators are equal; a size that overflows throws bad_alloc", "[core]") {
  const vary::PoolAllocator<int> ints;
  const vary::PoolAllocator<double> doubles(ints);
  REQUIRE(ints == doubles);
  REQUIRE_THROWS_AS(vary::PoolAllocator<double>().allocate(SIZE_MAX / 4), std::bad_alloc);
}
