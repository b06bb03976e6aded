// SPDX-License-Identifier: MIT
#include <vary/json.hpp>

#include "transforms/catalogue.hpp"
#include "transforms/checks.hpp"

using tests::refusal;
using tests::same_image;
using vary::Recipe;
using vary::recipe_from_json;
using vary::to_json;

namespace {

/// The text of a recipe of one op, for images of 4 x 2 x 3.
std::string with_op(const std::string& op) { return R"({"vary":1,"input":[4,2,3],"ops":[)" + op + "]}"; }

std::string refused(const std::string& text) {
  return refusal([&] { recipe_from_json(text); });
}

/// The custom transforms that a recipe was drawn from, to be given back to it.
std::vector<vary::CustomTransform> functions_of(const Recipe& recipe) {
  std::vector<vary::CustomTransform> functions;
  for (const vary::Op& op : recipe.ops()) {
    if (const auto* custom = op.get_if<vary::ops::Custom>()) {
      functions.push_back({custom->function_name, custom->function});
    }
  }
  return functions;
}

/// Reads a recipe back, with the one custom function that it may hold.
Recipe read_back(const Recipe& recipe) {
  const auto functions = functions_of(recipe);
  return functions.empty() ? recipe_from_json(to_json(recipe))
                           : recipe_from_json(to_json(recipe), {functions[0]});
}

}  // namespace

TEMPLATE_TEST_CASE("A recipe that is read back is the same, and so are its bits", "[json]", std::uint8_t,
                   std::uint16_t, float) {
  for (const tests::Entry& entry : tests::catalogue()) {
    for (const int channels : tests::channel_counts) {
      if (!entry.takes<TestType>(channels)) continue;
      for (int i = 0; i < 4; ++i) {
        INFO(entry.name << ", " << channels << " channels, key " << i);
        const auto& pipeline = entry.on<TestType>().pipeline;
        const auto photo = tests::noise_image<TestType>(24, 20, channels);
        const vary::Key key{.seed = 6, .index = i};
        const Recipe drawn = pipeline.recipe(24, 20, channels, key);
        const Recipe read = read_back(drawn);
        REQUIRE(read == drawn);
        REQUIRE(to_json(read) == to_json(drawn));
        REQUIRE(same_image(vary::replay(read, photo), pipeline(photo, key)));
      }
    }
  }
}

TEST_CASE("Numbers are read back to the last bit", "[json]") {
  tests::Dice dice(7);
  for (int i = 0; i < 2000; ++i) {
    Recipe recipe({4, 2, 3});
    const auto mean = static_cast<float>((dice.fraction() - 0.5) * std::pow(10.0, dice.between(-30, 30)));
    recipe.add(vary::ops::Noise{
        .mean = mean, .sigma = static_cast<float>(dice.fraction()), .stream = {dice.next(), dice.next()}});
    recipe.add(
        vary::ops::Warp{.matrix = {dice.fraction(), -dice.fraction(), 1e5 * dice.fraction(), 1, 0, -0.0},
                        .width = dice.between(1, 1 << 30),
                        .height = 3});
    const Recipe read = recipe_from_json(to_json(recipe));
    REQUIRE(read == recipe);
    REQUIRE(to_json(read) == to_json(recipe));
  }
}

TEST_CASE("Segments of three and of five numbers are read", "[json]") {
  const Recipe recipe = recipe_from_json(with_op(
      R"({"op":"Curve","segments":[[0,0.5,0.25],[0.5,1,0,0.25,-0.125]],"exponent":2,"clamp":false})"));
  Recipe expected({4, 2, 3});
  expected.add(vary::ops::Curve{
      .segments = {{0, 0.5f, 0.25f}, {0.5f, 1, 0, 0.25f, -0.125f}}, .exponent = 2, .clamp = false});
  REQUIRE(recipe == expected);
  Recipe by_channel({4, 2, 3});
  by_channel.add(vary::ops::Curve{
      .segments = {{0, 2, 0}, {0, 1, 0, 0, 0.1f}, {0, 1, 0, 0.3f, 0}}, .per_channel = true, .alpha = true});
  REQUIRE(recipe_from_json(to_json(by_channel)) == by_channel);
}

