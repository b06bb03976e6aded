// SPDX-License-Identifier: MIT
// The text task: does an image contain text? The training images are clean, the test images are not.
#pragma once

#include <filesystem>

#include "options.hpp"
#include "task.hpp"

/// Draws the images. The validation images are of the same kinds as the test images.
Task text_task(const Options& options);

/// Saves the images to folder/train, folder/validation and folder/test, in class folders. --data can read the
/// folder.
void save_images(const Task& task, const std::filesystem::path& folder);
