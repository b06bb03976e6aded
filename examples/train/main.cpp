// SPDX-License-Identifier: MIT
// train: compares the same network trained with and without augmentation.
#include <malloc.h>

#include <atomic>
#include <cstdio>
#include <exception>
#include <fstream>
#include <future>
#include <mutex>
#include <vector>

#include "../support/progress.hpp"
#include "../support/write_atomic.hpp"
#include "folder_task.hpp"
#include "options.hpp"
#include "report.hpp"
#include "text_task.hpp"
#include "training.hpp"

namespace fs = std::filesystem;

namespace {

/// Trains all networks, options.threads of them at a time.
Results train_all(const Task& task, const Options& options) {
  const auto seeds = static_cast<std::size_t>(options.seeds);
  Results results{std::vector<Trained>(seeds), std::vector<Trained>(seeds)};
  Progress progress("train", "steps", 2 * seeds * steps_of(task, options));
  std::mutex progress_mutex;
  const auto step_done = [&] {
    const std::lock_guard lock(progress_mutex);
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
        next = 2 * seeds;  // the other threads start no more
        throw;
      }
      trained.augmented = augmented;
    }
  };
  std::vector<std::future<void>> workers;  // their destructors wait for the threads
  for (int i = 0; i < options.threads; ++i) workers.push_back(std::async(std::launch::async, work));
  for (std::future<void>& worker : workers) worker.get();
  progress.clear();
  return results;
}

/// Called before the training, so that it is not in vain.
void check_output(const fs::path& path) {
  const fs::path folder = path.parent_path();
  if (path.has_filename() && !fs::is_directory(path) && (folder.empty() || fs::is_directory(folder))) return;
  vary::refuse("train", "--output", path.string(),
               " cannot be created; give a file name in an existing folder");
}

void save_network(const Trained& network, const fs::path& path) {
  write_atomic(path, [&](const fs::path& temporary) {
    std::ofstream file(temporary, std::ios::binary);
    file << network.bytes;
    file.close();
    if (!file) vary::refuse("train", "--output", temporary.string(), " cannot be written; is the disk full?");
  });
}

int run(const Options& options) {
  check_output(options.output);
  const Task task = options.data.empty() ? text_task(options) : folder_task(options);
  if (!options.draw.empty()) {
    save_images(task, options.draw);
    return 0;
  }
  std::printf("%s\n%zu training, %zu validation and %zu test images; %zu steps for each network\n",
              task.question.c_str(), task.train.size(), task.validation.size(), task.test.size(),
              steps_of(task, options));
  const Results results = train_all(task, options);
  print_table(task, results);
  const Trained& best = best_network(results);
  save_network(best, options.output);
  std::printf(
      "%s: the network of seed %llu %s augmentation, the best one on the %zu validation images;\n"
      "loaded from the file, its test accuracy is %.1f %%.\n",
      options.output.string().c_str(), static_cast<unsigned long long>(best.seed),
      best.augmented ? "with" : "without", task.validation.size(),
      100 * test_file(options.output, task, options).accuracy);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  // libtorch allocates the same large blocks in each step: keep them instead of returning them to the system.
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
