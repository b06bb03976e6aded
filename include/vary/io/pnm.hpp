// SPDX-License-Identifier: MIT
// PGM and PPM. Not by stb_image, which does not convert the byte order of 16 bits, does not scale by the
// maximum value, and does not detect truncated files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "vary/io/bytes.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Reads an integer in text after white space and comments. Numbers above 2^32 are not exact, but remain
/// above.
inline std::uint64_t pnm_number(ByteReader& reader, const Subject& subject) {
  const auto is_space = [](int byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); };
  while (is_space(reader.peek()) || reader.peek() == '#') {
    if (reader.next() != '#') continue;
    while (reader.next() != '\n') continue;
  }
  reader.need(1);
  if (reader.peek() < '0' || reader.peek() > '9') {
    subject.refuse("has no number where PNM requires one; give an intact file");
  }
  std::uint64_t number = 0;
  while (reader.peek() >= '0' && reader.peek() <= '9') {
    const unsigned digit = reader.next() - '0';
    if (number >> 32 == 0) number = number * 10 + digit;
  }
  return number;
}

template <Pixel T>
Image<T> read_pnm_values(ByteReader& reader, Shape shape, std::uint64_t largest, bool is_text,
                         const Subject& subject) {
  const std::uint64_t count = shape.elements();
  reader.need(is_text ? 2 * count - 1 : count * sizeof(T));  // text: at least a digit and a space
  Image<T> image;
  image.resize(shape);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t value = 0;
    if (is_text) {
      value = pnm_number(reader, subject);
    } else {
      for (std::size_t byte = 0; byte < sizeof(T); ++byte) value = value << 8 | reader.next();
    }
    if (value > largest) {
      subject.refuse("has the value ", value, " above its maximum ", largest, "; give an intact file");
    }
    const std::uint64_t scaled = (2 * value * white<T> + largest) / (2 * largest);
    image.data()[i] = static_cast<T>(scaled);
  }
  return image;
}

/// Reads P2, P3, P5 and P6, with 8 bits if the maximum value is at most 255, otherwise 16 bits. Values are
/// scaled to full scale and rounded half up.
inline AnyImage read_pnm(ByteSpan file, const Subject& subject) {
  ByteReader reader(file, subject);
  reader.next();
  const unsigned kind = reader.next() - '0';
  const bool is_text = kind == 2 || kind == 3;
  if (!is_text && kind != 5 && kind != 6) {
    subject.refuse("is a PNM file of type P", kind, "; give PGM (P2, P5) or PPM (P3, P6)");
  }
  const std::uint64_t width = pnm_number(reader, subject);
  const std::uint64_t height = pnm_number(reader, subject);
  const std::uint64_t largest = pnm_number(reader, subject);
  subject.check_size(static_cast<std::int64_t>(width), static_cast<std::int64_t>(height));
  if (largest < 1 || largest > 65535) {
    subject.refuse("has the maximum value ", largest, "; give a file with one in [1, 65535]");
  }
  reader.next();  // the header ends with one white space
  const Shape shape{static_cast<int>(width), static_cast<int>(height), kind == 3 || kind == 6 ? 3 : 1};
  if (largest > 255) return read_pnm_values<std::uint16_t>(reader, shape, largest, is_text, subject);
  return read_pnm_values<std::uint8_t>(reader, shape, largest, is_text, subject);
}

/// Writes P5 for one channel, P6 for three.
template <Pixel T>
Bytes write_pnm(ImageView<const T> image) {
  Bytes file;
  append_text(file, image.channels() == 1 ? "P5\n" : "P6\n");
  append_text(file, std::to_string(image.width()) + " " + std::to_string(image.height()) + "\n");
  append_text(file, std::to_string(white<T>) + "\n");
  const std::size_t header = file.size();
  const std::size_t row = image.shape().row_elements();
  file.resize(header + image.shape().elements() * sizeof(T));
  for (int y = 0; y < image.height(); ++y) {
    store_values(image.row(y), row, file.data() + header + static_cast<std::size_t>(y) * row * sizeof(T));
  }
  return file;
}

}  // namespace detail
VARY_NAMESPACE_END
