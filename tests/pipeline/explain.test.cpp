// SPDX-License-Identifier: MIT
#include "vary/pipeline/explain.hpp"

#include <iterator>
#include <string>
#include <vector>

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

using vary::Border;
using vary::Fusion;
using vary::Pipeline;
using vary::Shape;

namespace {

/// The text of a pipeline for pixels of T, without what was drawn.
template <class T = std::uint8_t, class... Transforms>
std::string how(Fusion fusion, Shape shape, const Transforms&... transforms) {
  const std::string text =
      Pipeline<T>(fusion, transforms...).explain(shape.width, shape.height, shape.channels);
  return text.substr(text.find(fusion == Fusion::stepwise ? "runs" : "fused"));
}

/// The same of ops that no transform draws.
std::string how(Shape shape, const std::vector<vary::Op>& ops) {
  vary::Recipe recipe(shape);
  for (const vary::Op& op : ops) recipe.add(op);
  const std::string text = vary::explain(recipe, Fusion::full, 1);
  return text.substr(text.find("fused"));
}

constexpr Shape rgb{64, 48, 3};
const vary::Rotate turn{.degrees = 15};
const vary::CenterCrop crop{.width = 30, .height = 20};
const vary::Pad pad{1, 2, 3, 4};

/// Pipelines by what their text must say.
struct Said {
  std::string what;
  std::string text;
};

/// Every rule, told by the ops that meet it.
std::vector<Said> joined() {
  const auto full = [](const auto&... transforms) { return how(Fusion::full, rgb, transforms...); };
  const vary::ChannelSwap swap{};
  const vary::Invert invert{};
  return {
      {"Permute, Permute: crops, flips and pads are one copy", full(vary::HorizontalFlip{}, crop)},
      {"Curve, Permute: moved before the pointwise op", full(invert, vary::Transpose{})},
      {"Hue, Permute: moved before the pointwise op", full(vary::Hue{.turns = 0.1}, crop)},
      {"Warp, Permute: the flip is part of the warp", full(turn, vary::VerticalFlip{})},
      {"Permute, Warp: the flip is part of the warp", full(vary::Rotate90{.turns = 1}, turn)},
      {"Warp, Warp: the image is sampled once", full(turn, vary::Shear{.x = 5})},
      {"Reorder, Reorder: two channel orders are one", full(swap, vary::ChannelSwap{.order = {1, 2, 0}})},
      {"ColorMatrix, Reorder: the matrix writes the channels in that order", full(vary::Saturation{.factor = 1.3}, swap)},
      {"Reorder, Curve: moved behind the curve", full(swap, invert)},
      {"Reorder, Posterize: moved behind the curve", full(swap, vary::Posterize{})},
      {"Warp, Permute: the warp computes the crop only", full(turn, crop)},
  };
}

/// Every reason for which ops are not joined, or do not follow each other row by row.
std::vector<Said> apart() {
  const auto full = [](const auto&... transforms) { return how(Fusion::full, rgb, transforms...); };
  const auto exact = [](const auto&... transforms) { return how(Fusion::exact, rgb, transforms...); };
  const auto rgba = [](const auto&... transforms) { return how(Fusion::full, {64, 48, 4}, transforms...); };
  const vary::Rotate edged{.degrees = 15, .border = Border::edge};
  const vary::Rotate black{.degrees = 15, .border = Border::constant};
  const vary::Rotate white{.degrees = 15, .border = Border::constant, .fill = 1};
  const vary::Rotate nearest{.degrees = 15, .interpolation = vary::Interpolation::nearest};
  const vary::Pad black_pad{.left = 3, .border = Border::constant};
  const vary::ops::Warp far{.matrix = {1, 0, 6e5, 0, 1, 0}, .width = 64, .height = 48};
  const vary::ops::Warp near{.matrix = {1, 0, 1, 0, 1, 0}, .width = 64, .height = 48};
  const vary::ops::Permute mirror{.width = 64, .height = 48, .x = 63, .flip_x = true};
  const auto hole = [](vary::EraseFill kind) {
    return vary::ops::Erase{.holes = {{.x = 5, .y = 5, .width = 9, .height = 9}}, .kind = kind};
  };
  const vary::ops::Rank dilate{.width = 3, .height = 3};
  const vary::ChannelSwap alpha_first{.order = {3, 0, 1, 2}};
  const vary::GaussianBlur blur{.sigma = 1};
  const vary::JpegCompression jpeg{.quality = 50};
  const std::string since = ", since ";
  return {
      {"Warp, Warp: sampling once changes bits", exact(turn, vary::Shear{.x = 5})},
      {"Permute, Warp: sampling once changes bits", exact(vary::HorizontalFlip{}, turn)},
      {"Warp, Warp: their borders differ", full(turn, edged)},
      {"Warp, Warp: their fills differ", full(black, white)},
      {"Warp, Warp: their interpolations differ", full(turn, nearest)},
      {"Warp, Warp: the matrix would be out of range", how(rgb, {far, near})},
      {"Permute, Warp: the matrix would be out of range", how(rgb, {mirror, far})},
      {"Warp, Permute: the matrix would be out of range", how(rgb, {far, mirror})},
      {"Permute, Warp: the border of the warp repeats what the crop or pad leaves", full(crop, turn)},
      {"Permute, Warp: the border of the warp repeats what the crop or pad leaves", full(pad, turn)},
      {"Permute, Permute: the border of the second repeats what the first leaves", full(crop, pad)},
      {"Warp, Permute: the border of the pad repeats what the warp leaves", full(turn, pad)},
      {"Warp, Permute: the positions of a perspective are not evenly spaced", full(vary::Perspective{}, crop)},
      {"Curve, Permute: the pad adds pixels", full(vary::Invert{}, pad)},
      {"Curve, Permute: the pointwise op would change the constant of the pad", full(vary::Invert{}, black_pad)},
      {"ColorMatrix, Reorder: floats would be added in another order",
       how<float>(Fusion::full, rgb, vary::Saturation{.factor = 1.3}, vary::ChannelSwap{})},
      {"ColorMatrix, Reorder: the order moves alpha", rgba(vary::Saturation{.factor = 1.3}, alpha_first)},
      {"Reorder, Curve: the order moves alpha", rgba(alpha_first, vary::Invert{})},
      {"Reorder, Posterize: the order moves alpha", rgba(alpha_first, vary::Posterize{})},

      {since + "Compress needs its whole input", full(blur, jpeg)},
      {since + "Compress computes its output at once", full(jpeg, blur)},
      {since + "Clahe needs its whole input",
       full(blur, vary::CLAHE{.clip_limit = 4, .columns = 2, .rows = 2})},
      {since + "Equalize needs its whole input", full(blur, vary::Equalize{})},
      {since + "AutoContrast needs its whole input", full(blur, vary::AutoContrast{})},
      {since + "Contrast needs its whole input",
       full(blur, vary::Contrast{.factor = 0.5})},
      {since + "Erase needs its whole input",
       how(rgb, {dilate, hole(vary::EraseFill::mean)})},
      {since + "Erase needs its whole input", how(rgb, {dilate, hole(vary::EraseFill::mirrored)})},
      {since + "Warp needs its whole input", full(blur, turn)},
      {since + "Permute needs its whole input", full(blur, vary::Transpose{})},
      {since + "Permute needs its whole input",
       full(blur, vary::VerticalFlip{}, vary::Dilate{})},
      {since + "Convolve needs its whole input",
       full(vary::Dilate{}, vary::GaussianBlur{.sigma = 1, .border = Border::wrap})},
  };
}

}  // namespace

