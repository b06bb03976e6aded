// SPDX-License-Identifier: MIT
// A private copy of stb_image and stb_image_write: in a namespace, with internal linkage, and with all macros
// restored, so that a program may use its own stb too, even in the same translation unit. Project-wide
// settings such as STBI_NO_JPEG, STBI_MALLOC or STBIW_ZLIB_COMPRESS also apply here.
#pragma once

// All headers that stb includes, because its own includes are within a namespace below.
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(STBI_NEON)
#include <arm_neon.h>
#endif

#include <stdexcept>

#include "vary/core/config.hpp"

// Disables warnings in stb, independently of its include path.
#pragma GCC system_header

#pragma push_macro("STBI_INCLUDE_STB_IMAGE_H")
#pragma push_macro("STB_IMAGE_IMPLEMENTATION")
#pragma push_macro("STBIDEF")
#pragma push_macro("STBI_ASSERT")
#pragma push_macro("STBI_MALLOC")
#pragma push_macro("STBI_REALLOC")
#pragma push_macro("STBI_REALLOC_SIZED")
#pragma push_macro("STBI_FREE")
#pragma push_macro("STBI_FAILURE_USERMSG")
#pragma push_macro("STBI_MAX_DIMENSIONS")
#pragma push_macro("STBI_NO_GIF")
#pragma push_macro("STBI_NO_HDR")
#pragma push_macro("STBI_NO_LINEAR")
#pragma push_macro("STBI_NO_PIC")
#pragma push_macro("STBI_NO_PNM")
#pragma push_macro("STBI_NO_PSD")
#pragma push_macro("STBI_NO_STDIO")
#pragma push_macro("INCLUDE_STB_IMAGE_WRITE_H")
#pragma push_macro("STB_IMAGE_WRITE_IMPLEMENTATION")
#pragma push_macro("STB_IMAGE_WRITE_STATIC")
#pragma push_macro("STBIWDEF")
#pragma push_macro("STBIW_ASSERT")
#pragma push_macro("STBIW_MALLOC")
#pragma push_macro("STBIW_REALLOC")
#pragma push_macro("STBIW_REALLOC_SIZED")
#pragma push_macro("STBIW_FREE")

#undef STBIDEF
#undef STBI_ASSERT
#undef stbi__err  // a function, then a macro with the same name, which breaks a second inclusion
#undef INCLUDE_STB_IMAGE_WRITE_H
#undef STBIWDEF
#undef STBIW_ASSERT

// stb_image declares its functions extern "C", which conflicts with those of the user in g++ even if they are
// static. So its declarations are skipped; the necessary ones are below.
#define STBI_INCLUDE_STB_IMAGE_H
#define STB_IMAGE_IMPLEMENTATION
#define STBIDEF static
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
// A damaged file must not abort the program.
#define STBI_ASSERT(x) ((x) ? void() : throw std::runtime_error("stb_image: " #x))
#define STBIW_ASSERT(x) ((x) ? void() : throw std::runtime_error("stb_image_write: " #x))
#define STBI_FAILURE_USERMSG
// Unsupported formats. PNM and HDR are read in pnm.hpp and hdr.hpp, because stb does not detect truncation.
#define STBI_NO_GIF
#define STBI_NO_HDR
#define STBI_NO_LINEAR
#define STBI_NO_PIC
#define STBI_NO_PNM
#define STBI_NO_PSD
#define STBI_NO_STDIO

VARY_NAMESPACE_BEGIN
namespace detail::stb {

enum { STBI_default, STBI_grey, STBI_grey_alpha, STBI_rgb, STBI_rgb_alpha };
using stbi_uc = unsigned char;
using stbi_us = unsigned short;
struct stbi_io_callbacks {
  int (*read)(void* user, char* data, int size);
  void (*skip)(void* user, int count);
  int (*eof)(void* user);
};

#if __has_include(<stb/stb_image.h>)
#include <stb/stb_image.h>
#include <stb/stb_image_write.h>
#elif __has_include(<stb_image.h>)
#include <stb_image.h>
#include <stb_image_write.h>
#else
#error "vary/io.hpp needs stb_image.h and stb_image_write.h (Debian: apt install libstb-dev)"
#endif

/// Frees what stbi_zlib_compress() returned.
inline void free_compressed(void* memory) { STBIW_FREE(memory); }

}  // namespace detail::stb
VARY_NAMESPACE_END

#undef stbi__err

#pragma pop_macro("STBI_INCLUDE_STB_IMAGE_H")
#pragma pop_macro("STB_IMAGE_IMPLEMENTATION")
#pragma pop_macro("STBIDEF")
#pragma pop_macro("STBI_ASSERT")
#pragma pop_macro("STBI_MALLOC")
#pragma pop_macro("STBI_REALLOC")
#pragma pop_macro("STBI_REALLOC_SIZED")
#pragma pop_macro("STBI_FREE")
#pragma pop_macro("STBI_FAILURE_USERMSG")
#pragma pop_macro("STBI_MAX_DIMENSIONS")
#pragma pop_macro("STBI_NO_GIF")
#pragma pop_macro("STBI_NO_HDR")
#pragma pop_macro("STBI_NO_LINEAR")
#pragma pop_macro("STBI_NO_PIC")
#pragma pop_macro("STBI_NO_PNM")
#pragma pop_macro("STBI_NO_PSD")
#pragma pop_macro("STBI_NO_STDIO")
#pragma pop_macro("INCLUDE_STB_IMAGE_WRITE_H")
#pragma pop_macro("STB_IMAGE_WRITE_IMPLEMENTATION")
#pragma pop_macro("STB_IMAGE_WRITE_STATIC")
#pragma pop_macro("STBIWDEF")
#pragma pop_macro("STBIW_ASSERT")
#pragma pop_macro("STBIW_MALLOC")
#pragma pop_macro("STBIW_REALLOC")
#pragma pop_macro("STBIW_REALLOC_SIZED")
#pragma pop_macro("STBIW_FREE")
