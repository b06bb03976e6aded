// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <CLI/CLI.hpp>

std::optional<int> read_options(int count, char** arguments, Options& options) {
  CLI::App app(
      "Makes altered copies of the images in a folder. Class folders are kept. Run again after an\n"
      "interruption it makes what is missing. Without options it draws images and expands those.",
      "expand");
  app.add_option("--input", options.input, "folder of images, with folders in it to any depth")->required();
  app.add_option("--output", options.output, "folder for the copies and manifest.jsonl")->required();
  app.add_option("--copies", options.copies, "copies of each image")
      ->required()
      ->check(CLI::Range(0, 1000000));
  app.add_option("--seed", options.seed, "another number, other copies (0)");
  app.add_option("--jobs", options.jobs, "threads (as many as processors); the copies do not depend on it")
      ->check(CLI::Range(1, 4096));
  app.add_option("--preview", options.preview, "a contact sheet: images beside their copies");
  app.add_flag("--keep-originals", options.keep_originals, "put the images themselves in the output too");
  app.add_flag("--balance", options.balance,
               "more copies for small classes (folders): as many images in each as in the largest");
  const char* const strength = "To see what is too strong";
  app.add_option("--noise", options.noise, "add noise of this sigma (0 to 1 is black to white) to every copy")
      ->check(CLI::Range(0.0, 10.0))
      ->group(strength);
  app.add_option("--blur", options.blur, "add a blur of this sigma in pixels to every copy")
      ->check(CLI::Range(0.0, 100.0))
      ->group(strength);
  app.add_option("--dilate", options.dilate, "add a dilation by a window of this size to every copy")
      ->check(CLI::Range(0, 1023))
      ->group(strength);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& end) {
    return app.exit(end) == 0 ? 0 : 2;
  }
  return std::nullopt;
}
