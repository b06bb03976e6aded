// SPDX-License-Identifier: MIT
// A task: images to learn from and to be tested on, and how the first may be altered.
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
  std::string question;              ///< what the network is to say of an image
  std::vector<std::string> classes;  ///< by label
  Images train;
  vary::Statistics statistics;      ///< of these
  Images validation;              ///< for nothing but to choose the model that is kept
  Images test;                    ///< chooses nothing
  std::vector<std::string> groups;  ///< what the images of the test show, for the table
  std::vector<std::size_t> group;   ///< of each image of the test
  Pipeline augment;
  int epochs = 0;
  int width = 0;  ///< of the network: channels behind its first layer
};
