// SPDX-License-Identifier: MIT
#include "write_atomic.hpp"

namespace fs = std::filesystem;

void write_atomic(const fs::path& path, const std::function<void(const fs::path&)>& write) {
  fs::path temporary = path;
  temporary += ".0.part";
  try {
    write(temporary);
    fs::rename(temporary, path);
  } catch (...) {
    std::error_code ignored;
    fs::remove(temporary, ignored);
    throw;
  }
}
