// SPDX-License-Identifier: MIT
// The interface to stb_image and stb_image_write. By default its functions are compiled in each translation
// unit that includes <vary/io.hpp>, which takes a few seconds. With VARY_SEPARATE_IO they are only declared,
// and one other translation unit defines VARY_IMPLEMENT_IO before it includes <vary/io.hpp>: vary::kernels has such a
// unit, and defines VARY_SEPARATE_IO.
#pragma once

#include "vary/io/bytes.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// Decodes PNG, JPEG, BMP and TGA, with the depth and the channels of the file. Throws Error for other
/// formats, too many pixels, and damaged or truncated files.
AnyImage stb_decode(ByteSpan file, const Subject& subject);

enum class StbFormat { jpeg, bmp, tga, hdr };

/// Encodes tight rows of unsigned char, or float for hdr. The format must support the shape.
Bytes stb_encode(StbFormat format, Shape shape, const void* pixels, int quality);

/// Compresses up to 2^30 bytes into a zlib stream.
Bytes stb_deflate(Bytes& bytes);

}  // namespace detail
VARY_NAMESPACE_END

// Templates that are compiled with the codecs where these are separate, and not in the user's units.
#if defined(VARY_IMPLEMENT_IO)
#define VARY_COMPILE_IO_ONCE(...) template __VA_ARGS__;
#elif defined(VARY_SEPARATE_IO)
#define VARY_COMPILE_IO_ONCE(...) extern template __VA_ARGS__;
#else
#define VARY_COMPILE_IO_ONCE(...)
#endif

#if !defined(VARY_SEPARATE_IO) || defined(VARY_IMPLEMENT_IO)
#include "vary/io/codec_stb.hpp"
#endif
