// SPDX-License-Identifier: MIT
// flags: -std=c++17
// says: vary needs C\+\+20: compile with -std=c\+\+20
#include <vary/io.hpp>

int main() {}
