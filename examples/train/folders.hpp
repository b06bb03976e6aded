// SPDX-License-Identifier: MIT
// Any pictures in class folders.
#pragma once

#include "options.hpp"
#include "task.hpp"

/// Throws vary::Error for a folder that has no pictures in class folders.
Task folder_task(const Options& options);