TEST_CASE("A recipe may be written by hand, spread over lines, with fields left to their defaults",
          "[json]") {
  const Recipe recipe = recipe_from_json(R"({
    "ops": [ {"op": "Permute", "height": 2, "width": 3.0, "border": "wrap"}, {"op": "Noise", "sigma": 1e-1} ],
    "input": [4, 2, 3],
    "vary": 1
  })");
  Recipe expected({4, 2, 3});
  expected.add(vary::ops::Permute{.width = 3, .height = 2, .border = vary::Border::wrap});
  expected.add(vary::ops::Noise{.sigma = 0.1f});
  REQUIRE(recipe == expected);
  REQUIRE(recipe.shape() == vary::Shape{3, 2, 3});
  REQUIRE(recipe.origin(0).empty());
}

TEST_CASE("A window without a shape is a rectangle, as it was before there were others", "[json]") {
  const Recipe recipe =
      recipe_from_json(with_op(R"({"op":"Rank","width":3,"height":2,"maximum":false,"border":"edge"})"));
  Recipe expected({4, 2, 3});
  expected.add(vary::ops::Rank{.width = 3, .height = 2, .maximum = false, .border = vary::Border::edge});
  REQUIRE(recipe == expected);
  REQUIRE(recipe.ops()[0].get_if<vary::ops::Rank>()->window == vary::Window::rectangle);
}

TEST_CASE("The transform behind an op is read back", "[json]") {
  const Recipe drawn = vary::Pipeline<float>{vary::Invert{}, vary::Transpose{}}.recipe(4, 2, 3);
  const Recipe read = recipe_from_json(std::string(to_json(drawn)));
  REQUIRE(read.origin(0) == "Invert");
  REQUIRE(read.origin(1) == "Transpose");
}

TEST_CASE("An op that changes nothing is left out", "[json]") {
  REQUIRE(recipe_from_json(with_op(R"({"op":"Noise"})")).ops().empty());
}

TEST_CASE("Custom functions are found by their name", "[json]") {
  const auto soften = vary::custom("soften", tests::Speckle{});
  const auto harden = vary::custom("harden", tests::Speckle{});
  const vary::Pipeline<std::uint8_t> pipeline{soften, vary::Invert{}, harden};
  const std::string text = to_json(pipeline.recipe(4, 2, 3));
  REQUIRE(recipe_from_json(text, {harden, soften}) == pipeline.recipe(4, 2, 3));
  const std::string missing = "the recipe holds no function; give it the one of this name";
  REQUIRE(refusal([&] { recipe_from_json(text); }) == "custom.soften: " + missing);
  REQUIRE(refusal([&] { recipe_from_json(text, {soften}); }) == "custom.harden: " + missing);
}

