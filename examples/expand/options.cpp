// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <CLI/CLI.hpp>

std::optional<int> read_options(int count, char** arguments, Options& options) {
  CLI::App app(
      "Makes augmented copies of the images in a folder. Class folders are kept. After an interruption, run "
      "it\n"
      "again: it makes the missing copies. Without options it draws images and makes copies of those.",
      "expand");
  app.add_option("--input", options.input, "folder of images, searched recursively")->required();
  app.add_option("--output", options.output, "folder for the copies and manifest.jsonl")->required();
  app.add_option("--copies", options.copies, "copies of each image")
      ->required()
      ->check(CLI::Range(0, 1000000));
  app.add_option("--seed", options.seed, "seed of the random numbers (0)");
  app.add_option("--jobs", options.jobs,
                 "number of threads (one per processor); the copies do not depend on it")
      ->check(CLI::Range(1, 4096));
  app.add_option("--preview", options.preview, "file for a contact sheet of images and their copies");
  app.add_flag("--keep-originals", options.keep_originals, "also copy the images themselves to the output");
  app.add_flag("--balance", options.balance,
               "more copies for small classes (folders), so that all have as many images as the largest");
  const char* const strength = "To test which strength is too high";
  app.add_option("--noise", options.noise, "add noise of this sigma to every copy; 1 is full scale")
      ->check(CLI::Range(0.0, 10.0))
      ->group(strength);
  app.add_option("--blur", options.blur, "blur every copy with this sigma, in pixels")
      ->check(CLI::Range(0.0, 100.0))
      ->group(strength);
  app.add_option("--dilate", options.dilate, "dilate every copy with a window of this size")
      ->check(CLI::Range(0, 1023))
      ->group(strength);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& end) {
    return app.exit(end) == 0 ? 0 : 2;
  }
  return std::nullopt;
}
