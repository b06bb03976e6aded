// SPDX-License-Identifier: MIT
// The copies of one image.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vary/data/legibility.hpp>
#include <vary/vary.hpp>
#include <vector>

#include "dataset.hpp"
#include "output.hpp"

/// Some of the copies of one image: `first` and those behind it.
struct Job {
  const Source* source = nullptr;
  int first = 0;
  int count = 0;
};

/// What became of a job.
struct Outcome {
  std::string manifest;             ///< a line for each copy, whether it was made now or before
  std::size_t planned = 0;          ///< copies of the job
  std::size_t made = 0;             ///< copies written now; the others were there
  std::vector<vary::Culprit> lost;  ///< for each copy made now that shows too little
  std::string error;                ///< why the image could not be read; empty if it could
};

/// Makes the copies that are not there yet. Throws vary::Error where they cannot be written.
Outcome make_copies(const Job& job, const Options& options, const vary::Pipeline<std::uint8_t>& pipeline,
                    const OutputFolder& output);
