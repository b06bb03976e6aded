// SPDX-License-Identifier: MIT
#include "progress.hpp"

#include <unistd.h>

#include <cstdio>
#include <string>
#include <utility>

Progress::Progress(std::string program, std::string unit, std::size_t total)
    : terminal_(isatty(STDERR_FILENO) != 0),
      program_(std::move(program)),
      unit_(std::move(unit)),
      total_(total) {}

void Progress::add(std::size_t done, std::size_t computed) {
  done_ += done;
  computed_ += computed;
  const Clock::time_point now = Clock::now();
  const auto pause = terminal_ ? std::chrono::milliseconds(100) : std::chrono::seconds(10);
  if (now - last_shown_ < pause) return;
  last_shown_ = now;
  show(std::chrono::duration<double>(now - start_).count());
}

void Progress::clear() {
  if (terminal_) std::fputs("\r\033[K", stderr);
}

void Progress::show(double seconds) const {
  const double share = static_cast<double>(done_) / static_cast<double>(total_);
  const double rate = static_cast<double>(computed_) / seconds;
  // Items from a previous run take no time, so they do not count for the estimate.
  const double left = computed_ == 0 ? 0 : static_cast<double>(total_ - done_) / rate;
  const auto seconds_left = static_cast<long>(left + 0.5);
  if (terminal_) {
    constexpr std::size_t width = 30;
    const auto filled = static_cast<std::size_t>(share * width);
    const std::string bar = std::string(filled, '#') + std::string(width - filled, '.');
    std::fprintf(stderr, "\r[%s] %zu/%zu  %.0f/s  %ld:%02ld left\033[K", bar.c_str(), done_, total_, rate,
                 seconds_left / 60, seconds_left % 60);
  } else {
    std::fprintf(stderr, "%s: %zu of %zu %s (%.0f %%), %.0f per second, %ld:%02ld left\n", program_.c_str(),
                 done_, total_, unit_.c_str(), 100 * share, rate, seconds_left / 60, seconds_left % 60);
  }
  std::fflush(stderr);
}
