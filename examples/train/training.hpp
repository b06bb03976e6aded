// SPDX-License-Identifier: MIT
// One network, trained and tested.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "options.hpp"
#include "task.hpp"

struct Score {
  double right = 0;        ///< share of the images
  double loss = 0;         ///< how little likely the network found what they are
  std::vector<bool> hits;  ///< for each image
};

struct Trained {
  std::uint64_t seed = 0;
  bool augmented = false;
  Score validation;
  Score test;
  std::string bytes;  ///< of the file that torch::load takes
};

/// Steps that one training takes.
std::size_t steps_of(const Task& task, const Options& options);

/// Trains a network from a start that the seed gives, on images in an order that it gives, and tests it
/// after the last step. `pipeline` makes what the network gets to see. Works on one thread: several of them
/// are better used by as many trainings, which then do not depend on their number.
Trained train(const Task& task, const Pipeline& pipeline, std::uint64_t seed, const Options& options,
              const std::function<void()>& step_done);

/// What the network in a file makes of the test.
Score test_file(const std::filesystem::path& path, const Task& task, const Options& options);
