// SPDX-License-Identifier: MIT
// The contact sheet.
#pragma once

#include <filesystem>
#include <vector>

#include "dataset.hpp"
#include "output.hpp"

/// Writes an image in which each row shows an image of the dataset and copies of it beside it. The rows
/// are spread evenly over the dataset.
void write_sheet(const std::filesystem::path& path, const Options& options,
                 const std::vector<Source>& sources, const OutputFolder& output);
