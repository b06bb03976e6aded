// SPDX-License-Identifier: MIT
// Gives the precompiled header of the tests a unit to be compiled for.
#include "support/catch.hpp"
