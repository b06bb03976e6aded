// SPDX-License-Identifier: MIT
// What came of it, as a table.
#pragma once

#include <vector>

#include "task.hpp"
#include "training.hpp"

/// The same seeds without augmentation and with it, in the same order.
struct Results {
  std::vector<Trained> plain;
  std::vector<Trained> augmented;
};

void print_table(const Task& task, const Results& results);

/// By the validation images; of those that are right as often, the surer one.
const Trained& better(const Results& results);
