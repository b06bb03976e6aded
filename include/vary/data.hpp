// SPDX-License-Identifier: MIT
// Datasets: readers, parts of them, what they hold, and batches of copies. Needs stb and oneTBB (Debian:
// libstb-dev libtbb-dev; link with -ltbb); not part of the umbrella header.
#pragma once

#include "vary/data/cifar.hpp"
#include "vary/data/class_folders.hpp"
#include "vary/data/dataset.hpp"
#include "vary/data/idx.hpp"
#include "vary/data/legibility.hpp"
#include "vary/data/loader.hpp"
#include "vary/data/statistics.hpp"
#include "vary/data/subset.hpp"
