// SPDX-License-Identifier: MIT
// A task: training, validation and test images, and the augmentation of the training images.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vary/data.hpp>
#include <vary/vary.hpp>
#include <vector>

using Images = vary::Images<std::uint8_t>;
using Pipeline = vary::Pipeline<std::uint8_t>;

struct Task {
  std::string question;              ///< what the network is to answer
  std::vector<std::string> classes;  ///< by label
  Images train;
  vary::Statistics statistics;      ///< of the training images
  Images validation;                ///< only to choose the network that is saved
  Images test;                      ///< never used to choose
  std::vector<std::string> groups;  ///< names of the groups of test images, for the table
  std::vector<std::size_t> group;   ///< of each test image
  Pipeline augment;
  int epochs = 0;
  int width = 0;  ///< channels after the first layer of the network
};
