// SPDX-License-Identifier: MIT
// The command line of train.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

struct Options {
  std::filesystem::path data;  ///< empty: the text task, with drawn images
  int train = 0;               ///< training and validation images; 0: all
  int size = 32;               ///< images of a folder are resized to this side
  int epochs = 0;              ///< 0: the default of the task
  int batch = 32;
  int seeds = 3;
  std::uint64_t seed = 1;
  int threads = 0;  ///< 0: one per processor
  std::filesystem::path output = "model.pt";
  std::filesystem::path draw;  ///< where to save the images of the text task
};

/// Reads the command line. If a number is returned, the program should exit with it, as after --help.
std::optional<int> read_options(int count, char** arguments, Options& options);
