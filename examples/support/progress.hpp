// SPDX-License-Identifier: MIT
// Progress of the work: a bar on a terminal, else a line every 10 seconds.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

class Progress {
 public:
  /// `unit` is the name of the counted items, such as "copies".
  Progress(std::string program, std::string unit, std::size_t total);
  /// Adds `done` items, of which `computed` were computed in this run.
  void add(std::size_t done, std::size_t computed);
  /// Clears the bar, so that other lines can be printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  void show(double seconds) const;

  bool terminal_;
  std::string program_;
  std::string unit_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::size_t computed_ = 0;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_shown_ = start_;
};
