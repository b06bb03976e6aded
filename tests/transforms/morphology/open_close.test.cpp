// SPDX-License-Identifier: MIT
#include "vary/transforms/morphology/open_close.hpp"

#include "transforms/checks.hpp"

using tests::image;
using tests::Rows;
using tests::rows;
using vary::Close;
using vary::Dilate;
using vary::Erode;
using vary::Open;

TEST_CASE("Open removes bright regions smaller than the window, Close dark ones", "[open_close]") {
  const auto photo = image({{9, 1, 1, 1, 1}, {1, 1, 9, 9, 9}, {1, 1, 9, 9, 9}, {1, 1, 9, 9, 9}});
  const auto dark = image({{1, 9, 9, 9, 9}, {9, 9, 1, 1, 1}, {9, 9, 1, 1, 1}, {9, 9, 1, 1, 1}});
  const auto open = Open{.size = 3, .border = vary::Border::edge};
  const auto close = Close{.size = 3, .border = vary::Border::edge};
  REQUIRE(rows(open(image({{1, 1, 1}, {1, 9, 1}, {1, 1, 1}}))) == Rows{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}});
  REQUIRE(rows(close(image({{9, 9, 9}, {9, 1, 9}, {9, 9, 9}}))) == Rows{{9, 9, 9}, {9, 9, 9}, {9, 9, 9}});
  REQUIRE(tests::same_image(open(photo), Dilate{.size = 3, .border = vary::Border::edge}(
                                             Erode{.size = 3, .border = vary::Border::edge}(photo))));
  REQUIRE(tests::same_image(close(dark), Erode{.size = 3, .border = vary::Border::edge}(
                                             Dilate{.size = 3, .border = vary::Border::edge}(dark))));
}

TEST_CASE("Open and Close refuse fields out of range", "[open_close]") {
  tests::require_refused({
      {Open{.size = 0}, "Open.size: 0 is below 1; give 1 to 1023"},
      {Open{.fill = NAN}, "Open.fill: nan is no colour; give a fraction of full scale"},
      {Close{.size = 1024}, "Close.size: 1024 is above 1023; give 1 to 1023"},
      {Close{.fill = NAN}, "Close.fill: nan is no colour; give a fraction of full scale"},
  });
}
