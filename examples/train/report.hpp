// SPDX-License-Identifier: MIT
// The table of results.
#pragma once

#include <vector>

#include "task.hpp"
#include "training.hpp"

/// Networks without and with augmentation, for the same seeds in the same order.
struct Results {
  std::vector<Trained> plain;
  std::vector<Trained> augmented;
};

void print_table(const Task& task, const Results& results);

/// The network with the highest validation accuracy; of equal ones, the one with the lowest loss.
const Trained& best_network(const Results& results);
