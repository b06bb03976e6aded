// SPDX-License-Identifier: MIT
// save() and encode(): write an image to a file or to memory.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "vary/io/codec.hpp"
#include "vary/io/file.hpp"
#include "vary/io/png.hpp"
#include "vary/io/pnm.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

enum class Codec { png, jpeg, bmp, tga, pnm, hdr };

/// What the format of an extension can store: the sizes of a channel value (1, 2 and 4 bytes, summed), and
/// the channel counts (bit n for n channels).
struct FileFormat {
  const char* extension;
  Codec codec;
  unsigned value_sizes;
  unsigned channel_counts;
  int longest_side;

  template <class T>
  [[nodiscard]] constexpr bool holds() const {
    return (value_sizes & sizeof(T)) != 0;
  }
  [[nodiscard]] constexpr bool holds_channels(int channels) const {
    return channels <= 4 && (channel_counts >> channels & 1U) != 0;
  }
};

inline constexpr int any_side = static_cast<int>(max_file_pixels);
inline constexpr FileFormat file_formats[] = {
    {".png", Codec::png, 1 + 2, 0b11110, any_side}, {".jpg", Codec::jpeg, 1, 0b01010, 65535},
    {".jpeg", Codec::jpeg, 1, 0b01010, 65535},      {".bmp", Codec::bmp, 1, 0b01010, any_side},
    {".tga", Codec::tga, 1, 0b11110, 65535},        {".pgm", Codec::pnm, 1 + 2, 0b00010, any_side},
    {".ppm", Codec::pnm, 1 + 2, 0b01000, any_side}, {".pnm", Codec::pnm, 1 + 2, 0b01010, any_side},
    {".hdr", Codec::hdr, 4, 0b01010, any_side},
};

/// The extensions for which `fits` is true, for an error message: ".png, .tga".
template <class Fits>
std::string list_extensions(const Fits& fits) {
  std::string list;
  for (const FileFormat& file_format : file_formats) {
    if (!fits(file_format)) continue;
    if (!list.empty()) list += ", ";
    list += file_format.extension;
  }
  return list;
}

template <Pixel T>
inline constexpr const char* depth_name = sizeof(T) == 1   ? "8 bits"
                                          : sizeof(T) == 2 ? "16 bits"
                                                           : "float";

/// The format of a file extension, in any case. Throws Error if there is none or it cannot store the image.
template <Pixel T>
const FileFormat& format_for(std::string extension, Shape shape, const Subject& subject) {
  for (char& letter : extension) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  const auto holds_depth = [](const FileFormat& file_format) { return file_format.holds<T>(); };
  const auto holds_all = [&](const FileFormat& file_format) {
    return file_format.holds<T>() && file_format.holds_channels(shape.channels) &&
           std::max(shape.width, shape.height) <= file_format.longest_side;
  };
  const std::string better = list_extensions(holds_all);
  const std::string remedy =
      better.empty() ? "no format can hold it; change its channels" : "save as " + better;
  const auto* found = std::ranges::find(file_formats, extension, &FileFormat::extension);
  if (found == std::end(file_formats)) {
    subject.refuse("has the extension \"", extension, "\", which cannot be written; ", remedy);
  }
  if (!holds_depth(*found)) subject.refuse(extension, " cannot hold ", depth_name<T>, "; ", remedy);
  if (!found->holds_channels(shape.channels)) {
    subject.refuse(extension, " cannot hold ", shape.channels, " channels; ", remedy);
  }
  if (!holds_all(*found)) subject.refuse(extension, " cannot hold ", spell(shape), "; ", remedy);
  return *found;
}

/// Clamps to the values that HDR can store: no negative values, no NaN, below 2^127.
inline Image<float> clamp_for_hdr(ImageView<const float> image) {
  constexpr float largest = 0x1.fep126f;
  Image<float> out(image);
  for (std::size_t i = 0; i < out.shape().elements(); ++i) {
    float& value = out.data()[i];
    value = value > 0 ? std::min(value, largest) : 0.0f;
  }
  return out;
}

template <Pixel T>
Bytes encode_as(ImageView<const T> image, const std::string& extension, int quality, const Subject& subject) {
  if (image.empty()) subject.refuse("got an empty image; give one with pixels");
  if (quality < 1 || quality > 100) subject.refuse("quality ", quality, " is out of range; give 1 to 100");
  subject.check_size(image.width(), image.height());
  const FileFormat file_format = format_for<T>(extension, image.shape(), subject);
  if constexpr (std::same_as<T, float>) {
    return stb_encode(StbFormat::hdr, image.shape(), clamp_for_hdr(image).data(), quality);
  } else {
    if (file_format.codec == Codec::png) return write_png(image, subject);
    if (file_format.codec == Codec::pnm) return write_pnm(image);
    const StbFormat format = file_format.codec == Codec::jpeg  ? StbFormat::jpeg
                             : file_format.codec == Codec::bmp ? StbFormat::bmp
                                                               : StbFormat::tga;
    return stb_encode(format, image.shape(), Image<T>(image).data(), quality);  // stb needs tight rows
  }
}

VARY_COMPILE_IO_ONCE(Bytes encode_as(ImageView<const std::uint8_t>, const std::string&, int, const Subject&))
VARY_COMPILE_IO_ONCE(Bytes encode_as(ImageView<const std::uint16_t>, const std::string&, int, const Subject&))
VARY_COMPILE_IO_ONCE(Bytes encode_as(ImageView<const float>, const std::string&, int, const Subject&))

}  // namespace detail

/// The bytes of the file that save() writes for this extension, such as ".png".
template <Photo P>
[[nodiscard]] std::vector<std::byte> encode(const P& image, const std::string& extension, int quality = 95) {
  using T = typename P::value_type;
  return detail::encode_as<T>(image.view(), extension, quality, {"encode", "image"});
}

/// Writes an Image or an ImageView to a file in the format of its extension:
///
///   8 bits   .png .tga (1 to 4 channels), .bmp .jpg .jpeg .pnm (1, 3), .pgm (1), .ppm (3)
///   16 bits  .png (1 to 4 channels), .pnm (1, 3), .pgm (1), .ppm (3)
///   float    .hdr (1, 3)
///
/// All formats but JPEG and HDR are lossless. HDR keeps 8 bits of the largest channel of a pixel and the same
/// absolute precision for the others, rounded down; negative values and NaN become 0. JPEG, BMP and HDR store
/// grey as three equal channels: load it with `channels` 1. `quality`, 1 to 100, is for JPEG; above 90 chroma
/// is not subsampled.
///
/// The write is atomic: a temporary file, `path.0.part`, is renamed when it is complete, so the file is never
/// incomplete, and on failure an existing file is unchanged. A symbolic link is replaced, not followed.
///
/// Throws Error, with the path and the reason, for an extension that is not one of these or cannot store the
/// image (the message lists those that can), for more than `max_file_pixels`, and if the file cannot be
/// written.
template <Photo P>
void save(const std::filesystem::path& path, const P& image, int quality = 95) {
  using T = typename P::value_type;
  const detail::Subject subject("save", path.string());
  const std::string extension = path.extension().string();
  detail::write_file(path, detail::encode_as<T>(image.view(), extension, quality, subject), subject);
}

VARY_NAMESPACE_END
