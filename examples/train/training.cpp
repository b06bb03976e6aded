// SPDX-License-Identifier: MIT
#include "training.hpp"

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

namespace {

using Loader = vary::Loader<std::uint8_t, float>;

/// Batches for training (in another order each time, all full) or for a test.
Loader loader_of(const Pictures& pictures, const Pipeline& pipeline, const Task& task, const Options& options,
                 bool training, std::uint64_t seed = 0) {
  const vary::Statistics known = vary::statistics<std::uint8_t>(task.train);
  return Loader(pictures, pipeline,
                {.batch = options.batch,
                 .shuffle = training,
                 .drop_last = training,
                 .seed = seed,
                 .mean = known.mean,
                 .deviation = known.deviation,
                 .threads = 1});
}

/// The start is drawn by one thread at a time, since libtorch has one generator for all of them.
Network network_for(const Task& task, std::uint64_t seed) {
  static std::mutex drawing;
  const std::lock_guard lock(drawing);
  torch::manual_seed(seed);
  const auto classes = static_cast<std::int64_t>(task.classes.size());
  return Network(task.train.picture(0).shape(), classes, task.width);
}

Score score(Network& network, const Pictures& pictures, const std::vector<std::size_t>& group,
            const Task& task, const Options& options) {
  const torch::NoGradGuard no_gradients;
  network->eval();
  Score result;
  std::vector<double> right(task.groups.size()), all(task.groups.size());
  const Loader loader = loader_of(pictures, Pipeline{}, task, options, false);
  for (vary::Batch<float>& batch : loader.epoch(0)) {
    const auto [data, labels] = vary::tensors_of(batch);
    const torch::Tensor output = network(data);
    result.loss += torch::nn::functional::cross_entropy(output, labels).item<double>() *
                   static_cast<double>(batch.size());
    const torch::Tensor hits = output.argmax(1).eq(labels);
    result.right += hits.sum().item<double>();
    for (std::size_t i = 0; i < batch.size() && !group.empty(); ++i) {
      const std::size_t g = group[batch.indices[i]];
      all[g] += 1;
      right[g] += hits[static_cast<std::int64_t>(i)].item<bool>() ? 1 : 0;
    }
  }
  const auto count = static_cast<double>(pictures.size());
  result.right /= count;
  result.loss /= count;
  for (std::size_t g = 0; g < all.size(); ++g) result.by_class.push_back(right[g] / std::max(all[g], 1.0));
  return result;
}

/// Up in the first tenth, then down along a cosine, to nothing at the end.
double learning_rate(std::size_t step, std::size_t steps) {
  static const double highest = getenv("LR") ? atof(getenv("LR")) : 4e-3;
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
  torch::optim::AdamW optimizer(network->parameters(), torch::optim::AdamWOptions(1).weight_decay(
                                                           getenv("WD") ? atof(getenv("WD")) : 0.02));
  auto& group = static_cast<torch::optim::AdamWOptions&>(optimizer.param_groups()[0].options());
  const Loader loader = loader_of(task.train, pipeline, task, options, true, seed);
  std::size_t step = 0;
  for (int epoch = 0; epoch < task.epochs; ++epoch) {
    for (vary::Batch<float>& batch : loader.epoch(epoch)) {
      const auto [data, labels] = vary::tensors_of(batch);
      group.lr(learning_rate(step++, steps_of(task, options)));
      optimizer.zero_grad();
      torch::nn::functional::cross_entropy(network(data), labels).backward();
      optimizer.step();
      step_done();
    }
  }
  Trained trained;
  trained.seed = seed;
  trained.validation = score(network, task.validation, {}, task, options);
  trained.test = score(network, task.test, task.group, task, options);
  std::ostringstream bytes;
  torch::save(network, bytes);
  trained.bytes = bytes.str();
  return trained;
}

Score test_file(const std::filesystem::path& path, const Task& task, const Options& options) {
  Network network = network_for(task, 0);
  torch::load(network, path.string());
  return score(network, task.test, task.group, task, options);
}
