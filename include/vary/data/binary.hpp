// SPDX-License-Identifier: MIT
// Files that hold a whole dataset in binary, as they are read before anything in them is looked at.
#pragma once

#include <filesystem>

#include "vary/io/file.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// All bytes of a file. Throws Error for one that is still compressed. `wanted` is what errors ask for the
/// path of.
inline Bytes read_binary(const std::filesystem::path& path, const Subject& subject, const char* wanted) {
  Bytes bytes = read_file(path, subject, wanted);
  if (starts_with(bytes, "\x1f\x8b")) {
    subject.refuse_at(0, "is compressed by gzip; gunzip it first, or unpack it with tar -xzf");
  }
  return bytes;
}

}  // namespace detail
VARY_NAMESPACE_END
