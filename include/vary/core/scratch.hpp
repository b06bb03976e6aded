// SPDX-License-Identifier: MIT
// Scratch: temporary memory, allocated once per thread and then reused.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <vector>

#include "vary/core/config.hpp"
#include "vary/core/pool.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// A stack of bytes. It grows by adding blocks, so memory in use never moves. When it becomes empty, its
/// blocks are replaced by a single one, so that the next run of this size allocates nothing. The single block
/// is 25 % larger than the peak, because the next draw may need slightly more.
class ScratchStack {
 public:
  static ScratchStack& of_this_thread() {
    thread_local ScratchStack stack;
    return stack;
  }

  [[gnu::noinline]] std::byte* push(std::size_t bytes) {
    bytes = (bytes + 63) / 64 * 64;
    std::size_t next = current_;
    while (next < blocks_.size() && blocks_[next].used + bytes > blocks_[next].size) ++next;
    if (next == blocks_.size()) {
      const std::size_t least = blocks_.empty() ? smallest : 2 * blocks_.back().size;
      add_block(bytes > least ? bytes : least);  // may throw; nothing has changed so far
    }
    current_ = next;
    Block& block = blocks_[current_];
    std::byte* memory = block.memory.get() + block.used;
    block.used += bytes;
    in_use_ += bytes;
    if (in_use_ > peak_) peak_ = in_use_;
    return memory;
  }

  /// Releases the memory of the last push(), which had the same size.
  [[gnu::noinline]] void pop(std::size_t bytes) {
    bytes = (bytes + 63) / 64 * 64;
    while (blocks_[current_].used == 0 && current_ > 0) --current_;
    blocks_[current_].used -= bytes;
    in_use_ -= bytes;
    if (in_use_ != 0) return;
    current_ = 0;
    if (blocks_.size() > 1) join_blocks();
  }

  void release() {
    if (in_use_ != 0) return;  // called within a run, which still needs its memory
    blocks_.clear();
    blocks_.shrink_to_fit();
    current_ = 0;
    peak_ = 0;
  }

  [[nodiscard]] std::size_t reserved() const {
    std::size_t sum = 0;
    for (const Block& block : blocks_) sum += block.size;
    return sum;
  }

 private:
  static constexpr std::align_val_t alignment{64};
  static constexpr std::size_t smallest = std::size_t{64} << 10;
  struct Free {
    void operator()(std::byte* memory) const { ::operator delete(memory, alignment); }
  };
  struct Block {
    std::unique_ptr<std::byte, Free> memory;
    std::size_t size = 0;
    std::size_t used = 0;
  };

  void add_block(std::size_t size) {
    auto* memory = static_cast<std::byte*>(::operator new(size, alignment));
    blocks_.push_back({std::unique_ptr<std::byte, Free>(memory), size, 0});
  }

  void join_blocks() noexcept {
    blocks_.clear();  // before the allocation, which may need this memory
    try {
      add_block(peak_ + peak_ / 4);
    } catch (const std::bad_alloc&) {  // the next push() tries again and reports the failure
    }
  }

  std::vector<Block> blocks_;
  std::size_t current_ = 0;
  std::size_t in_use_ = 0;
  std::size_t peak_ = 0;
};

}  // namespace detail

/// `count` uninitialised elements of scratch memory, 64-byte aligned, released at the end of the scope. The
/// buffers of a thread must be destroyed in the reverse order of their construction, as local variables are.
template <class T>
requires std::is_trivially_destructible_v<T>
class Scratch {
 public:
  explicit Scratch(std::size_t count)
      : bytes_(count * sizeof(T) + padding),
        data_(reinterpret_cast<T*>(detail::ScratchStack::of_this_thread().push(bytes_))) {}
  ~Scratch() { detail::ScratchStack::of_this_thread().pop(bytes_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] T* data() const { return data_; }
  T& operator[](std::size_t i) const { return data_[i]; }

 private:
  // Kernels may read or write one vector past the last element.
  static constexpr std::size_t padding = 64;
  std::size_t bytes_;
  T* data_;
};

/// Frees the memory that the calling thread keeps for reuse: scratch, and the pool of lists and recipes.
/// Optional; for a thread that continues with other work.
inline void release_scratch() {
  detail::ScratchStack::of_this_thread().release();
  detail::Pool::release();
}

/// The number of bytes that the calling thread keeps for reuse.
inline std::size_t scratch_bytes() {
  return detail::ScratchStack::of_this_thread().reserved() + detail::Pool::reserved();
}

VARY_NAMESPACE_END
