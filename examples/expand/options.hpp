// SPDX-License-Identifier: MIT
// The command line of expand.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

struct Options {
  std::filesystem::path input;
  std::filesystem::path output;
  int copies = 10;
  std::uint64_t seed = 0;
  int jobs = 0;  ///< threads; 0: one per processor
  std::filesystem::path preview;
  bool keep_originals = false;
  bool balance = false;
  // Applied to every copy, after all other transforms.
  float noise = 0;
  float blur = 0;
  int dilate = 0;
};

/// Reads the command line. If a number is returned, the program should exit with it, as after --help.
std::optional<int> read_options(int count, char** arguments, Options& options);
