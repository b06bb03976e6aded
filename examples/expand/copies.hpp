// SPDX-License-Identifier: MIT
// Makes the copies of one image.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vary/data/legibility.hpp>
#include <vary/vary.hpp>
#include <vector>

#include "dataset.hpp"
#include "output.hpp"

/// `count` copies of one image, from number `first` on.
struct Job {
  const Source* source = nullptr;
  int first = 0;
  int count = 0;
};

/// The result of a job.
struct Outcome {
  std::string manifest;                  ///< one line for each copy, new or existing
  std::size_t total = 0;                 ///< copies of the job
  std::size_t written = 0;               ///< copies written now; the others already existed
  std::vector<vary::Culprit> illegible;  ///< one for each illegible copy of those written now
  std::string error;                     ///< why the image could not be read; empty if it could
};

/// Writes the copies that do not exist yet. Throws vary::Error if a copy cannot be written.
Outcome make_copies(const Job& job, const Options& options, const vary::Pipeline<std::uint8_t>& pipeline,
                    const OutputFolder& output);
