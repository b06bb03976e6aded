// SPDX-License-Identifier: MIT
// Reading a binary file of a dataset.
#pragma once

#include <filesystem>

#include "vary/io/file.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// All bytes of a file. Throws Error if it is compressed. `wanted` describes the expected file in error
/// messages.
inline Bytes read_binary(const std::filesystem::path& path, const Subject& subject, const char* wanted) {
  Bytes bytes = read_file(path, subject, wanted);
  if (starts_with(bytes, "\x1f\x8b")) {
    subject.refuse_at(0, "is compressed with gzip; decompress it with gunzip or tar -xzf");
  }
  return bytes;
}

}  // namespace detail
VARY_NAMESPACE_END
