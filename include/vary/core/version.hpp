// SPDX-License-Identifier: MIT
// The version of the library; CMakeLists.txt reads it from here.
#pragma once

#define VARY_VERSION_MAJOR 0
#define VARY_VERSION_MINOR 1
#define VARY_VERSION_PATCH 0
