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
void give_back(Pooled<T>& container) {
  Pooled<T>().swap(container);
}

/// Takes blocks of sizes around those of the lists, marks each, and says whether all are aligned and kept
/// their marks.
bool fill_blocks(tests::Dice& dice, int count) {
  struct Taken {
    unsigned char* memory;
    std::size_t bytes;
    unsigned char mark;
  };
  std::vector<Taken> taken;
  bool right = true;
  for (int i = 0; i < count; ++i) {
    const auto bytes = static_cast<std::size_t>((1 << dice.between(0, 16)) + dice.between(-1, 1));
    const auto mark = static_cast<unsigned char>(dice.next());
    auto* memory = static_cast<unsigned char*>(Pool::take(bytes));
    right = right && reinterpret_cast<std::uintptr_t>(memory) % alignof(std::max_align_t) == 0;
    std::memset(memory, mark, bytes);
    taken.push_back({memory, bytes, mark});
    if (dice.between(0, 2) > 0) continue;
    std::swap(taken.back(), taken[static_cast<std::size_t>(dice.between(0, i)) % taken.size()]);
    const Taken last = taken.back();
    right =
        right && std::count(last.memory, last.memory + last.bytes, last.mark) == std::ptrdiff_t(last.bytes);
    Pool::give(last.memory, last.bytes);
    taken.pop_back();
  }
  for (const Taken& each : taken) {
    right =
        right && std::count(each.memory, each.memory + each.bytes, each.mark) == std::ptrdiff_t(each.bytes);
    Pool::give(each.memory, each.bytes);
  }
  return right;
}

/// Lives longer than what the thread's pool registers later.
struct Late {
  Pooled<int> numbers;
  bool* right = nullptr;
  ~Late() {
    if (right == nullptr) return;
    numbers.assign(1000, 7);  // gives what it had, and takes more
    *right = std::count(numbers.begin(), numbers.end(), 7) == 1000 && Pool::reserved() == 0;
  }
};

}  // namespace

TEST_CASE("Blocks are aligned and leave each other alone", "[core]") {
  tests::Dice dice(1);
  for (int run = 0; run < 20; ++run) {
    REQUIRE(fill_blocks(dice, 200));
    if (run % 5 == 4) vary::release_scratch();
  }
}

TEST_CASE("A block is used again for sizes of its power of two", "[core]") {
  vary::release_scratch();
  void* const block = Pool::take(1000);
  REQUIRE(Pool::reserved() == 0);
  Pool::give(block, 1000);
  REQUIRE(Pool::reserved() == 1024);
  for (const std::size_t bytes : {513u, 1024u, 700u}) {
    CAPTURE(bytes);
    void* const again = Pool::take(bytes);
    CHECK(again == block);
    CHECK(Pool::reserved() == 0);
    Pool::give(again, bytes);
  }
  for (const std::size_t bytes : {1u, 512u, 1025u}) {
    CAPTURE(bytes);
    void* const other = Pool::take(bytes);
    CHECK(other != block);
    CHECK(Pool::reserved() == 1024);
    ::operator delete(other);
  }
}

TEST_CASE("Containers grow in the pool and keep their values", "[core]") {
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
    REQUIRE(Pool::reserved() == most);  // the next run takes from it what it needs
  }
  REQUIRE(most > 100'000);
}

TEST_CASE("A list that outgrew its owner is copied into memory used before", "[core]") {
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

TEST_CASE("What is kept is bounded", "[core]") {
  vary::release_scratch();
  const auto give_twenty = [](std::size_t bytes) {
    std::vector<void*> blocks;
    for (int i = 0; i < 20; ++i) blocks.push_back(Pool::take(bytes));
    for (void* block : blocks) Pool::give(block, bytes);
  };
  SECTION("for each size by bytes") {
    give_twenty(Pool::kept_bytes / 8);
    REQUIRE(Pool::reserved() == Pool::kept_bytes);
    give_twenty(Pool::kept_bytes / 16);
    REQUIRE(Pool::reserved() == 2 * Pool::kept_bytes);
  }
  SECTION("for large ones by number") {
    give_twenty(Pool::largest);
    REQUIRE(Pool::reserved() == Pool::kept_blocks * Pool::largest);
  }
  SECTION("and what is larger is not kept") {
    give_twenty(Pool::largest + 1);
    REQUIRE(Pool::reserved() == 0);
  }
  vary::release_scratch();
}

TEST_CASE("Kept blocks are freed when it is asked for, and those in use are not", "[core]") {
  vary::release_scratch();
  Pooled<int> used(1000, 7);
  { const Pooled<int> freed(1000, 8); }
  REQUIRE(Pool::reserved() == 4096);
  REQUIRE(vary::scratch_bytes() == 4096);
  vary::release_scratch();
  REQUIRE(Pool::reserved() == 0);
  REQUIRE(vary::scratch_bytes() == 0);
  REQUIRE(std::count(used.begin(), used.end(), 7) == 1000);
  give_back(used);
  REQUIRE(Pool::reserved() == 4096);
}

TEST_CASE("A block belongs to the thread that gives it back", "[core]") {
  vary::release_scratch();
  Pooled<int> mine(1000, 7);
  Pooled<int> theirs;
  std::size_t at_start = 1, after = 0;
  bool right = false;
  std::thread other([&] {
    at_start = Pool::reserved();
    give_back(mine);
    after = Pool::reserved();
    theirs.assign(500, 9);
    tests::Dice dice(2);
    right = fill_blocks(dice, 300);
  });
  other.join();
  REQUIRE(at_start == 0);
  REQUIRE(after == 4096);
  REQUIRE(right);
  REQUIRE(Pool::reserved() == 0);
  REQUIRE(std::count(theirs.begin(), theirs.end(), 9) == 500);
  give_back(theirs);
  REQUIRE(Pool::reserved() == 2048);
}

TEST_CASE("Many threads hand blocks around", "[core]") {
  std::vector<Pooled<std::uint64_t>> handed(8);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < handed.size(); ++i) {
      threads.emplace_back([&handed, i, round] {
        tests::Dice dice(i + 100 * static_cast<std::size_t>(round));
        give_back(handed[i]);
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

TEST_CASE("The pool serves objects that outlive it in their thread", "[core]") {
  bool right = false;
  std::thread other([&right] {
    thread_local Late late;  // made before the pool keeps its first block, and so destroyed after it
    late.right = &right;
    late.numbers.assign(10, 1);
    { const Pooled<int> kept(10); }
  });
  other.join();
  REQUIRE(right);
}

TEST_CASE("Allocators of the pool are equal and refuse what cannot be", "[core]") {
  const vary::PoolAllocator<int> ints;
  const vary::PoolAllocator<double> doubles(ints);
  REQUIRE(ints == doubles);
  REQUIRE_THROWS_AS(vary::PoolAllocator<double>().allocate(SIZE_MAX / 4), std::bad_alloc);
}