TEST_CASE("Text that is no recipe is refused, with what is wrong", "[json]") {
  const std::string no_object = "Recipe: the text is no JSON object; give a line that to_json() wrote";
  const std::string long_text = R"({"vary":1,"input":[4,2,3],"ops":[]})";
  const struct {
    std::string text;
    std::string refusal;
  } table[] = {
      {"", no_object},
      {"a cat", no_object},
      {"[1]", no_object},
      {long_text + "x", no_object},
      {long_text.substr(0, 30), no_object},
      {"{}", "Recipe.vary: null is not a version that is read here; it should be 1"},
      {R"({"vary":2})", "Recipe.vary: 2 is not a version that is read here; it should be 1"},
      {R"({"vary":"1"})", "Recipe.vary: \"1\" is not a version that is read here; it should be 1"},
      {R"({"vary":true})", "Recipe.vary: true is not a version that is read here; it should be 1"},
      {R"({"vary":1.5})", "Recipe.vary: 1.5 is not a version that is read here; it should be 1"},
      {R"({"vary":1,"ops":[]})", "Recipe.input: 0 is not a size; give 1 or more"},
      {R"({"vary":1,"input":[4,0,3],"ops":[]})", "Recipe.input: 0 is not a size; give 1 or more"},
      {R"({"vary":1,"input":[4,2],"ops":[]})", "Recipe.input: [4,2] will not do; give a list of 3 numbers"},
      {R"({"vary":1,"input":4,"ops":[]})", "Recipe.input: 4 will not do; give a list of 3 numbers"},
      {R"({"vary":1,"input":[4,2,"3"],"ops":[]})",
       "Recipe.input: \"3\" will not do; give a whole number, of 31 bits at most"},
      {R"({"vary":1,"input":[4,2,3]})", "Recipe.ops: null will not do; give a list of ops"},
      {R"({"vary":1,"input":[4,2,3],"ops":{}})", "Recipe.ops: {} will not do; give a list of ops"},
      {R"({"vary":1,"input":[4,2,3],"ops":[],"seed":3})",
       "Recipe.seed: is not known to this version of vary; leave it out"},
      {with_op("3"), "Recipe.ops: 3 is not an op; name it by a field `op`"},
      {with_op("{}"), "Recipe.ops: {} is not an op; name it by a field `op`"},
      {with_op(R"({"op":7})"), "Recipe.ops: {\"op\":7} is not an op; name it by a field `op`"},
      {with_op(R"({"op":"Teleport"})"),
       "Recipe.op: \"Teleport\" is not known to this version of vary; leave it out"},
      {with_op(R"({"op":"Noise","by":5})"), "Noise.by: 5 will not do; give a text"},
      {with_op(R"({"op":"Noise","sigma":0.1,"strength":2})"),
       "Noise.strength: is not known to this version of vary; leave it out"},
      {with_op(R"({"op":"Noise","sigma":"high"})"), "Noise.sigma: \"high\" will not do; give a number"},
      {with_op(R"({"op":"Noise","sigma":true})"), "Noise.sigma: true will not do; give a number"},
      {with_op(R"({"op":"Noise","sigma":-1})"), "Noise.sigma: -1 is no deviation; give 0 or more"},
      {with_op(R"({"op":"Noise","clamp":1})"), "Noise.clamp: 1 will not do; give true or false"},
      {with_op(R"({"op":"Noise","stream":"12"})"),
       "Noise.stream: \"12\" will not do; give 32 hexadecimal digits"},
      {with_op(R"({"op":"Noise","stream":12})"), "Noise.stream: 12 will not do; give 32 hexadecimal digits"},
      {with_op(R"({"op":"Permute","width":2.5})"),
       "Permute.width: 2.5 will not do; give a whole number, of 31 bits at most"},
      {with_op(R"({"op":"Permute","width":2147483648})"),
       "Permute.width: 2147483648 will not do; give a whole number, of 31 bits at most"},
      {with_op(R"({"op":"Permute","width":0})"), "Permute.width: 0 is not a size; give 1 or more"},
      {with_op(R"({"op":"Permute","border":"mirror"})"),
       "Permute.border: \"mirror\" will not do; give one of constant, edge, reflect, symmetric, wrap"},
      {with_op(R"({"op":"Permute","border":2})"),
       "Permute.border: 2 will not do; give one of constant, edge, reflect, symmetric, wrap"},
      {with_op(R"({"op":"Permute","fill":0.5})"), "Permute.fill: 0.5 will not do; give a list"},
      {with_op(R"({"op":"Permute","fill":[0,1]})"),
       "Permute.fill: 2 values for 3 channels; give one value, or one for each channel"},
      {with_op(R"({"op":"Resize","interpolation":"cubic"})"),
       "Resize.interpolation: \"cubic\" will not do; give one of nearest, bilinear, bicubic, lanczos, area"},
      {with_op(R"({"op":"Warp","matrix":[1,0,0]})"),
       "Warp.matrix: [1,0,0] will not do; give a list of 6 numbers"},
      {with_op(R"({"op":"Curve","segments":[[0,1]]})"),
       "Curve.segments: [0,1] will not do; give a list of 3 or 5 numbers"},
      {with_op(R"({"op":"Curve","segments":[[0,1,0],[0.5,1,0,2]]})"),
       "Curve.segments: [0.5,1,0,2] will not do; give a list of 3 or 5 numbers"},
      {with_op(R"({"op":"Curve","segments":[[0,1,0,0,0,0]]})"),
       "Curve.segments: [0,1,0,0,0,0] will not do; give a list of 3 or 5 numbers"},
      {with_op(R"({"op":"Curve","segments":[3]})"), "Curve.segments: 3 will not do; give a list"},
      {with_op(R"({"op":"Curve","segments":[[0,1,"0"]]})"),
       "Curve.segments: \"0\" will not do; give a number"},
      {with_op(R"({"op":"Curve","segments":[[0,1,0],[0,2,0]],"per_channel":true})"),
       "Curve.segments: 2 for 3 channels; give each as many"},
      {with_op(R"({"op":"Curve","exponent":0})"),
       "Curve.exponent: 0 is no power to take; give a number above 0"},
      {with_op(R"({"op":"Curve","clamp":0})"), "Curve.clamp: 0 will not do; give true or false"},
      {with_op(R"({"op":"Posterize","bits":0})"),
       "Posterize.bits: 0 is no number of bits to keep; give 1 to 16"},
      {with_op(R"({"op":"AutoContrast","cutoff":0.5})"),
       "AutoContrast.cutoff: 0.5 leaves nothing; give a share from 0 to below 0.5"},
      {with_op(R"({"op":"Equalize","strength":1})"),
       "Equalize.strength: is not known to this version of vary; leave it out"},
      {with_op(R"({"op":"Reorder","order":[0,0,1]})"),
       "Reorder.order: names channel 0 2 times; name each of 0 to 2 once"},
      {with_op(R"({"op":"Erase","holes":[[0,0,1,1]]})"),
       "Erase.holes: [0,0,1,1] will not do; give a list of 8 numbers"},
      {with_op(R"({"op":"Erase","holes":[[0,0,1,1,2,1,0,0]]})"),
       "Erase.holes: a step of 0 between copies; give 1 or more"},
      {with_op(R"({"op":"Erase","kind":"black"})"),
       "Erase.kind: \"black\" will not do; give one of constant, mean, random, mirrored"},
      {with_op(R"({"op":"Custom","name":3})"), "Custom.name: 3 will not do; give a text"},
  };
  for (const auto& row : table) {
    INFO(row.text);
    REQUIRE(refused(row.text) == row.refusal);
  }
}

TEST_CASE("Text cut short or changed anywhere gives a recipe or a refusal, nothing else", "[json]") {
  const std::string text =
      to_json(vary::Pipeline<float>{vary::Rotate{}, vary::Invert{}, vary::GaussianNoise{}}.recipe(9, 7, 3));
  tests::Dice dice(5);
  int refusals = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string changed = text;
    for (int n = dice.between(1, 3); n > 0; --n) {
      const auto at = static_cast<std::size_t>(dice.between(0, static_cast<int>(changed.size()) - 1));
      if (dice.between(0, 1) == 0)
        changed[at] = static_cast<char>(dice.between(32, 126));
      else
        changed.erase(at, static_cast<std::size_t>(dice.between(1, 8)));
    }
    try {
      recipe_from_json(changed);
    } catch (const vary::Error&) {
      ++refusals;
    }
  }
  REQUIRE(refusals > 1500);
}
