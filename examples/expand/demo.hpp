// SPDX-License-Identifier: MIT
// Images to try expand on.
#pragma once

#include <filesystem>

/// Draws two classes of twelve images, with text (signs) and without (shapes), in folders of these names.
void draw_demo(const std::filesystem::path& folder);
