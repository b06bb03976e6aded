// SPDX-License-Identifier: MIT
// What expand is asked to do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

struct Options {
  std::filesystem::path input;
  std::filesystem::path output;
  int copies = 10;
  std::uint64_t seed = 0;
  int jobs = 0;  ///< 0: as many as there are processors
  std::filesystem::path preview;
  bool keep_originals = false;
  bool balance = false;
  // Added to every copy, behind all else.
  float noise = 0;
  float blur = 0;
  int dilate = 0;
};

/// Reads the command line. A number means that the program ends here with it, as after --help.
std::optional<int> read_options(int count, char** arguments, Options& options);