TEST_CASE("explain says of a pipeline of nothing that it copies", "[explain]") {
  REQUIRE(Pipeline<std::uint16_t>{}.explain(64, 48, 3) ==
          "drawn, for an image of 64x48x3\n"
          "  nothing\n"
          "fused\n"
          "  nothing\n"
          "runs\n"
          "  pass 1, all rows at once\n"
          "    copy: 64x48\n"
          "reads 18432 bytes, writes 18432, and 0 between passes\n");
}

TEST_CASE("explain begins with what was drawn, as in JSON, and by what", "[explain]") {
  const Pipeline<std::uint8_t> pipeline(Fusion::stepwise, vary::HorizontalFlip{}, vary::Invert{},
                                        vary::Dilate{.size = 3});
  REQUIRE(pipeline.explain(64, 48, 1) ==
          "drawn, for an image of 64x48x1\n"
          "  {\"op\":\"Permute\",\"by\":\"HorizontalFlip\",\"width\":64,\"height\":48,\"x\":63,\"y\":0,"
          "\"flip_x\":true,\"flip_y\":false,\"transposed\":false,\"border\":\"reflect\",\"fill\":[0]}\n"
          "  {\"op\":\"Curve\",\"by\":\"Invert\",\"segments\":[[0,-1,1]],\"per_channel\":false,"
          "\"exponent\":1,\"alpha\":false,\"clamp\":true}\n"
          "  {\"op\":\"Rank\",\"by\":\"Dilate\",\"width\":3,\"height\":3,\"maximum\":true,"
          "\"border\":\"reflect\",\"fill\":[0],\"window\":\"rectangle\"}\n"
          "runs one op after the other, each to an image of its own\n"
          "reads 3072 bytes, writes 3072, and 6144 between passes\n");
}

