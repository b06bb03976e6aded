// SPDX-License-Identifier: MIT
// Results as a Markdown table and as JSON.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace benchmarks {

struct Result {
  std::string row;
  std::string size;  ///< of the source, "512x512"
  std::string type;  ///< "u8", "u16", "float"
  int channels = 0;
  std::string target;    ///< the instruction set used
  double ns_per_px = 0;  ///< per pixel of the source
  double memcpy_ns_per_px = 0;
  std::optional<double> opencv_ns_per_px;
  std::optional<double> best_peer_memcpys;

  [[nodiscard]] double memcpys() const { return ns_per_px / memcpy_ns_per_px; }
  /// How many times as fast vary is; below 1 it is slower.
  [[nodiscard]] std::optional<double> against_opencv() const {
    if (!opencv_ns_per_px) return {};
    return *opencv_ns_per_px / ns_per_px;
  }
  [[nodiscard]] std::optional<double> against_best_peer() const {
    if (!best_peer_memcpys) return {};
    return *best_peer_memcpys / memcpys();
  }
};

/// The geometric mean of a ratio over the rows that have it.
class Mean {
 public:
  void add(std::optional<double> ratio) {
    if (!ratio) return;
    sum_ += std::log(*ratio);
    ++count_;
  }
  [[nodiscard]] std::optional<double> value() const {
    if (count_ == 0) return {};
    return std::exp(sum_ / count_);
  }

 private:
  double sum_ = 0;
  int count_ = 0;
};

/// A cell of the table; empty without a number.
inline std::string cell(std::optional<double> number, int digits) {
  if (!number) return "";
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << *number;
  return text.str();
}

inline void print_line(const std::string& row, const std::array<std::string, 6>& cells) {
  static constexpr int widths[] = {6, 8, 12, 11, 17, 14};
  std::cout << "| " << std::left << std::setw(26) << row << " |" << std::right;
  for (std::size_t i = 0; i < cells.size(); ++i) std::cout << ' ' << std::setw(widths[i]) << cells[i] << " |";
  std::cout << '\n';
}

/// One table in Markdown: results of one size, type and channel count.
inline void print_table(const std::vector<Result>& results) {
  if (results.empty()) return;
  const Result& any = results.front();
  std::cout << '\n'
            << any.size << ", " << any.type << ", " << any.channels << " channels, " << any.target
            << "; a memcpy is " << cell(any.memcpy_ns_per_px, 4) << " ns/px\n\n";
  print_line("row",
             {"ns/px", "memcpys", "OpenCV ns/px", "OpenCV/vary", "best peer memcpys", "best peer/vary"});
  print_line("---", {"---:", "---:", "---:", "---:", "---:", "---:"});
  Mean opencv, best_peer;
  for (const Result& result : results) {
    print_line(result.row, {cell(result.ns_per_px, 3), cell(result.memcpys(), 2),
                            cell(result.opencv_ns_per_px, 3), cell(result.against_opencv(), 2),
                            cell(result.best_peer_memcpys, 2), cell(result.against_best_peer(), 2)});
    opencv.add(result.against_opencv());
    best_peer.add(result.against_best_peer());
  }
  print_line("geometric mean", {"", "", "", cell(opencv.value(), 2), "", cell(best_peer.value(), 2)});
  std::cout << std::flush;
}

/// Writes an array with one object per result; values that were not measured are null. False on failure.
inline bool write_json(const std::vector<Result>& results, const std::string& path) {
  const auto number = [](std::optional<double> value) { return value ? cell(value, 6) : "null"; };
  std::ofstream file(path);
  file << "[";
  const char* separator = "\n";
  for (const Result& result : results) {
    file << separator << R"(  {"row": ")" << result.row << R"(", "size": ")" << result.size
         << R"(", "type": ")" << result.type << R"(", "channels": )" << result.channels << R"(, "target": ")"
         << result.target << R"(", "ns_per_px": )" << number(result.ns_per_px) << R"(, "memcpys": )"
         << number(result.memcpys()) << R"(, "opencv_ns_per_px": )" << number(result.opencv_ns_per_px)
         << R"(, "best_peer_memcpys": )" << number(result.best_peer_memcpys) << "}";
    separator = ",\n";
  }
  file << "\n]\n" << std::flush;
  return file.good();
}

}  // namespace benchmarks
