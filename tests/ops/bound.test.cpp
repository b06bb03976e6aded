// SPDX-License-Identifier: MIT
#include "vary/ops/bound.hpp"

#include <set>
#include <span>

#include "support/catch.hpp"
#include "support/random_recipes.hpp"

using vary::Rect;

namespace {

/// The pixels of an rect in memory of their own.
template <class T>
vary::Image<T> cut_out(const vary::Image<T>& from, const Rect& rect) {
  return vary::Image<T>(vary::Tile<const T>(from.view()).cut(rect));
}

template <class... Os>
constexpr std::size_t count_of(vary::OpTypes<Os...>) {
  return sizeof...(Os);
}

template <class T>
void check_tile(const vary::Op& op, const vary::Image<T>& in, const vary::Image<T>& whole,
                const Rect& wanted) {
  const Rect output = op.output_rect(in.shape(), wanted);
  REQUIRE(output.contains(wanted));
  REQUIRE(Rect::of(whole.shape()).contains(output));
  const Rect input = op.input_rect(in.shape(), output);
  REQUIRE(Rect::of(in.shape()).contains(input));
  // Only what is input is there at all.
  const vary::Image<T> there = cut_out(in, input);
  vary::Image<T> out;
  out.resize({output.width, output.height, whole.channels()});
  const vary::Tile<const T> source(there.view(), input.x, input.y, in.shape());
  const vary::Tile<T> target(out.view(), output.x, output.y, whole.shape());
  const vary::OpTable<T> table = vary::full_table<T>();
  vary::BoundOps<T> bound(1, vary::BoundOps<T>::bytes_for(table.code(op)));
  bound.bind(table.code(op), std::span(&op, 1), table, source, output);
  bound.run(0, source, target);
  const vary::Image<T> seen = cut_out(out, wanted.moved(-output.x, -output.y));
  REQUIRE(tests::same_bits<T>(seen.view(), cut_out(whole, wanted).view()));
}

}  // namespace

TEMPLATE_TEST_CASE("Every op computes every tile as in the whole image, from the input rect that it names",
                   "[bound]", std::uint8_t, std::uint16_t, float) {
  std::set<const void*> kinds;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const vary::Recipe recipe = tests::random_recipe(tests::random_shape(seed), seed, 4);
    vary::Image<TestType> in(tests::noise_image<TestType>(recipe.input(), seed).view());
    tests::Dice dice(seed);
    for (const vary::Op& op : recipe.ops()) {
      const vary::Shape shape = op.output(in.shape());
      vary::Image<TestType> whole;
      whole.resize(shape);
      vary::apply<TestType>(op, vary::full_table<TestType>(), in.view(), whole.view());
      vary::Recipe named(in.shape());
      named.add(op);
      for (int i = 0; i < 3; ++i) {
        const int x = dice.between(0, shape.width - 1), y = dice.between(0, shape.height - 1);
        const Rect rect{x, y, dice.between(1, shape.width - x), dice.between(1, shape.height - y)};
        INFO("seed " << seed << ": " << vary::to_json(named));
        CAPTURE(rect.x, rect.y, rect.width, rect.height);
        check_tile<TestType>(op, in, whole, rect);
      }
      kinds.insert(op.id());
      in = whole;
    }
  }
  REQUIRE(kinds.size() == count_of(vary::AllOps()));
}

TEST_CASE("Rows that an op streams from never go back", "[bound]") {
  int streams = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const vary::Recipe recipe = tests::random_recipe(tests::random_shape(seed), seed, 4);
    vary::Shape in = recipe.input();
    for (const vary::Op& op : recipe.ops()) {
      const vary::Shape out = op.output(in);
      if (op.access(in) == vary::Access::streaming) {
        ++streams;
        int first = 0;
        for (int y = 0; y < out.height; ++y) {
          const Rect input = op.input_rect(in, Rect::of(out).rows(y, y + 1));
          CAPTURE(op.name(), y);
          REQUIRE(input.y >= first);
          first = input.y;
        }
      }
      in = out;
    }
  }
  REQUIRE(streams > 200);
}
