// SPDX-License-Identifier: MIT
// How far the work is: a bar on a terminal, a line now and then elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

class Progress {
 public:
  /// `unit` is what is counted, such as "copies".
  Progress(std::string program, std::string unit, std::size_t total);
  /// `done` more, of which `made` took work.
  void add(std::size_t done, std::size_t made);
  /// Clears the bar, so that other lines can be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  void show(double seconds) const;

  bool terminal_;
  std::string program_;
  std::string unit_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::size_t made_ = 0;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_ = start_;
};
