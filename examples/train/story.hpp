// SPDX-License-Identifier: MIT
// The story: does an image contain text? Learnt from what is easy to get, used where it is hard.
#pragma once

#include <filesystem>

#include "options.hpp"
#include "task.hpp"

/// The model that is kept is chosen by some images of the field that are not in the test.
Task text_story(const Options& options);

/// Puts the images into folder/train, folder/validation and folder/test, in a folder for each class, so
/// that
/// --data takes the folder.
void save_story(const Task& task, const std::filesystem::path& folder);
