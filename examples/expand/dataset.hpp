// SPDX-License-Identifier: MIT
// The images of a folder, and the number of copies of each.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "options.hpp"

/// An image of the input folder.
struct Source {
  std::string name;         ///< path relative to the input folder, with slashes
  std::uint64_t index = 0;  ///< a hash of the name: it does not depend on other files
  int copies = 0;
};

struct Dataset {
  std::vector<Source> sources;  ///< sorted by name
  std::size_t ignored = 0;      ///< number of files without the extension of an image
};

/// Lists the input folder and computes the number of copies of each image. Throws vary::Error if there are no
/// images, or if files would overwrite each other.
Dataset list_dataset(const Options& options);

/// The path of copy `number`, relative to the output folder: cat/a_00.jpg for cat/a.jpg.
std::string copy_name(const Source& source, int number);

/// Throws vary::Error if the folders are the same or one is inside the other: copies would become input
/// images.
void refuse_overlap(const std::filesystem::path& input, const std::filesystem::path& output,
                    const char* option);

/// True if the path is the folder or inside it.
bool is_within(const std::filesystem::path& path, const std::filesystem::path& folder);
