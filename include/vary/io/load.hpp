// SPDX-License-Identifier: MIT
// load() and decode(): read an image from a file or from memory.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "vary/io/codec.hpp"
#include "vary/io/exif.hpp"
#include "vary/io/file.hpp"
#include "vary/io/hdr.hpp"
#include "vary/io/jpeg.hpp"
#include "vary/io/png.hpp"
#include "vary/io/pnm.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Converts a value to another depth as the same fraction of full scale, rounded half up. Floats out of [0,
/// 1] are clamped for integers.
template <Pixel T, Pixel From>
T to_depth(From value) {
  if constexpr (std::same_as<T, From>) {
    return value;
  } else if constexpr (std::same_as<From, float>) {
    return to_pixel<T>(static_cast<double>(value) * white<T>);
  } else if constexpr (std::same_as<T, float>) {
    return static_cast<float>(value) / white<From>;
  } else if constexpr (sizeof(T) > sizeof(From)) {
    return static_cast<T>(value * 257);
  } else {
    return static_cast<T>((value + 128) / 257);
  }
}

/// The luminance with the weights of stb_image, which sum to one.
template <Pixel T>
T luminance(T red, T green, T blue) {
  if constexpr (std::same_as<T, float>) {
    return static_cast<float>((77.0 * red + 150.0 * green + 29.0 * blue) / 256.0);
  } else {
    return static_cast<T>((77 * red + 150 * green + 29 * blue) >> 8);
  }
}

/// Converts between 1 to 4 channels: grey, grey and alpha, RGB, RGB and alpha.
template <Pixel T>
void convert_pixel(const T* from, int from_channels, T* to, int to_channels) {
  const bool from_colour = from_channels >= 3;
  const T alpha = from_channels % 2 == 0 ? from[from_channels - 1] : white<T>;
  if (to_channels >= 3) {
    for (int c = 0; c < 3; ++c) to[c] = from[from_colour ? c : 0];
  } else {
    to[0] = from_colour ? luminance(from[0], from[1], from[2]) : from[0];
  }
  if (to_channels % 2 == 0) to[to_channels - 1] = alpha;
}

template <Pixel T, Pixel From>
Image<T> with_depth(Image<From> image) {
  if constexpr (std::same_as<T, From>) {
    return image;
  } else {
    Image<T> out;
    out.resize(image.shape());
    for (std::size_t i = 0; i < image.shape().elements(); ++i) out.data()[i] = to_depth<T>(image.data()[i]);
    return out;
  }
}

template <Pixel T>
Image<T> with_channels(Image<T> image, int channels) {
  if (channels == 0 || channels == image.channels()) return image;
  Image<T> out;
  out.resize({image.width(), image.height(), channels});
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      convert_pixel(&image.at(x, y), image.channels(), &out.at(x, y), channels);
    }
  }
  return out;
}

inline AnyImage decode_any(ByteSpan file, const Subject& subject) {
  if (file.empty()) subject.refuse("is empty; give an image file");
  if (starts_with(file, "#?")) return read_hdr(file, subject);
  const auto second = number_at(file, 1, 1);
  if (starts_with(file, "P") && second >= '1' && second <= '7') return read_pnm(file, subject);
  if (starts_with(file, png_signature)) check_png(file, subject);
  const bool is_jpeg = starts_with(file, "\xff\xd8");
  if (is_jpeg) check_jpeg(file, subject);
  AnyImage image = stb_decode(file, subject);
  if (is_jpeg) {
    auto& stored = std::get<Image<std::uint8_t>>(image);
    stored = apply_orientation(std::move(stored), jpeg_orientation(file));
  }
  return image;
}

template <Pixel T>
Image<T> decode_as(ByteSpan file, int channels, const Subject& subject) {
  AnyImage decoded = decode_any(file, subject);
  return std::visit(
      [channels](auto& image) { return with_channels(with_depth<T>(std::move(image)), channels); }, decoded);
}

VARY_COMPILE_IO_ONCE(Image<std::uint8_t> decode_as(ByteSpan, int, const Subject&))
VARY_COMPILE_IO_ONCE(Image<std::uint16_t> decode_as(ByteSpan, int, const Subject&))
VARY_COMPILE_IO_ONCE(Image<float> decode_as(ByteSpan, int, const Subject&))

inline void check_channels(int channels, const char* owner) {
  if (channels < 0 || channels > 4) {
    vary::refuse(owner, "channels", channels,
                 " is out of range; give 1 to 4, or 0 to keep those of the file");
  }
}

}  // namespace detail

/// Reads PNG, JPEG, BMP, TGA, PGM, PPM or HDR from memory, like load(). `name` is used in error messages.
template <Pixel T>
[[nodiscard]] Image<T> decode(std::span<const std::byte> file, int channels = 0,
                              const std::string& name = "memory") {
  detail::check_channels(channels, "decode");
  return detail::decode_as<T>(file, channels, {"decode", name});
}

template <Pixel T>
[[nodiscard]] Image<T> decode(const void* data, std::size_t size, int channels = 0,
                              const std::string& name = "memory") {
  return decode<T>(std::span(static_cast<const std::byte*>(data), size), channels, name);
}

/// Reads a PNG, JPEG, BMP, TGA, PGM, PPM or HDR file; its format is detected from its content. A JPEG is
/// rotated by its EXIF orientation.
///
/// PNG, PGM and PPM have 8 or 16 bits, HDR has float, the others 8 bits. If the depth is not that of T,
/// values are scaled (full scale stays full scale), rounded half up, without a gamma correction. HDR has
/// linear light, which may exceed 1; integers are clamped.
///
/// `channels` 0 keeps the channels of the file; 1 to 4 convert it to grey, grey and alpha, RGB, or RGB and
/// alpha, after the conversion of depth. Grey is (77 R + 150 G + 29 B) / 256, rounded down for integers as in
/// stb_image; grey becomes colour by repeating it; a new alpha is opaque, a superfluous one is dropped.
///
/// Throws Error, with the path and the reason, for a file that cannot be read, is not an image, is damaged or
/// truncated, or has more than `max_file_pixels`. Thread-safe.
template <Pixel T>
[[nodiscard]] Image<T> load(const std::filesystem::path& path, int channels = 0) {
  detail::check_channels(channels, "load");
  const detail::Subject subject("load", path.string());
  return detail::decode_as<T>(detail::read_file(path, subject), channels, subject);
}

/// An image with the depth of its file: a std::variant of Image<T> for all pixel types.
using AnyImage = detail::AnyImage;

/// Reads a file like load(), with the depth and the channels of the file.
[[nodiscard]] inline AnyImage load_any(const std::filesystem::path& path) {
  const detail::Subject subject("load", path.string());
  return detail::decode_any(detail::read_file(path, subject), subject);
}

/// True if the extension is that of a format which load() reads: .png .jpg .jpeg .bmp .tga .ppm .pgm .pnm
/// .hdr, in any case.
[[nodiscard]] inline bool is_image_name(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  for (char& letter : extension) {  // not by tolower(), which depends on the locale
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  constexpr std::array<std::string_view, 9> known{".png", ".jpg", ".jpeg", ".bmp", ".tga",
                                                  ".ppm", ".pgm", ".pnm",  ".hdr"};
  return std::find(known.begin(), known.end(), extension) != known.end();
}

VARY_NAMESPACE_END
