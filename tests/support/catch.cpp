// SPDX-License-Identifier: MIT
// The source file that the precompiled header of the tests is built for.
#include "support/catch.hpp"
