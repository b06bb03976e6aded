// SPDX-License-Identifier: MIT
#include "vary/ops/window/window.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using vary::Window;

namespace {

/// A window drawn: what its rectangles cover.
std::vector<std::string> drawn(Window window, int width, int height) {
  std::vector<vary::simd::WindowPart> parts(static_cast<std::size_t>(height / 2 + 2));
  const std::size_t count = vary::detail::window_parts(window, width, height, parts.data());
  std::vector<std::string> rows(static_cast<std::size_t>(height),
                                std::string(static_cast<std::size_t>(width), '.'));
  for (std::size_t i = 0; i < count; ++i) {
    const auto& part = parts[i];
    for (std::size_t y = part.row; y < part.row + part.row_count; ++y) {
      for (std::size_t x = part.column; x < part.column + part.column_count; ++x) rows[y][x] = '#';
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("Ellipses are those of OpenCV's getStructuringElement", "[window]") {
  CHECK(drawn(Window::ellipse, 3, 3) == std::vector<std::string>{".#.", "###", ".#."});
  CHECK(drawn(Window::ellipse, 5, 5) ==
        std::vector<std::string>{"..#..", "#####", "#####", "#####", "..#.."});
  CHECK(drawn(Window::ellipse, 9, 9) == std::vector<std::string>{"....#....", ".#######.", ".#######.",
                                                                 "#########", "#########", "#########",
                                                                 ".#######.", ".#######.", "....#...."});
}

TEST_CASE("A cross is the middle row and column", "[window]") {
  CHECK(drawn(Window::cross, 5, 3) == std::vector<std::string>{"..#..", "#####", "..#.."});
  CHECK(drawn(Window::cross, 4, 2) == std::vector<std::string>{"..#.", "####"});
}

TEST_CASE("Windows of one row or column are rectangles", "[window]") {
  for (const Window window : {Window::rectangle, Window::ellipse, Window::cross}) {
    CHECK(vary::detail::is_rectangle(window, 1, 7));
    CHECK(vary::detail::is_rectangle(window, 7, 1));
    CHECK(vary::detail::is_rectangle(window, 3, 3) == (window == Window::rectangle));
  }
}

TEST_CASE("A window without a middle is told", "[window]") {
  vary::detail::check_odd_window("Op", "size", 9, 9);
  REQUIRE_THROWS_WITH(vary::detail::check_odd_window("Op", "size", 4, 9),
                      "Op.size: 4 has no middle; give an odd number");
  REQUIRE_THROWS_WITH(vary::detail::check_odd_window("Op", "size", 11, 9),
                      "Op.size: 11 is no window; give 1 to 9");
  REQUIRE_THROWS_WITH(vary::detail::check_odd_window("Op", "size", 0, 9),
                      "Op.size: 0 is no window; give 1 to 9");
}
