// SPDX-License-Identifier: MIT
// Bytes of files: numbers in them, a reader that does not run over their end, and who is to blame.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "vary/core/image.hpp"

VARY_NAMESPACE_BEGIN

/// No file with more pixels is read or written: 2^28, a square of 16384 pixels.
inline constexpr std::int64_t max_file_pixels = std::int64_t{1} << 28;

namespace detail {

using Bytes = std::vector<std::byte>;
using ByteSpan = std::span<const std::byte>;

/// An image with the depth of its file.
using AnyImage = std::variant<Image<std::uint8_t>, Image<std::uint16_t>, Image<float>>;

/// What an error is about. Texts become `load: cat.jpg: is empty; give an image file`.
class Subject {
 public:
  Subject(const char* owner, std::string name) : owner_(owner), name_(std::move(name)) {}

  template <class... Parts>
  [[noreturn]] void refuse(const Parts&... reason) const {
    vary::refuse(owner_, "", name_, ": ", reason...);
  }

  /// The same about a place in the file: `load: cat.jpg: at byte 12: ...`.
  template <class... Parts>
  [[noreturn]] void refuse_at(std::uint64_t offset, const Parts&... reason) const {
    refuse("at byte ", offset, ": ", reason...);
  }

  [[noreturn]] void refuse_end() const { refuse("ends too early; give the whole file"); }

  /// Before memory is taken for the pixels: files may claim anything.
  void check_size(std::int64_t width, std::int64_t height) const {
    if (width < 1 || height < 1) refuse("has no pixels: it is ", width, "x", height, "; give one that has");
    if (width > max_file_pixels || height > max_file_pixels || width * height > max_file_pixels) {
      refuse("is ", width, "x", height, ", more than ", max_file_pixels, " pixels; cut it into smaller ones");
    }
  }

 private:
  const char* owner_;
  std::string name_;
};

inline bool starts_with(ByteSpan bytes, std::string_view text) {
  return bytes.size() >= text.size() && std::memcmp(bytes.data(), text.data(), text.size()) == 0;
}

enum class Endian { little, big };

/// The number in `count` bytes (at most 4) at `offset`; 0 where the bytes do not reach.
inline std::uint32_t number_at(ByteSpan bytes, std::size_t offset, std::size_t count,
                               Endian endian = Endian::big) {
  if (offset > bytes.size() || bytes.size() - offset < count) return 0;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = endian == Endian::big ? i : count - 1 - i;
    number = number << 8 | std::to_integer<std::uint32_t>(bytes[offset + at]);
  }
  return number;
}

/// Appends `count` bytes, the highest first.
inline void append_number(Bytes& bytes, std::uint32_t number, int count) {
  for (int i = count - 1; i >= 0; --i) bytes.push_back(static_cast<std::byte>(number >> 8 * i & 0xff));
}

inline void append_text(Bytes& bytes, std::string_view text) {
  for (const char letter : text) bytes.push_back(static_cast<std::byte>(letter));
}

/// Stores channel values as PNG and PNM have them: 16 bits with the high byte first.
template <class T>
requires(!std::same_as<T, float> && Pixel<T>) void store_values(const T* from, std::size_t count,
                                                                std::byte* to) {
  for (std::size_t i = 0; i < count; ++i) {
    if constexpr (sizeof(T) == 2) *to++ = static_cast<std::byte>(from[i] >> 8);
    *to++ = static_cast<std::byte>(from[i] & 0xff);
  }
}

/// Reads bytes in order, and refuses the file where it ends too early.
class ByteReader {
 public:
  ByteReader(ByteSpan bytes, const Subject& subject) : bytes_(bytes), subject_(subject) {}

  [[nodiscard]] std::size_t left() const { return bytes_.size() - position_; }

  /// Refuses a file with fewer than `count` bytes left. Counted in 64 bits, which do not wrap.
  void need(std::uint64_t count) const {
    if (left() < count) subject_.refuse_end();
  }

  /// The next byte, still to be read; -1 at the end.
  [[nodiscard]] int peek() const { return left() == 0 ? -1 : std::to_integer<int>(bytes_[position_]); }

  unsigned next() {
    need(1);
    return std::to_integer<unsigned>(bytes_[position_++]);
  }

  /// Up to the next line feed, which is taken and not returned.
  std::string line(std::size_t longest) {
    std::string text;
    for (unsigned byte = next(); byte != '\n'; byte = next()) {
      if (text.size() == longest) subject_.refuse("has an endless line in its header; give an intact file");
      text += static_cast<char>(byte);
    }
    return text;
  }

 private:
  ByteSpan bytes_;
  const Subject& subject_;
  std::size_t position_ = 0;
};

}  // namespace detail

VARY_NAMESPACE_END
