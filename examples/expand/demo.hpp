// SPDX-License-Identifier: MIT
// Images for the demo of expand.
#pragma once

#include <filesystem>

/// Draws two classes of twelve images, with text (signs) and without (shapes), into class folders.
void draw_demo(const std::filesystem::path& folder);
