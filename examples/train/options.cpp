// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

std::optional<int> read_options(int count, char** arguments, Options& options) {
  CLI::App app(
      "Trains a small network with and without augmentation, on the same images and from the same initial\n"
      "weights, and saves the better one. Without options: does an image contain text? The training images\n"
      "are clean pages and scenes, the test images signs, stickers, receipts and screens.",
      "train");
  app.add_option("--data", options.data,
                 "a folder with one subfolder per class, or with two such folders, train and test");
  app.add_option("--train", options.train, "number of training images (400 drawn ones, or all of the folder)")
      ->check(CLI::Range(20, 1000000));
  app.add_option("--size", options.size, "images of a folder are resized to this side, in pixels (32)")
      ->check(CLI::Range(8, 512));
  app.add_option("--epochs", options.epochs, "number of passes over the training images")
      ->check(CLI::Range(1, 100000));
  app.add_option("--batch", options.batch, "images per step (32)")->check(CLI::Range(2, 4096));
  app.add_option("--seeds", options.seeds,
                 "number of seeds; each trains one network with and one without augmentation (3)")
      ->check(CLI::Range(1, 1000));
  app.add_option("--seed", options.seed, "the first seed (1)");
  app.add_option("--threads", options.threads, "number of threads (one per processor)")
      ->check(CLI::Range(1, 4096));
  app.add_option("--output", options.output, "file for the best network, for torch::load (model.pt)");
  app.add_option("--draw", options.draw, "saves the drawn images to this folder, and exits");
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& end) {
    return app.exit(end) == 0 ? 0 : 2;
  }
  if (options.threads == 0)
    options.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  return std::nullopt;
}
