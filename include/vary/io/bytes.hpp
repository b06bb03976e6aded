// SPDX-License-Identifier: MIT
// The bytes of files: numbers, a reader with bounds checks, and errors that name the file.
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

/// The largest number of pixels of a file that is read or written: 2^28, or 16384x16384.
inline constexpr std::int64_t max_file_pixels = std::int64_t{1} << 28;

namespace detail {

using Bytes = std::vector<std::byte>;
using ByteSpan = std::span<const std::byte>;

/// An image of any pixel type.
using AnyImage = std::variant<Image<std::uint8_t>, Image<std::uint16_t>, Image<float>>;

/// The owner and the file of an error message: `load: cat.jpg: is empty; give an image file`.
class Subject {
 public:
  Subject(const char* owner, std::string name) : owner_(owner), name_(std::move(name)) {}

  template <class... Parts>
  [[noreturn]] void refuse(const Parts&... reason) const {
    vary::refuse(owner_, "", name_, ": ", reason...);
  }

  /// The same with a position in the file: `load: cat.jpg: at byte 12: ...`.
  template <class... Parts>
  [[noreturn]] void refuse_at(std::uint64_t offset, const Parts&... reason) const {
    refuse("at byte ", offset, ": ", reason...);
  }

  [[noreturn]] void refuse_end() const { refuse("is truncated; give the complete file"); }

  /// To be called before memory is allocated for the pixels, because the size in a file may be wrong.
  void check_size(std::int64_t width, std::int64_t height) const {
    if (width < 1 || height < 1)
      refuse("has no pixels, its size is ", width, "x", height, "; give an image with pixels");
    if (width > max_file_pixels || height > max_file_pixels || width * height > max_file_pixels) {
      refuse("is ", width, "x", height, ", more than ", max_file_pixels,
             " pixels; split it into smaller images");
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

/// The number in `count` bytes (at most 4) at `offset`; 0 past the end of the bytes.
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

/// Appends a number as `count` bytes, big-endian.
inline void append_number(Bytes& bytes, std::uint32_t number, int count) {
  for (int i = count - 1; i >= 0; --i) bytes.push_back(static_cast<std::byte>(number >> 8 * i & 0xff));
}

inline void append_text(Bytes& bytes, std::string_view text) {
  for (const char letter : text) bytes.push_back(static_cast<std::byte>(letter));
}

/// Stores channel values for PNG and PNM: 16 bits are big-endian.
template <class T>
requires(!std::same_as<T, float> && Pixel<T>) void store_values(const T* from, std::size_t count,
                                                                std::byte* to) {
  for (std::size_t i = 0; i < count; ++i) {
    if constexpr (sizeof(T) == 2) *to++ = static_cast<std::byte>(from[i] >> 8);
    *to++ = static_cast<std::byte>(from[i] & 0xff);
  }
}

/// Reads bytes in order; throws Error at the end of the file.
class ByteReader {
 public:
  ByteReader(ByteSpan bytes, const Subject& subject) : bytes_(bytes), subject_(subject) {}

  [[nodiscard]] std::size_t left() const { return bytes_.size() - position_; }

  /// Throws Error if fewer than `count` bytes are left. 64 bits, so that sizes do not overflow.
  void need(std::uint64_t count) const {
    if (left() < count) subject_.refuse_end();
  }

  /// The next byte without reading it; -1 at the end.
  [[nodiscard]] int peek() const { return left() == 0 ? -1 : std::to_integer<int>(bytes_[position_]); }

  unsigned next() {
    need(1);
    return std::to_integer<unsigned>(bytes_[position_++]);
  }

  /// The text up to the next line feed, which is read and not returned.
  std::string line(std::size_t longest) {
    std::string text;
    for (unsigned byte = next(); byte != '\n'; byte = next()) {
      if (text.size() == longest) subject_.refuse("has a header line that is too long; give an intact file");
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
