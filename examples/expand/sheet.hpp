// SPDX-License-Identifier: MIT
// The contact sheet.
#pragma once

#include <filesystem>
#include <vector>

#include "dataset.hpp"
#include "output.hpp"

/// Writes a picture in which each row shows a picture of the dataset and copies of it beside it. The rows
/// are spread evenly over the dataset.
void write_sheet(const std::filesystem::path& path, const Options& options,
                 const std::vector<Source>& sources, const OutputFolder& output);
