// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

namespace {

/// The mean over networks and the sample standard deviation, in percent.
struct Spread {
  double mean = 0;
  double deviation = 0;

  explicit Spread(const std::vector<double>& values) {
    const auto count = static_cast<double>(values.size());
    for (const double value : values) mean += 100 * value / count;
    if (values.size() < 2) return;
    double squares = 0;
    for (const double value : values) squares += (100 * value - mean) * (100 * value - mean);
    deviation = std::sqrt(squares / (count - 1));
  }
};

template <class Value>
std::vector<double> values_of(const std::vector<Trained>& networks, const Value& value) {
  std::vector<double> values;
  for (const Trained& network : networks) values.push_back(value(network));
  return values;
}

double accuracy(const Trained& network) { return network.test.accuracy; }

/// The accuracy on the images of one group.
double group_accuracy(std::size_t group, const Task& task, const Score& score) {
  double all = 0, correct = 0;
  for (std::size_t i = 0; i < score.correct.size(); ++i) {
    if (task.group[i] != group) continue;
    all += 1;
    correct += score.correct[i] ? 1 : 0;
  }
  return correct / std::max(all, 1.0);
}

void print_row(const char* name, double plain, double augmented) {
  std::printf("  %-32s %8.1f %9.1f  %+7.1f\n", name, plain, augmented, augmented - plain);
}

}  // namespace

void print_table(const Task& task, const Results& results) {
  std::printf("\nAccuracy in percent on %zu test images: %s\n\n", task.test.size(), task.question.c_str());
  std::printf("  %-32s %8s %9s  %7s\n", "", "without", "augmented", "gain");
  std::vector<double> gains;
  for (std::size_t i = 0; i < results.plain.size(); ++i) {
    const std::string name = "seed " + std::to_string(results.plain[i].seed);
    const double plain = accuracy(results.plain[i]), augmented = accuracy(results.augmented[i]);
    print_row(name.c_str(), 100 * plain, 100 * augmented);
    gains.push_back(augmented - plain);
  }
  const Spread plain(values_of(results.plain, accuracy)), augmented(values_of(results.augmented, accuracy));
  print_row("mean", plain.mean, augmented.mean);
  std::printf("  %-32s %8.1f %9.1f\n", "standard deviation", plain.deviation, augmented.deviation);
  std::printf("\n  mean of each kind of image\n");
  constexpr std::size_t most = 20;
  for (std::size_t g = 0; g < std::min(task.groups.size(), most); ++g) {
    const auto accuracy_in_group = [&](const Trained& network) {
      return group_accuracy(g, task, network.test);
    };
    print_row(task.groups[g].c_str(), Spread(values_of(results.plain, accuracy_in_group)).mean,
              Spread(values_of(results.augmented, accuracy_in_group)).mean);
  }
  if (task.groups.size() > most) std::printf("  and %zu more\n", task.groups.size() - most);
  const Spread gain(gains);
  std::printf("\nAugmentation: %+.1f points, standard deviation %.1f over %zu seeds.\n", gain.mean,
              gain.deviation, gains.size());
}

const Trained& best_network(const Results& results) {
  const Trained* best = nullptr;
  for (const std::vector<Trained>* networks : {&results.plain, &results.augmented}) {
    for (const Trained& network : *networks) {
      const auto rank = [](const Trained& network_) {
        return std::pair(network_.validation.accuracy, -network_.validation.loss);
      };
      if (best == nullptr || rank(network) > rank(*best)) best = &network;
    }
  }
  return *best;
}
