// SPDX-License-Identifier: MIT
// Pool: memory blocks that a thread keeps for reuse, and the allocator that uses them.
#pragma once

#include <bit>
#include <cstddef>
#include <new>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// The free blocks of the calling thread, in one list per size; sizes are powers of two. Each block comes
/// from operator new. Any thread may deallocate a block, which then joins the lists of that thread. The lists
/// have no destructor, so objects that outlive the other thread_local objects may still use the pool.
class Pool {
 public:
  /// A list is full when it has at least this many bytes and at least this many blocks.
  static constexpr std::size_t kept_bytes = std::size_t{4} << 20;
  static constexpr std::size_t kept_blocks = 4;
  /// A larger block is not kept.
  static constexpr std::size_t largest = std::size_t{64} << 20;

  [[nodiscard]] static void* allocate(std::size_t bytes) {
    if (bytes > largest) return ::operator new(bytes);
    FreeList& list = list_for(bytes);
    if (list.first == nullptr) return ::operator new(block_bytes(bytes));
    Block* block = list.first;
    list.first = block->next;
    --list.count;
    return block;
  }

  /// Takes a block that allocate(bytes) returned.
  static void deallocate(void* memory, std::size_t bytes) noexcept {
    if (bytes > largest) return ::operator delete(memory);
    FreeList& list = list_for(bytes);
    const bool full = list.count >= kept_blocks && list.count * block_bytes(bytes) >= kept_bytes;
    if (full || !keeps_blocks()) return ::operator delete(memory);
    list.first = ::new (memory) Block{list.first};
    ++list.count;
  }

  /// Frees the blocks that the calling thread keeps.
  static void release() noexcept {
    for (FreeList& list : lists_) {
      for (; list.first != nullptr; --list.count) {
        Block* block = list.first;
        list.first = block->next;
        ::operator delete(block);
      }
    }
  }

  /// Bytes of the blocks that the calling thread keeps.
  [[nodiscard]] static std::size_t reserved() noexcept {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < list_count; ++i) sum += lists_[i].count * (smallest << i);
    return sum;
  }

 private:
  struct Block {
    Block* next;
  };
  struct FreeList {
    Block* first;
    std::size_t count;
  };
  /// Frees the lists when the thread exits; blocks deallocated later are not kept.
  struct AtThreadExit {
    ~AtThreadExit() {
      exited_ = true;
      release();
    }
  };
  static constexpr std::size_t smallest = 64;
  static constexpr std::size_t list_count = std::bit_width(largest / smallest);

  static std::size_t block_bytes(std::size_t bytes) {
    return bytes <= smallest ? smallest : std::bit_ceil(bytes);
  }
  static FreeList& list_for(std::size_t bytes) {
    return lists_[std::bit_width(bytes <= smallest ? 0 : (bytes - 1) / smallest)];
  }
  static bool keeps_blocks() noexcept {
    thread_local AtThreadExit at_exit;
    return !exited_;
  }

  static inline constinit thread_local FreeList lists_[list_count] = {};
  static inline constinit thread_local bool exited_ = false;
};

}  // namespace detail

/// An allocator for containers that uses the pool of the calling thread. All instances are equal, also those
/// of different threads.
template <class T>
struct PoolAllocator {
  using value_type = T;

  PoolAllocator() = default;
  template <class U>
  constexpr PoolAllocator(const PoolAllocator<U>&) noexcept {}

  [[nodiscard]] T* allocate(std::size_t count) {
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__, "PoolAllocator: T needs more alignment");
    if (count > static_cast<std::size_t>(-1) / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(detail::Pool::allocate(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    detail::Pool::deallocate(memory, count * sizeof(T));
  }

  template <class U>
  friend constexpr bool operator==(const PoolAllocator&, const PoolAllocator<U>&) noexcept {
    return true;
  }
};

VARY_NAMESPACE_END
