// SPDX-License-Identifier: MIT
// The contact sheet.
#pragma once

#include <filesystem>
#include <vector>

#include "dataset.hpp"
#include "output.hpp"

/// Writes an image whose rows show images of the dataset, evenly spaced, each with its copies.
void write_sheet(const std::filesystem::path& path, const Options& options,
                 const std::vector<Source>& sources, const OutputFolder& output);
