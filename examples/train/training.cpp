// SPDX-License-Identifier: MIT
#include "training.hpp"

#include <ATen/core/ivalue.h>  // first, as in network.hpp
#include <torch/nn.h>
#include <torch/optim.h>
#include <torch/serialize.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>
#include <sstream>
#include <vary/data/loader.hpp>
#include <vary/interop/torch.hpp>

#include "network.hpp"

namespace nn = torch::nn;

namespace {

/// Batches for training (shuffled, the last incomplete one dropped) or for a test.
vary::Loader<std::uint8_t> loader_of(const Images& images, const Pipeline& pipeline, const Task& task,
                                     const Options& options, bool training, std::uint64_t seed = 0) {
  return {images,
          pipeline,
          {.batch = options.batch,
           .shuffle = training,
           .drop_last = training,
           .seed = seed,
           .mean = task.statistics.mean,
           .deviation = task.statistics.deviation,
           .threads = 1}};
}

/// Locks, because libtorch has one generator for all threads.
Network network_for(const Task& task, std::uint64_t seed) {
  static std::mutex generator;
  const std::lock_guard lock(generator);
  torch::manual_seed(seed);
  const auto classes = static_cast<std::int64_t>(task.classes.size());
  return Network(task.train.image(0).shape(), classes, task.width);
}

Score score(Network& network, const Images& images, const Task& task, const Options& options) {
  const torch::NoGradGuard no_gradients;
  network->eval();
  Score result;
  result.correct.resize(images.size());
  const auto count = static_cast<double>(images.size());
  const auto loader = loader_of(images, Pipeline{}, task, options, false);
  for (vary::Batch<float>& batch : loader.epoch(0)) {
    const auto [data, labels] = vary::tensors_of(batch);
    const torch::Tensor output = network(data);
    const auto loss = nn::functional::cross_entropy(output, labels).item<double>();
    result.loss += loss * static_cast<double>(batch.size()) / count;
    const torch::Tensor correct = output.argmax(1).eq(labels);
    result.accuracy += correct.sum().item<double>() / count;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      result.correct[batch.indices[i]] = correct[static_cast<std::int64_t>(i)].item<bool>();
    }
  }
  return result;
}

/// A linear warm-up over the first tenth of the steps, then cosine decay to 0.
double learning_rate(std::size_t step, std::size_t steps) {
  constexpr double highest = 4e-3;
  const double share = (static_cast<double>(step) + 0.5) / static_cast<double>(steps);
  return highest * std::min(share / 0.1, 0.5 * (1 + std::cos(std::numbers::pi * share)));
}

}  // namespace

std::size_t steps_of(const Task& task, const Options& options) {
  return task.train.size() / static_cast<std::size_t>(options.batch) * static_cast<std::size_t>(task.epochs);
}

Trained train(const Task& task, const Pipeline& pipeline, std::uint64_t seed, const Options& options,
              const std::function<void()>& step_done) {
  torch::set_num_threads(1);
  Network network = network_for(task, seed);
  torch::optim::AdamW optimizer(network->parameters(), torch::optim::AdamWOptions(1).weight_decay(0.02));
  auto& group = static_cast<torch::optim::AdamWOptions&>(optimizer.param_groups()[0].options());
  const auto loader = loader_of(task.train, pipeline, task, options, true, seed);
  std::size_t step = 0;
  for (int epoch = 0; epoch < task.epochs; ++epoch) {
    for (vary::Batch<float>& batch : loader.epoch(epoch)) {
      const auto [data, labels] = vary::tensors_of(batch);
      group.lr(learning_rate(step++, steps_of(task, options)));
      optimizer.zero_grad();
      nn::functional::cross_entropy(network(data), labels).backward();
      optimizer.step();
      step_done();
    }
  }
  Trained trained;
  trained.seed = seed;
  trained.validation = score(network, task.validation, task, options);
  trained.test = score(network, task.test, task, options);
  std::ostringstream bytes;
  torch::save(network, bytes);
  trained.bytes = bytes.str();
  return trained;
}

Score test_file(const std::filesystem::path& path, const Task& task, const Options& options) {
  Network network = network_for(task, 0);
  torch::load(network, path.string());
  return score(network, task.test, task, options);
}
