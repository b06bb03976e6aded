// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>

/// Makes a file whole or not at all: `write(path)` fills one beside it, which then takes its name.
/// vary::save() does the same by itself.
void write_aside(const std::filesystem::path& path,
                 const std::function<void(const std::filesystem::path&)>& write);
