// SPDX-License-Identifier: MIT
// The task of classifying the images of class folders.
#pragma once

#include "options.hpp"
#include "task.hpp"

/// Throws vary::Error if the folder has no images in class folders.
Task folder_task(const Options& options);
