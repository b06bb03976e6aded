// SPDX-License-Identifier: MIT
// What train is asked to do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

struct Options {
  std::filesystem::path data;  ///< none: the story that is drawn
  int train = 0;               ///< images to learn from and to choose by; 0: all
  int size = 32;               ///< side that the images of a folder get
  int epochs = 0;              ///< 0: what suits the task
  int batch = 32;
  int seeds = 3;
  std::uint64_t seed = 1;
  int threads = 0;  ///< 0: as many as there are processors
  std::filesystem::path output = "model.pt";
  std::filesystem::path draw;  ///< where to put the images of the story
};

/// Reads the command line. A number means that the program ends here with it, as after --help.
std::optional<int> read_options(int count, char** arguments, Options& options);
