// SPDX-License-Identifier: MIT
#include "vary/ops/custom.hpp"

#include <memory>
#include <stdexcept>

#include "support/reference.hpp"

using vary::ImageView;
using vary::Random;
using vary::ops::Custom;

namespace {

template <class F>
Custom custom(F function, vary::Stream stream = {}) {
  return {"mine", stream, std::make_shared<vary::detail::CustomFunctionOf<F>>(function)};
}

}  // namespace

TEMPLATE_TEST_CASE("Custom changes a copy by its function", "[ops]", std::uint8_t, std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 71);
    const auto out = tests::applied(custom([](auto pixels, Random&) { pixels.at(0, 0) = 0; }), in);
    REQUIRE(tests::equals(out, [&](int x, int y, int c) {
      return x == 0 && y == 0 && c == 0 ? TestType(0) : in.view().at(x, y, c);
    }));
  });
}

TEST_CASE("Custom hands its function the numbers of its stream, from the first on", "[ops]") {
  const vary::Stream stream{3, 4};
  const auto in = tests::noise_image<float>({4, 1, 1}, 72);
  const auto out = tests::applied(custom(
                                      [](ImageView<float> pixels, Random& random) {
                                        for (int x = 0; x < 4; ++x)
                                          pixels.at(x, 0) = static_cast<float>(random.uniform());
                                      },
                                      stream),
                                  in);
  Random random(stream);
  for (int x = 0; x < 4; ++x) CHECK(out.view().at(x, 0) == static_cast<float>(random.uniform()));
}

TEST_CASE("Custom refuses pixels that its function does not take", "[ops]") {
  const Custom bytes = custom([](ImageView<std::uint8_t>, Random&) {});
  const Custom reals = custom([](ImageView<float>, Random&) {});
  const tests::Guarded<std::uint8_t> bits8({2, 1, 1});
  const tests::Guarded<std::uint16_t> bits16({2, 1, 1});
  const tests::Guarded<float> real({2, 1, 1});
  const auto run = [](const Custom& op, const auto& in) { static_cast<void>(tests::applied(op, in)); };
  CHECK_NOTHROW(run(bytes, bits8));
  CHECK_NOTHROW(run(reals, real));
  CHECK_THROWS_WITH(run(reals, bits8),
                    "custom.mine: takes no std::uint8_t pixels; let it take an ImageView of them");
  CHECK_THROWS_WITH(run(bytes, bits16),
                    "custom.mine: takes no std::uint16_t pixels; let it take an ImageView of them");
  CHECK_THROWS_WITH(run(bytes, real), "custom.mine: takes no float pixels; let it take an ImageView of them");
}

TEST_CASE("Custom lets its function's own errors through", "[ops]") {
  const auto in = tests::noise_image<float>({4, 1, 1}, 73);
  const Custom op = custom([](auto, Random&) { throw std::runtime_error("no film"); });
  tests::Guarded<float> out({4, 1, 1});
  CHECK_THROWS_WITH(apply<float>(op, in.view(), out.view()), "no film");
}

TEST_CASE("Custom without its function is refused by name, when checked and when applied", "[ops]") {
  const Custom op{.function_name = "mine", .stream = {}, .function = nullptr};
  const char* text = "custom.mine: the recipe holds no function; give it the one of this name";
  const auto in = tests::noise_image<float>({4, 1, 1}, 74);
  tests::Guarded<float> out({4, 1, 1});
  CHECK_THROWS_WITH(op.check({4, 1, 1}), text);
  CHECK_THROWS_WITH(apply<float>(op, in.view(), out.view()), text);
}

TEST_CASE("Custom is never left out, and equal to copies of itself alone", "[ops]") {
  const auto nothing = [](auto, Random&) {};
  const Custom op = custom(nothing);
  CHECK(!op.identity({1, 1, 1}));
  CHECK(op.output({5, 4, 3}) == vary::Shape{5, 4, 3});
  const Custom copy = op;
  CHECK(copy == op);
  CHECK(custom(nothing) != op);  // functions cannot be compared
}