TEST_CASE("explain shows that a crop is looked at, not made", "[explain]") {
  REQUIRE(how(Fusion::full, rgb, vary::Crop{.x = 3, .y = 4, .width = 30, .height = 20}) ==
          "fused\n"
          "  nothing\n"
          "runs\n"
          "  pass 1, all rows at once\n"
          "    copy: 30x20 at (3, 4) of 64x48\n"
          "reads 1800 bytes, writes 1800, and 0 between passes\n");
  REQUIRE(how(Fusion::exact, rgb, vary::Invert{}, crop, vary::Resize{.width = 10, .height = 10}) ==
          "fused\n"
          "  Curve, Permute: moved before the pointwise op\n"
          "runs\n"
          "  pass 1, all rows at once, with 1920 bytes between the steps\n"
          "    Curve: 30x20 at (17, 14) of 64x48 to 30x20\n"
          "    Resize: 30x20 to 10x10\n"
          "reads 1800 bytes, writes 300, and 0 between passes\n");
  REQUIRE(how<float>(Fusion::full, rgb, vary::JpegCompression{.quality = 50}, crop) ==
          "fused\n"
          "  nothing\n"
          "runs\n"
          "  pass 1, all rows at once, with 37120 bytes between the steps\n"
          "    Compress: 64x48 to 64x48\n"
          "    copy: 30x20 at (17, 14) of 64x48\n"
          "reads 36864 bytes, writes 7200, and 0 between passes\n");
}

