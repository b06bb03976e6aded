// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>

/// Creates a file atomically: `write` writes to a temporary path in the same folder, which is then renamed.
/// vary::save() does the same itself.
void write_atomic(const std::filesystem::path& path,
                  const std::function<void(const std::filesystem::path&)>& write);
