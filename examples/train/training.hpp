// SPDX-License-Identifier: MIT
// Trains and tests one network.
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
  double accuracy = 0;        ///< fraction of correct answers
  double loss = 0;            ///< mean cross entropy
  std::vector<bool> correct;  ///< for each image, whether the answer is correct
};

struct Trained {
  std::uint64_t seed = 0;
  bool augmented = false;
  Score validation;
  Score test;
  std::string bytes;  ///< a file for torch::load
};

/// The number of steps of one training.
std::size_t steps_of(const Task& task, const Options& options);

/// Trains a network and tests it after the last step. The seed determines the initial weights and the order
/// of the images; `pipeline` augments the images. Uses one thread: with several, run several trainings, so
/// that the results do not depend on the number of threads.
Trained train(const Task& task, const Pipeline& pipeline, std::uint64_t seed, const Options& options,
              const std::function<void()>& step_done);

/// The test score of the network in a file.
Score test_file(const std::filesystem::path& path, const Task& task, const Options& options);
