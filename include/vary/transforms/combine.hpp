// SPDX-License-Identifier: MIT
// maybe, one_of, some_of, shuffled, sequence, bgr: transforms made of transforms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "vary/core/list.hpp"
#include "vary/ops/move/reorder.hpp"
#include "vary/transforms/limits.hpp"
#include "vary/transforms/transform_list.hpp"

VARY_NAMESPACE_BEGIN

/// What maybe() makes.
struct Maybe {
  static constexpr const char* name = "maybe";
  double probability = 0.5;  ///< 0 to 1
  TransformList transforms;

  void check() const { check_between(name, "probability", probability, 0.0, 1.0); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    if (draw.chance(probability)) transforms.sample_all(draw, recipe);
  }

  VARY_CALL_OPERATOR
};

/// What one_of() makes.
struct OneOf {
  static constexpr const char* name = "one_of";
  TransformList transforms;

  void check() const {
    if (transforms.size() == 0) refuse(name, "", "has nothing to choose from; give a transform");
  }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    transforms.sample(static_cast<std::size_t>(draw.below(transforms.size())), draw, recipe);
  }

  VARY_CALL_OPERATOR
};

/// What some_of() makes.
struct SomeOf {
  static constexpr const char* name = "some_of";
  Range<int> count{1, 1};  ///< 0 to the number of transforms
  TransformList transforms;

  void check() const { check_between(name, "count", count, 0, static_cast<int>(transforms.size())); }
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    // Each in turn is taken with the probability that leaves all choices equally likely.
    auto wanted = static_cast<std::uint64_t>(draw(count));
    for (std::size_t i = 0; i < transforms.size(); ++i) {
      if (draw.below(transforms.size() - i) >= wanted) continue;
      transforms.sample(i, draw, recipe);
      --wanted;
    }
  }

  VARY_CALL_OPERATOR
};

/// What shuffled() makes.
struct Shuffled {
  static constexpr const char* name = "shuffled";
  TransformList transforms;

  void check() const {}
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    List<std::size_t, 16> order;
    for (std::size_t i = 0; i < transforms.size(); ++i) order.push_back(i);
    draw.shuffle(std::span(order.data(), order.size()));
    for (const std::size_t i : order) transforms.sample(i, draw, recipe);
  }

  VARY_CALL_OPERATOR
};

/// What sequence() makes.
struct Sequence {
  static constexpr const char* name = "sequence";
  TransformList transforms;

  void check() const {}
  void sample(Draw& draw, Shape, Recipe& recipe) const { transforms.sample_all(draw, recipe); }

  VARY_CALL_OPERATOR
};

/// What bgr() makes.
struct Bgr {
  static constexpr const char* name = "bgr";
  static constexpr bool wraps = true;
  TransformList transforms;

  void check() const {}
  void sample(Draw& draw, Shape, Recipe& recipe) const {
    swap_red_and_blue(recipe);
    transforms.sample_all(draw, recipe);
    swap_red_and_blue(recipe);
  }

  VARY_CALL_OPERATOR

 private:
  static void swap_red_and_blue(Recipe& recipe) {
    const int channels = recipe.shape().channels;
    if (channels == 3) recipe.add(ops::Reorder{{2, 1, 0}});
    if (channels == 4) recipe.add(ops::Reorder{{2, 1, 0, 3}});
  }
};

namespace detail {

/// A combinator that knows which ops its transforms may draw. One by itself, with a list that was made while
/// the program runs, may draw any.
template <class Combinator, class OpsOfAll>
struct Typed : Combinator {
  using Ops = OpsOfAll;
  using Untyped = Combinator;

  VARY_CALL_OPERATOR
};

/// The same once it has been checked.
template <class OpsOfAll, class Combinator>
Typed<Combinator, OpsOfAll> typed(Combinator combinator) {
  combinator.check();
  return {std::move(combinator)};
}

}  // namespace detail

/// The transforms, all of them in order or none: with the probability, 0 to 1.
template <class... Ts>
auto maybe(double probability, const Ts&... transforms) {
  return detail::typed<OpsOf<Ts...>>(Maybe{probability, TransformList(transforms...)});
}
/// One of the transforms, each equally likely.
template <class... Ts>
auto one_of(const Ts&... transforms) {
  return detail::typed<OpsOf<Ts...>>(OneOf{TransformList(transforms...)});
}
/// `count` of the transforms (a number, or a range of numbers), in the order given; every choice equally
/// likely.
template <class... Ts>
auto some_of(Range<int> count, const Ts&... transforms) {
  return detail::typed<OpsOf<Ts...>>(SomeOf{count, TransformList(transforms...)});
}
/// All of the transforms, in random order.
template <class... Ts>
auto shuffled(const Ts&... transforms) {
  return detail::typed<OpsOf<Ts...>>(Shuffled{TransformList(transforms...)});
}
/// All of the transforms in order, as one: for a place inside of another combinator.
template <class... Ts>
auto sequence(const Ts&... transforms) {
  return detail::typed<OpsOf<Ts...>>(Sequence{TransformList(transforms...)});
}

/// All of the transforms in order, for images in the channel order BGR or BGRA, as OpenCV has them: each
/// sees RGB(A), and the result is BGR(A) again. It is the copy that the transforms alone make of the RGB
/// image with the same key. With other than 3 or 4 channels, only the transforms.
template <class... Ts>
auto bgr(const Ts&... transforms) {
  return detail::typed<JoinedOps<OpTypes<ops::Reorder>, OpsOf<Ts...>>>(Bgr{TransformList(transforms...)});
}

VARY_COMPILE_ONCE(void TransformList::push_back(const Maybe&))
VARY_COMPILE_ONCE(void TransformList::push_back(const OneOf&))
VARY_COMPILE_ONCE(void TransformList::push_back(const SomeOf&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Shuffled&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Sequence&))
VARY_COMPILE_ONCE(void TransformList::push_back(const Bgr&))

VARY_NAMESPACE_END
