// SPDX-License-Identifier: MIT
#include "vary/pipeline/text.hpp"

#include <limits>

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

using vary::to_json;
namespace ops = vary::ops;

namespace {

template <class Op>
std::string text_of(const Op& op, vary::Shape shape = {4, 2, 3}) {
  vary::Recipe recipe(shape);
  recipe.add(op);
  return to_json(recipe);
}

}  // namespace

TEST_CASE("The text of a recipe is one line with every drawn value", "[text]") {
  REQUIRE(to_json(vary::Recipe({640, 480, 3})) == R"({"vary":1,"input":[640,480,3],"ops":[]})");
  const vary::Pipeline<std::uint8_t> pipeline{vary::Crop{.x = 1, .width = 2, .height = 2}, vary::Invert{}};
  REQUIRE(to_json(pipeline.recipe(4, 2, 3)) ==
          R"({"vary":1,"input":[4,2,3],"ops":[)"
          R"({"op":"Permute","by":"Crop","width":2,"height":2,"x":1,"y":0,"flip_x":false,"flip_y":false,)"
          R"("transposed":false,"border":"reflect","fill":[0]},)"
          R"({"op":"Curve","by":"Invert","segments":[[0,-1,1]],"per_channel":false,"exponent":1,)"
          R"("alpha":false,"clamp":true}]})");
}

TEST_CASE("Each op has its fields in the text", "[text]") {
  const auto start = std::string(R"({"vary":1,"input":[4,2,3],"ops":[{"op":)");
  REQUIRE(text_of(ops::Warp{.matrix = {0.5, -0.25, 1, 0.25, 0.5, 1e-9},
                            .width = 4,
                            .height = 2,
                            .interpolation = vary::Interpolation::nearest,
                            .border = vary::Border::constant,
                            .fill = {1, 0.1f, 0}}) ==
          start + R"("Warp","matrix":[0.5,-0.25,1,0.25,0.5,1e-09],"perspective":[0,0],"width":4,"height":2,)"
                  R"("interpolation":"nearest","antialias":true,)"
                  R"("border":"constant","fill":[1,0.1,0]}]})");
  REQUIRE(text_of(ops::Resize{.width = 3, .height = 1, .interpolation = vary::Interpolation::area}) ==
          start + R"("Resize","width":3,"height":1,"interpolation":"area","antialias":true}]})");
  REQUIRE(text_of(ops::Convolve{.across = {0.25, 0.5, 0.25}, .border = vary::Border::wrap}) ==
          start + R"("Convolve","across":[0.25,0.5,0.25],"down":[1],"border":"wrap","fill":[0]}]})");
  REQUIRE(text_of(ops::Filter{.width = 3, .weights = {-1, 3, -1}, .offset = 0.5f, .keep_edge = true}) ==
          start + R"("Filter","width":3,"height":1,"weights":[-1,3,-1],"offset":0.5,"keep_edge":true,)"
                  R"("border":"reflect","fill":[0]}]})");
  REQUIRE(text_of(ops::Box{.width = 3, .height = 5}) ==
          start + R"("Box","width":3,"height":5,"border":"reflect","fill":[0]}]})");
  REQUIRE(
      text_of(ops::Rank{.width = 3, .height = 2, .maximum = false, .border = vary::Border::edge}) ==
      start +
          R"("Rank","width":3,"height":2,"maximum":false,"border":"edge","fill":[0],"window":"rectangle"}]})");
  REQUIRE(text_of(ops::Curve{.segments = {{0, 2, 0.5f}, {0, 1, 0, 0.25f}, {0, 1, 0, 0, 0.1f}},
                             .per_channel = true,
                             .exponent = 0.45f,
                             .clamp = false}) ==
          start + R"("Curve","segments":[[0,2,0.5],[0,1,0,0.25,0],[0,1,0,0,0.1]],"per_channel":true,)"
                  R"("exponent":0.45,"alpha":false,"clamp":false}]})");
  REQUIRE(text_of(ops::Posterize{3}) == start + R"("Posterize","bits":3}]})");
  REQUIRE(text_of(ops::Equalize{}) == start + R"("Equalize"}]})");
  REQUIRE(text_of(ops::AutoContrast{0.1f}) == start + R"("AutoContrast","cutoff":0.1}]})");
  REQUIRE(text_of(ops::Reorder{{2, 0, 1}}) == start + R"("Reorder","order":[2,0,1]}]})");
  REQUIRE(text_of(ops::Erase{
              .holes = {{.x = 1, .y = -2, .width = 3, .height = 4},
                        {.width = 1, .height = 1, .columns = 2, .rows = 3, .step_x = 4, .step_y = 5}},
              .kind = vary::EraseFill::mirrored,
              .fill = 0.5}) ==
          start + R"("Erase","holes":[[1,-2,3,4,1,1,0,0],[0,0,1,1,2,3,4,5]],"kind":"mirrored","fill":[0.5],)"
                  R"("stream":"00000000000000000000000000000000"}]})");
  REQUIRE(text_of(ops::Noise{.mean = -0.0f, .sigma = 0.1f, .stream = {0x12345678u, 0xFEDCBA9876543210u}}) ==
          start + R"("Noise","mean":-0.0,"sigma":0.1,"law":"normal","multiplies":false,"per_channel":true,)"
                  R"("steady":false,"clamp":true,)"
                  R"("stream":"0000000012345678fedcba9876543210"}]})");
}

TEST_CASE("Names are quoted so that they stay one line of JSON", "[text]") {
  const auto custom = vary::custom("a \"b\" \\ \n\t\x1f \xc3\xa9", tests::Speckle{});
  const std::string text = to_json(tests::recipe_of(custom, {4, 2, 3}));
  CHECK_THAT(text, ContainsSubstring(R"("name":"a \"b\" \\ \u000a\u0009\u001f )"
                                     "\xc3\xa9\""));
}

TEST_CASE("The text of every transform is one line of known letters", "[text]") {
  for (const tests::Entry& entry : tests::catalogue()) {
    INFO(entry.name);
    const std::string text =
        to_json(entry.on<float>().pipeline.recipe(24, 20, entry.channels == 0 ? 3 : entry.channels));
    REQUIRE(text.find_first_of("\n\r\t") == std::string::npos);
    REQUIRE(text.find("nan") == std::string::npos);
    REQUIRE(text.find("inf") == std::string::npos);
  }
}
