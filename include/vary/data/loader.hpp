// SPDX-License-Identifier: MIT
// Loader: batches of augmented copies for a training program. Needs oneTBB (libtbb-dev, -ltbb).
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "vary/data/epoch.hpp"

VARY_NAMESPACE_BEGIN

/// Reads the images of a dataset, makes an augmented copy of each, and collects them in batches, ahead of the
/// consumer.
///
///     const vary::Loader loader(vary::ClassFolders("train"), augment, {.batch = 64, .seed = 1});
///     for (vary::Batch<float>& batch : loader.epoch(0)) train(batch.values, batch.labels);
///
/// The copy of image i in an epoch is that of Key{seed, epoch, i}, independent of the order; the order of an
/// epoch depends only on the seed and the epoch. So batches are the same for any number of threads and from
/// any position on. A loader holds `ahead` + 2 batches and an image per thread in memory. If consecutive
/// epochs are requested, the first batches of each are produced in advance.
template <Pixel T, TensorValue U = float>
class Loader {
 public:
  /// Reads the first image to determine the shape of its copy; all copies must have that shape. Throws Error
  /// for an option out of range and for a dataset without images.
  template <Dataset<T> D>
  Loader(D dataset, Pipeline<T> augment, const LoaderOptions& options = {})
      : makers_(std::make_shared<detail::BatchMakers<T, U>>(std::make_shared<detail::LoaderWork<T, U>>(
            std::make_unique<detail::DatasetAdapter<T, D>>(std::move(dataset)), std::move(augment),
            options))) {}

  /// Batches in an epoch.
  [[nodiscard]] std::size_t size() const { return (work().images() + work().batch() - 1) / work().batch(); }
  /// Images in an epoch.
  [[nodiscard]] std::size_t images() const { return work().images(); }
  /// The shape of each image of a batch.
  [[nodiscard]] Shape shape() const { return work().shape(); }

  /// The batches from a position on, usually Batch::next of the last batch that was used. Throws Error unless
  /// the position is the start of a batch. Each call gives a separate range; several may be in use at once.
  [[nodiscard]] Epoch<T, U> epoch(const Position& start) const {
    const std::uint64_t index = start.index;
    if (index % work().batch() != 0 || index > work().images()) {
      refuse("Loader", "epoch", "index ", index, " is not the start of a batch; give a multiple of ",
             work().batch(), " up to ", work().images(), ", such as Batch::next");
    }
    return Epoch<T, U>(makers_, start);
  }
  /// All batches of an epoch.
  [[nodiscard]] Epoch<T, U> epoch(detail::KeyPart number) const { return epoch(Position{number, 0}); }

 private:
  [[nodiscard]] const detail::LoaderWork<T, U>& work() const { return makers_->work(); }

  std::shared_ptr<detail::BatchMakers<T, U>> makers_;
};

VARY_NAMESPACE_END
