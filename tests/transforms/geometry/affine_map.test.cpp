// SPDX-License-Identifier: MIT
#include "vary/transforms/geometry/affine_map.hpp"

#include <cmath>

#include "transforms/checks.hpp"

using vary::detail::LinearMap;

namespace {

void require_near(const LinearMap& a, const LinearMap& b) {
  REQUIRE(std::fabs(a.xx - b.xx) + std::fabs(a.xy - b.xy) + std::fabs(a.yx - b.yx) + std::fabs(a.yy - b.yy) <
          1e-12);
}

}  // namespace

TEST_CASE("A product applies the right map first, then the left one", "[affine_map]") {
  const LinearMap a{1, 2, 3, 4}, b{5, 6, 7, 8};
  require_near(a * b, {19, 22, 43, 50});
}

TEST_CASE("Rotations add up, and their inverses have negative angles", "[affine_map]") {
  require_near(vary::detail::rotation_source(30) * vary::detail::rotation_source(60),
               vary::detail::rotation_source(90));
  require_near(vary::detail::rotation_source(90), {0, -1, 1, 0});
  require_near(vary::detail::rotation_source(25) * vary::detail::rotation_source(-25), {});
}

TEST_CASE("Shears map output to input, and keep areas", "[affine_map]") {
  require_near(vary::detail::shear_source(45, 0), {1, -1, 0, 1});
  require_near(vary::detail::shear_source(0, 45), {1, 0, -1, 1});
  const LinearMap both = vary::detail::shear_source(30, 40);
  REQUIRE(std::fabs(both.xx * both.yy - both.xy * both.yx - 1) < 1e-12);
}

TEST_CASE("Maps of pixels to pixels become a Permute, others a Warp", "[affine_map]") {
  const auto added = [](const std::array<double, 6>& matrix) {
    vary::Recipe recipe({8, 6, 1});
    vary::detail::add_affine(matrix, 8, 6, {}, recipe);
    REQUIRE(recipe.ops().size() == 1);
    return recipe.ops()[0];
  };
  const auto flip = added({-1, 0, 8, 0, 1, 2});
  const auto* const permute = tests::as<vary::ops::Permute>(flip);
  REQUIRE(permute != nullptr);
  REQUIRE(permute->flip_x);
  REQUIRE(permute->x == 7);
  REQUIRE(permute->y == 2);
  const auto transpose = added({0, 1, 0, 1, 0, 0});
  REQUIRE(tests::as<vary::ops::Permute>(transpose) != nullptr);
  REQUIRE(tests::as<vary::ops::Permute>(transpose)->transposed);
  REQUIRE(tests::name_of(added({1, 0, 0.5, 0, 1, 0})) == "Warp");
  REQUIRE(tests::name_of(added({0.5, 0, 0, 0, 0.5, 0})) == "Warp");
}
