// SPDX-License-Identifier: MIT
// Reading a complete file, and writing a file atomically.
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "vary/io/bytes.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// The message of an errno value; unlike strerror() it is thread-safe.
inline std::string error_text(int number) { return std::generic_category().message(number); }

/// All bytes of a file. `wanted` describes the expected file in error messages.
inline Bytes read_file(const std::filesystem::path& path, const Subject& subject,
                       const char* wanted = "an image file") {
  // The limit stops reads of endless devices; no supported image has more bytes.
  constexpr std::size_t longest = std::size_t{16} * max_file_pixels;
  constexpr std::size_t step = std::size_t{1} << 16;
  const File file(std::fopen(path.string().c_str(), "rb"));
  if (!file) {
    subject.refuse("cannot be opened: ", error_text(errno), "; give the path of ", wanted);
  }
  Bytes bytes;
  std::size_t size = 0;
  for (std::size_t got = step; got == step; size += got) {
    if (size > longest) subject.refuse("has more than ", longest, " bytes; give a smaller file");
    bytes.resize(size + step);
    got = std::fread(bytes.data() + size, 1, step, file.get());
  }
  if (std::ferror(file.get()) != 0) {
    subject.refuse("cannot be read: ", error_text(errno), "; give the path of ", wanted);
  }
  bytes.resize(size);
  return bytes;
}

/// Writes a temporary file (`path.0.part`) and renames it to `path` when it is complete. On failure an
/// existing file is unchanged and the temporary file is removed.
inline void write_file(const std::filesystem::path& path, ByteSpan bytes, const Subject& subject) {
  std::filesystem::path part;
  File file;
  for (int i = 0; !file; ++i) {
    part = path;
    part.concat(".").concat(std::to_string(i)).concat(".part");  // g++ 12 warns of "." + string at -O3
    // Exclusive, because another thread or process may write the same path.
    file.reset(std::fopen(part.string().c_str(), "wbx"));
    if (!file && (errno != EEXIST || i == 999)) {
      subject.refuse("cannot be created: ", error_text(errno), "; give a path in a writable folder");
    }
  }
  std::error_code error;
  const auto note_error = [&](bool failed) {
    if (failed && !error) error.assign(errno, std::generic_category());
  };
  note_error(!bytes.empty() && std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size());
  note_error(std::fclose(file.release()) != 0);  // writes what was buffered
  if (!error) std::filesystem::rename(part, path, error);
  if (error) {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    subject.refuse("cannot be written: ", error.message(), "; an existing file is unchanged");
  }
}

}  // namespace detail
VARY_NAMESPACE_END
