// SPDX-License-Identifier: MIT
#include "write_aside.hpp"

namespace fs = std::filesystem;

void write_aside(const fs::path& path, const std::function<void(const fs::path&)>& write) {
  fs::path part = path;
  part += ".0.part";
  try {
    write(part);
    fs::rename(part, path);
  } catch (...) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw;
  }
}
