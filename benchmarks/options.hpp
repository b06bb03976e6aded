// SPDX-License-Identifier: MIT
// The command line.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <exception>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

namespace benchmarks {

inline constexpr const char* usage =
    "usage: benchmarks/run [options]\n"
    "  --filter REGEX   only rows whose names match\n"
    "  --size WxH       instead of 224x224, 512x512 and 1920x1080; may be repeated, like the next two\n"
    "  --type NAME      u8 (default), u16 or float\n"
    "  --channels N     1, 3 (default) or 4\n"
    "  --all            every type with every channel count\n"
    "  --target NAME    an instruction set other than the best: AVX3, avx2, sse4\n"
    "  --json FILE      also writes the results to a file\n"
    "  --quick          runs each row once: a test, not a measurement\n";

struct Size {
  int width;
  int height;
  [[nodiscard]] std::string name() const { return std::to_string(width) + "x" + std::to_string(height); }
};

struct Options {
  std::regex filter{""};
  std::vector<Size> sizes;
  std::vector<std::string> types;
  std::vector<int> channels;
  std::string target;
  std::string json;
  bool quick = false;
  bool help = false;
};

inline int parse_count(const std::string& text) {
  std::size_t end = 0;
  const int number = std::stoi(text, &end);
  if (end != text.size() || number < 1) throw std::invalid_argument(text + " is not a positive integer");
  return number;
}

inline Size parse_size(const std::string& text) {
  const std::size_t by = text.find('x');
  if (by == std::string::npos) throw std::invalid_argument(text + " is not a size such as 640x480");
  const Size size{parse_count(text.substr(0, by)), parse_count(text.substr(by + 1))};
  // Some rows halve the image; some mirror 32 pixels or half of it.
  if (size.width % 2 != 0 || size.height % 2 != 0 || size.width < 64 || size.height < 64) {
    throw std::invalid_argument(text + " has a side that is odd or below 64");
  }
  return size;
}

/// Throws std::invalid_argument for unknown options and values.
inline Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const auto value = [&]() -> std::string {
      if (i + 1 == argc) throw std::invalid_argument("needs a value");
      return argv[++i];
    };
    try {
      if (name == "--filter") {
        options.filter = value();
      } else if (name == "--size") {
        options.sizes.push_back(parse_size(value()));
      } else if (name == "--type") {
        options.types.push_back(value());
        const std::string& type = options.types.back();
        if (type != "u8" && type != "u16" && type != "float") {
          throw std::invalid_argument("unknown type " + type);
        }
      } else if (name == "--channels") {
        options.channels.push_back(parse_count(value()));
        if (options.channels.back() > 4) throw std::invalid_argument("more than 4");
      } else if (name == "--all") {
        options.types = {"u8", "u16", "float"};
        options.channels = {1, 3, 4};
      } else if (name == "--target") {
        options.target = value();  // Highway's names are in capitals
        std::ranges::transform(options.target, options.target.begin(),
                               [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
      } else if (name == "--json") {
        options.json = value();
      } else if (name == "--quick") {
        options.quick = true;
      } else if (name == "--help") {
        options.help = true;
      } else {
        throw std::invalid_argument("unknown option");
      }
    } catch (const std::exception& error) {
      throw std::invalid_argument(name + ": " + error.what());
    }
  }
  if (options.sizes.empty()) options.sizes = {{224, 224}, {512, 512}, {1920, 1080}};
  if (options.types.empty()) options.types = {"u8"};
  if (options.channels.empty()) options.channels = {3};
  return options;
}

}  // namespace benchmarks