TEST_CASE("explain shows moves that are one, and warps that sample once", "[explain]") {
  REQUIRE(how(Fusion::full, rgb, vary::HorizontalFlip{},
              vary::Crop{.x = 10, .y = 20, .width = 30, .height = 20}, vary::VerticalFlip{}) ==
          "fused\n"
          "  Permute, Permute: crops, flips and pads are one copy\n"
          "  Permute, Permute: crops, flips and pads are one copy\n"
          "runs\n"
          "  pass 1, all rows at once\n"
          "    Permute: 30x20 at (24, 20) of 64x48 to 30x20\n"
          "reads 1800 bytes, writes 1800, and 0 between passes\n");
  const vary::Zoom zoom{.factor = 1.5};
  REQUIRE(how(Fusion::full, rgb, turn, vary::HorizontalFlip{}, zoom, crop) ==
          "fused\n"
          "  Warp, Permute: the flip is part of the warp\n"
          "  Warp, Warp: the image is sampled once\n"
          "  Warp, Permute: the warp computes the crop only\n"
          "runs\n"
          "  pass 1, all rows at once\n"
          "    Warp: 64x48 to 30x20\n"
          "reads 9216 bytes, writes 1800, and 0 between passes\n");
  REQUIRE(how(Fusion::exact, rgb, turn, vary::HorizontalFlip{}, zoom, crop) ==
          "fused\n"
          "  Warp, Permute: the flip is part of the warp\n"
          "  Warp, Permute: the warp computes the crop only\n"
          "not fused\n"
          "  Warp, Warp: sampling once changes bits\n"
          "runs\n"
          "  pass 1, all rows at once\n"
          "    Warp: 64x48 to 64x48\n"
          "  pass 2, since Warp needs its whole input, all rows at once\n"
          "    Warp: 64x48 to 30x20\n"
          "reads 9216 bytes, writes 1800, and 9216 between passes\n");
}

TEST_CASE("explain shows passes, bands, tables, and rows that are made from the bottom up", "[explain]") {
  REQUIRE(
      how(Fusion::full, {512, 512, 3}, vary::Gamma{.gamma = 0.8}, vary::Posterize{},
          vary::GaussianBlur{.sigma = 1}, vary::VerticalFlip{}, vary::Equalize{}, vary::Hue{.turns = 0.1}) ==
      "fused\n"
      "  nothing\n"
      "runs\n"
      "  pass 1, in bands of 24 rows, with 230528 bytes between the steps\n"
      "    table of 2 ops: 512x512 to 512x512\n"
      "    Convolve: 512x512 to 512x512\n"
      "    Permute: 512x512 to 512x512, from the bottom up\n"
      "  pass 2, since Equalize needs its whole input, in bands of 21 rows, with 64640 "
      "bytes between the steps\n"
      "    Equalize: 512x512 to 512x512\n"
      "    Hue: 512x512 to 512x512\n"
      "reads 786432 bytes, writes 786432, and 786432 between passes\n");
}

TEST_CASE("explain names each rule by what it joins", "[explain]") {
  for (const Said& said : joined()) {
    CAPTURE(said.what, said.text);
    const std::string reasons = said.text.substr(0, said.text.find("runs\n"));
    REQUIRE(reasons.find("fused\n") == 0);
    REQUIRE(reasons.find("  " + said.what + "\n") != std::string::npos);
    REQUIRE(reasons.find("not fused") == std::string::npos);
  }
}

TEST_CASE("explain gives the reason for which ops are apart", "[explain]") {
  for (const Said& said : apart()) {
    CAPTURE(said.what, said.text);
    const bool pass = said.what[0] == ',';
    REQUIRE(said.text.find(pass ? said.what + ", " : "not fused\n") != std::string::npos);
    REQUIRE(said.text.find(pass ? "\n  pass 2, " : "  " + said.what + "\n") != std::string::npos);
  }
}

TEST_CASE("explain has something to say of any transform, and its bytes are those of the images",
          "[explain]") {
  for (const tests::Entry& entry : tests::catalogue()) {
    const int channels = entry.channels == 0 ? 3 : entry.channels;
    INFO(entry.name);
    const auto& pipeline = entry.on<float>().pipeline;
    const vary::Recipe recipe = pipeline.recipe(40, 30, channels);
    for (const Fusion fusion : {Fusion::stepwise, Fusion::exact, Fusion::full}) {
      const std::string text = vary::explain(recipe, fusion, sizeof(float));
      REQUIRE(text.find("runs") != std::string::npos);
      const std::string writes = " writes " + std::to_string(recipe.shape().elements() * sizeof(float)) + ",";
      REQUIRE(text.find(writes) != std::string::npos);
    }
  }
}
