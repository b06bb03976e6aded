// SPDX-License-Identifier: MIT
#include "vary/ops/bound.hpp"

#include <set>

#include "support/catch.hpp"
#include "support/random_recipes.hpp"

using vary::Rect;

namespace {

/// Applies an op to a part, with other values than the image's wherever it should not look.
template <class T>
class PartUser final : public vary::ReadyOpUser<T> {
 public:
  PartUser(vary::Tile<const T> in, vary::Tile<T> out) : in_(in), out_(out) {}
  void use(const vary::ReadyOp<T>& ready) override { ready(in_, out_); }

 private:
  vary::Tile<const T> in_;
  vary::Tile<T> out_;
};

/// The pixels of an area in memory of their own.
template <class T>
vary::Image<T> cut_out(const vary::Image<T>& from, const Rect& area) {
  return vary::Image<T>(vary::Tile<const T>(from.view()).cut(area));
}

template <class T>
void check_part(const vary::Op& op, const vary::Image<T>& in, const vary::Image<T>& whole,
                const Rect& wanted) {
  const Rect made = vary::detail::made_by(op, in.shape(), wanted);
  REQUIRE(made.contains(wanted));
  REQUIRE(Rect::of(whole.shape()).contains(made));
  const Rect needed = vary::detail::needed_by(op, in.shape(), made);
  REQUIRE(Rect::of(in.shape()).contains(needed));
  // Only what is needed is there at all.
  const vary::Image<T> there = cut_out(in, needed);
  vary::Image<T> out;
  out.resize({made.width, made.height, whole.channels()});
  const vary::Tile<const T> source(there.view(), needed.x, needed.y, in.shape());
  const vary::Tile<T> target(out.view(), made.x, made.y, whole.shape());
  PartUser<T> user(source, target);
  vary::prepare<T>(op, source, made, user);
  const vary::Image<T> seen = cut_out(out, wanted.moved(-made.x, -made.y));
  REQUIRE(tests::same_bits<T>(seen.view(), cut_out(whole, wanted).view()));
}

}  // namespace

TEMPLATE_TEST_CASE("Every op makes every part as it makes the whole, from what it says it needs",
                   "[prepared]", std::uint8_t, std::uint16_t, float) {
  std::set<std::size_t> kinds;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const vary::Recipe recipe = tests::random_recipe(tests::random_shape(seed), seed, 4);
    vary::Image<TestType> in(tests::noise_image<TestType>(recipe.input(), seed).view());
    tests::Dice dice(seed);
    for (const vary::Op& op : recipe.ops()) {
      const vary::Shape shape = vary::detail::output_of(op, in.shape());
      vary::Image<TestType> whole;
      whole.resize(shape);
      vary::apply<TestType>(op, in.view(), whole.view());
      vary::Recipe named(in.shape());
      named.add(op);
      for (int i = 0; i < 3; ++i) {
        const int x = dice.between(0, shape.width - 1), y = dice.between(0, shape.height - 1);
        const Rect area{x, y, dice.between(1, shape.width - x), dice.between(1, shape.height - y)};
        INFO("seed " << seed << ": " << vary::to_json(named));
        CAPTURE(area.x, area.y, area.width, area.height);
        check_part<TestType>(op, in, whole, area);
      }
      kinds.insert(op.index());
      in = whole;
    }
  }
  REQUIRE(kinds.size() == std::variant_size_v<vary::Op>);
}

TEST_CASE("Rows that an op streams from never go back", "[prepared]") {
  int streams = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const vary::Recipe recipe = tests::random_recipe(tests::random_shape(seed), seed, 4);
    vary::Shape in = recipe.input();
    for (const vary::Op& op : recipe.ops()) {
      const vary::Shape out = vary::detail::output_of(op, in);
      if (vary::detail::access_of(op, in) == vary::Access::streaming) {
        ++streams;
        int first = 0;
        for (int y = 0; y < out.height; ++y) {
          const Rect needed = vary::detail::needed_by(op, in, Rect::of(out).rows(y, y + 1));
          CAPTURE(vary::detail::name_of(op), y);
          REQUIRE(needed.y >= first);
          first = needed.y;
        }
      }
      in = out;
    }
  }
  REQUIRE(streams > 200);
}
