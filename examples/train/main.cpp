// SPDX-License-Identifier: MIT
// train: the same network with augmentation and without.
#include <malloc.h>

#include <atomic>
#include <cstdio>
#include <exception>
#include <fstream>
#include <future>
#include <mutex>
#include <vector>

#include "../support/progress.hpp"
#include "../support/write_aside.hpp"
#include "folders.hpp"
#include "options.hpp"
#include "report.hpp"
#include "story.hpp"
#include "training.hpp"

namespace fs = std::filesystem;

namespace {

/// Trains all networks, on as many threads at a time as there may be.
Results train_all(const Task& task, const Options& options) {
  const auto seeds = static_cast<std::size_t>(options.seeds);
  Results results{std::vector<Trained>(seeds), std::vector<Trained>(seeds)};
  Progress progress("train", "steps", 2 * seeds * steps_of(task, options));
  std::mutex showing;
  const auto step_done = [&] {
    const std::lock_guard lock(showing);
    progress.add(1, 1);
  };
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < 2 * seeds; i = next++) {
      const bool augmented = i % 2 == 1;
      Trained& trained = augmented ? results.augmented[i / 2] : results.plain[i / 2];
      try {
        trained =
            train(task, augmented ? task.augment : Pipeline{}, options.seed + i / 2, options, step_done);
      } catch (...) {
        next = 2 * seeds;  // nobody begins with another
        throw;
      }
      trained.augmented = augmented;
    }
  };
  std::vector<std::future<void>> workers;  // each waits for its end before it is gone
  for (int i = 0; i < options.threads; ++i) workers.push_back(std::async(std::launch::async, work));
  for (std::future<void>& worker : workers) worker.get();
  progress.clear();
  return results;
}

/// Before the work rather than behind it.
void check_output(const fs::path& path) {
  const fs::path folder = path.parent_path();
  if (path.has_filename() && !fs::is_directory(path) && (folder.empty() || fs::is_directory(folder))) return;
  vary::refuse("train", "--output", path.string(),
               " is no place for a file; give a name in a folder that is there");
}

void keep(const Trained& network, const fs::path& path) {
  write_aside(path, [&](const fs::path& part) {
    std::ofstream file(part, std::ios::binary);
    file << network.bytes;
    file.close();
    if (!file) vary::refuse("train", "--output", part.string(), " cannot be written; is the disk full?");
  });
}

int run(const Options& options) {
  check_output(options.output);
  const Task task = options.data.empty() ? text_story(options) : folder_task(options);
  if (!options.draw.empty()) {
    save_story(task, options.draw);
    return 0;
  }
  std::printf(
      "%s\n%zu images to learn from, %zu to choose by, %zu to be tested on; %zu steps for each network\n",
      task.question.c_str(), task.train.size(), task.validation.size(), task.test.size(),
      steps_of(task, options));
  const Results results = train_all(task, options);
  print_table(task, results);
  const Trained& best = better(results);
  keep(best, options.output);
  std::printf(
      "%s: the network of seed %llu %s augmentation, the best one on the %zu images to choose by;\n"
      "read again it is right on %.1f %% of the test.\n",
      options.output.string().c_str(), static_cast<unsigned long long>(best.seed),
      best.augmented ? "with" : "without", task.validation.size(),
      100 * test_file(options.output, task, options).right);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  // libtorch asks for the same large pieces of memory in each step: they are kept, not given back in between.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  try {
    Options options;
    if (const auto status = read_options(count, arguments, options)) return *status;
    return run(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
