// SPDX-License-Identifier: MIT
// train: the same network with augmentation and without.
#include <malloc.h>

#include <cstdio>
#include <exception>
#include <fstream>

#include "../support/progress.hpp"
#include "../support/write_aside.hpp"
#include "folders.hpp"
#include "options.hpp"
#include "report.hpp"
#include "story.hpp"
#include "training.hpp"

namespace fs = std::filesystem;

namespace {

Results train_all(const Task& task, const Options& options) {
  Results results;
  Progress progress("train", "steps", 2 * static_cast<std::size_t>(options.seeds) * steps_of(task, options));
  const auto step_done = [&] { progress.add(1, 1); };
  for (int i = 0; i < options.seeds; ++i) {
    const std::uint64_t seed = options.seed + static_cast<std::uint64_t>(i);
    const Trained& plain = results.plain.emplace_back(train(task, Pipeline{}, seed, options, step_done));
    const Trained& augmented =
        results.augmented.emplace_back(train(task, task.augment, seed, options, step_done));
    results.augmented.back().augmented = true;
    progress.clear();
    std::printf("seed %llu: %.1f %% right without augmentation, %.1f %% with it\n",
                static_cast<unsigned long long>(seed), 100 * plain.test.right, 100 * augmented.test.right);
    std::fflush(stdout);
  }
  return results;
}

void keep(const Trained& network, const fs::path& path) {
  write_aside(path, [&](const fs::path& part) {
    std::ofstream file(part, std::ios::binary);
    file << network.bytes;
    file.close();
    if (!file)
      vary::refuse("train", "--output", part.string(), " cannot be written; is there such a folder?");
  });
}

int run(const Options& options) {
  const Task task = options.data.empty() ? text_story(options) : folder_task(options);
  if (!options.draw.empty()) {
    save_story(task, options.draw);
    return 0;
  }
  std::printf(
      "%s\n%zu pictures to learn from, %zu to choose by, %zu to be tested on; %zu steps for each network\n",
      task.question.c_str(), task.train.size(), task.validation.size(), task.test.size(),
      steps_of(task, options));
  const Results results = train_all(task, options);
  print_table(task, results);
  const Trained& best = better(results);
  keep(best, options.output);
  std::printf(
      "%s: the network of seed %llu %s augmentation, the best one on the %zu pictures to choose by;\n"
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
