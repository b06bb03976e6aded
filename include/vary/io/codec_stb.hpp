// SPDX-License-Identifier: MIT
// The functions of codec.hpp, implemented with stb.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <new>

#include "vary/io/codec.hpp"
#include "vary/io/stb.hpp"

#if defined(VARY_IMPLEMENT_IO)
#define VARY_IO_INLINE
#else
#define VARY_IO_INLINE inline
#endif

VARY_NAMESPACE_BEGIN
namespace detail {

/// Passes a file to stb_image and detects reads past its end, where stb would continue with zeros or with
/// uninitialised memory.
struct StbReader {
  ByteSpan file;
  std::size_t position = 0;
  const char* buffer = nullptr;
  bool exhausted = false;

  static int read(void* user, char* data, int size) {
    StbReader& reader = *static_cast<StbReader*>(user);
    // The first call fills the 128-byte buffer of stb, and so do all calls for the same memory. The buffer
    // may be filled partially; all other calls read data that the image needs.
    if (reader.buffer == nullptr) reader.buffer = data;
    const std::size_t count = std::min(static_cast<std::size_t>(size), reader.file.size() - reader.position);
    if (count == 0 || (data != reader.buffer && count < static_cast<std::size_t>(size)))
      reader.exhausted = true;
    if (count != 0) std::memcpy(data, reader.file.data() + reader.position, count);
    reader.position += count;
    return static_cast<int>(count);
  }
  static void skip(void* user, int count) {
    StbReader& reader = *static_cast<StbReader*>(user);
    const auto target = static_cast<std::ptrdiff_t>(reader.position) + count;
    reader.position = static_cast<std::size_t>(
        std::clamp(target, std::ptrdiff_t{0}, static_cast<std::ptrdiff_t>(reader.file.size())));
  }
  static int at_end(void* user) {
    const StbReader& reader = *static_cast<StbReader*>(user);
    return reader.position == reader.file.size() ? 1 : 0;
  }
  static constexpr stb::stbi_io_callbacks callbacks{read, skip, at_end};
};

struct FreeStbImage {
  void operator()(void* pixels) const { stb::stbi_image_free(pixels); }
};

/// `load` is stbi_load_from_callbacks or stbi_load_16_from_callbacks.
template <Pixel T, class Load>
Image<T> stb_load(ByteSpan file, const Subject& subject, const Load& load) {
  StbReader reader{file};
  Shape shape;
  const std::unique_ptr<T, FreeStbImage> pixels(
      load(&StbReader::callbacks, &reader, &shape.width, &shape.height, &shape.channels, 0));
  if (reader.exhausted) subject.refuse_end();
  if (!pixels) {
    const char* reason = stb::stbi_failure_reason();  // thread-local
    subject.refuse("cannot be decoded (", reason != nullptr ? reason : "unknown reason",
                   "); give an intact PNG, JPEG, BMP or TGA file");
  }
  Image<T> image;
  image.resize(shape);
  std::memcpy(image.data(), pixels.get(), shape.elements() * sizeof(T));
  return image;
}

VARY_IO_INLINE AnyImage stb_decode(ByteSpan file, const Subject& subject) {
  Shape shape;
  StbReader reader{file};
  if (stb::stbi_info_from_callbacks(&StbReader::callbacks, &reader, &shape.width, &shape.height,
                                    &shape.channels) == 0) {
    if (reader.exhausted) subject.refuse_end();
    subject.refuse("is not an image or is damaged; give a PNG, JPEG, BMP, TGA, PGM, PPM or HDR file");
  }
  // A negative height in BMP means that rows are stored from top to bottom.
  subject.check_size(shape.width, std::abs(std::int64_t{shape.height}));
  reader = StbReader{file};
  if (stb::stbi_is_16_bit_from_callbacks(&StbReader::callbacks, &reader) != 0) {
    return stb_load<std::uint16_t>(file, subject, stb::stbi_load_16_from_callbacks);
  }
  return stb_load<std::uint8_t>(file, subject, stb::stbi_load_from_callbacks);
}

VARY_IO_INLINE Bytes stb_encode(StbFormat format, Shape shape, const void* pixels, int quality) {
  Bytes file;
  const auto append = [](void* user, void* data, int size) {
    const auto* bytes = static_cast<const std::byte*>(data);
    static_cast<Bytes*>(user)->insert(static_cast<Bytes*>(user)->end(), bytes, bytes + size);
  };
  const auto [width, height, channels] = shape;
  switch (format) {
    case StbFormat::jpeg:
      stb::stbi_write_jpg_to_func(append, &file, width, height, channels, pixels, quality);
      break;
    case StbFormat::bmp:
      stb::stbi_write_bmp_to_func(append, &file, width, height, channels, pixels);
      break;
    case StbFormat::tga:
      stb::stbi_write_tga_to_func(append, &file, width, height, channels, pixels);
      break;
    case StbFormat::hdr:
      stb::stbi_write_hdr_to_func(append, &file, width, height, channels, static_cast<const float*>(pixels));
      break;
  }
  return file;
}

VARY_IO_INLINE Bytes stb_deflate(Bytes& bytes) {
  struct Free {
    void operator()(unsigned char* memory) const { stb::free_compressed(memory); }
  };
  constexpr int quality = 8;  // stb's default for PNG
  int size = 0;
  const std::unique_ptr<unsigned char, Free> compressed(stb::stbi_zlib_compress(
      reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), &size, quality));
  if (!compressed) throw std::bad_alloc();
  const auto* data = reinterpret_cast<const std::byte*>(compressed.get());
  return {data, data + size};
}

}  // namespace detail
VARY_NAMESPACE_END

#undef VARY_IO_INLINE
