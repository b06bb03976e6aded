// SPDX-License-Identifier: MIT
// The images of a folder, and how many copies each of them gets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "options.hpp"

/// An image of the input folder.
struct Source {
  std::string name;         ///< path below the input folder, with slashes
  std::uint64_t index = 0;  ///< a number made from the name alone: other files do not change it
  int copies = 0;
};

struct Dataset {
  std::vector<Source> sources;  ///< in the order of their names
  std::size_t left_aside = 0;   ///< files that are no images by their names
};

/// Lists the input folder and shares out the copies. Throws vary::Error where there is nothing to do, or
/// where files would overwrite one another.
Dataset list_dataset(const Options& options);

/// The path of copy `number` below the output folder: cat/a.jpg gives cat/a_00.jpg.
std::string copy_name(const Source& source, int number);

/// Throws vary::Error if one of the folders is the other one or lies in it: copies would become images.
void refuse_overlap(const std::filesystem::path& input, const std::filesystem::path& output,
                    const char* option);

/// True if the path is the folder or lies in it.
bool is_within(const std::filesystem::path& path, const std::filesystem::path& folder);
