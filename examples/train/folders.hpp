// SPDX-License-Identifier: MIT
// Any images in class folders.
#pragma once

#include "options.hpp"
#include "task.hpp"

/// Throws vary::Error for a folder that has no images in class folders.
Task folder_task(const Options& options);
