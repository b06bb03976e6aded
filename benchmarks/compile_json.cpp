// SPDX-License-Identifier: MIT
// J, the unit of benchmarks/compile: what a program with another header-only library costs.
#include <nlohmann/json.hpp>

int main(int, char** arguments) { return nlohmann::json::parse(arguments[1]).at("answer").get<int>() == 42 ? 0 : 1; }
