// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

std::optional<int> read_options(int count, char** arguments, Options& options) {
  CLI::App app(
      "Trains a small network with augmentation and without, on the same images and from the same start,\n"
      "and keeps the better one. Without options: does an image contain text? It learns that from clean\n"
      "pages and plain scenes, and is tested on signs, stickers, receipts and screens.",
      "train");
  app.add_option("--data", options.data,
                 "a folder with one folder for each class, or with two of such, train and test");
  app.add_option("--train", options.train, "so many images for training (400 drawn, or all of the folder)")
      ->check(CLI::Range(20, 1000000));
  app.add_option("--size", options.size, "side that images of a folder get, in pixels (32)")
      ->check(CLI::Range(8, 512));
  app.add_option("--epochs", options.epochs, "times that each image is seen")->check(CLI::Range(1, 100000));
  app.add_option("--batch", options.batch, "images in a step (32)")->check(CLI::Range(2, 4096));
  app.add_option("--seeds", options.seeds, "networks of each kind (3)")->check(CLI::Range(1, 1000));
  app.add_option("--seed", options.seed, "the first of them (1)");
  app.add_option("--threads", options.threads, "as many as processors")->check(CLI::Range(1, 4096));
  app.add_option("--output", options.output, "the better network, for torch::load (model.pt)");
  app.add_option("--draw", options.draw, "puts the drawn images into this folder, and ends");
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& end) {
    return app.exit(end) == 0 ? 0 : 2;
  }
  if (options.threads == 0)
    options.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  return std::nullopt;
}
