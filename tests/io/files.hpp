// SPDX-License-Identifier: MIT
// Files for tests: a temporary folder, bytes, and error messages.
#pragma once

#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "vary/core/error.hpp"

namespace tests {

using Bytes = std::vector<std::byte>;

class Folder {
 public:
  Folder() {
    static std::atomic<int> count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("vary-io-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directory(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  [[nodiscard]] std::size_t files() const {
    const std::filesystem::directory_iterator first(path_);
    return static_cast<std::size_t>(std::distance(begin(first), end(first)));
  }

 private:
  std::filesystem::path path_;
};

inline Bytes bytes(std::string_view text) {
  const auto* data = reinterpret_cast<const std::byte*>(text.data());
  return {data, data + text.size()};
}

/// Bytes from numbers: bytes_of(0x50, 0x35).
template <class... Numbers>
Bytes bytes_of(Numbers... numbers) {
  return {static_cast<std::byte>(numbers)...};
}

inline Bytes joined(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

inline void write(const std::filesystem::path& path, const Bytes& content) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

inline Bytes read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return bytes(std::string(std::istreambuf_iterator<char>(file), {}));
}

/// The message of the vary::Error that body() throws; empty if it does not throw.
template <class Body>
std::string error_of(const Body& body) {
  try {
    body();
  } catch (const vary::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace tests
