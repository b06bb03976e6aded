// SPDX-License-Identifier: MIT
// Transform: what makes a type a transform, and how one is applied by itself.
#pragma once

#include <concepts>
#include <string_view>
#include <type_traits>

#include "vary/core/image.hpp"
#include "vary/ops/all.hpp"
#include "vary/ops/apply.hpp"
#include "vary/ops/recipe.hpp"
#include "vary/random/random.hpp"

VARY_NAMESPACE_BEGIN

/// A transform says what may vary: `check()` throws Error for fields out of range, `sample()` draws values
/// and appends the ops that the image of the given shape shall go through. A static `name` addresses
/// its draws. `using Ops = OpTypes<...>` names the ops that it may append: then a pipeline compiles the pixel
/// code of these alone, and not that of every op.
template <class T>
concept Transform = requires(const T& transform, Draw& draw, Shape shape, Recipe& recipe) {
  transform.check();
  transform.sample(draw, shape, recipe);
};

namespace detail {

template <class T>
constexpr const char* name_of_transform() {
  if constexpr (requires {
                  { T::name } -> std::convertible_to<const char*>;
                }) {
    return T::name;
  } else {
    return "transform";
  }
}

/// True for a transform that only wraps others, its `transforms`: these draw as if they stood in its place,
/// so wrapping changes no draw. It says `static constexpr bool wraps = true`, and draws nothing itself.
template <class T>
constexpr bool is_wrapper() {
  if constexpr (requires { T::wraps; }) return T::wraps;
  return false;
}

/// The only thing that a compiler says of an argument that is not a transform.
template <class T>
constexpr bool is_transform() {
  constexpr bool yes = Transform<T>;
  static_assert(yes,
                "this is not a transform, which has `void check() const` and "
                "`void sample(vary::Draw&, vary::Shape, vary::Recipe&) const`");
  return yes;
}

template <class T>
struct OpsOfTransform {
  using type = std::conditional_t<Transform<T>, AllOps, OpTypes<>>;
};
template <class T>
requires requires { typename T::Ops; }
struct OpsOfTransform<T> {
  using type = typename T::Ops;
};

}  // namespace detail

/// The ops that some transforms may draw together.
template <class... Ts>
using OpsOf = JoinedOps<typename detail::OpsOfTransform<Ts>::type...>;

/// The call operator that all transforms have, as a member: `transform(image)`, `transform(image, key)`. It
/// is a macro, since with a base class for it g++ warns of a missing initialiser in `Rotate{.degrees = 30}`.
#define VARY_CALL_OPERATOR                                                                              \
  template <::vary::Photo P>                                                                            \
  ::vary::Image<typename P::value_type> operator()(const P& photo, const ::vary::Key& key = {}) const { \
    return ::vary::perform(*this, photo, key);                                                          \
  }

namespace detail {

/// What the ops of a recipe make of an image, one after the other.
template <Pixel T>
Image<T> apply_recipe(const Recipe& recipe, const OpTable<T>& table, ImageView<const T> in) {
  Image<T> out;
  out.resize(recipe.shape());
  apply<T>(recipe.ops(), table, in, out.view());
  return out;
}

VARY_COMPILE_ONCE(Image<std::uint8_t> apply_recipe(const Recipe&, const OpTable<std::uint8_t>&,
                                                   ImageView<const std::uint8_t>))
VARY_COMPILE_ONCE(Image<std::uint16_t> apply_recipe(const Recipe&, const OpTable<std::uint16_t>&,
                                                    ImageView<const std::uint16_t>))
VARY_COMPILE_ONCE(Image<float> apply_recipe(const Recipe&, const OpTable<float>&, ImageView<const float>))

}  // namespace detail

/// One transform by itself: what a pipeline of this transform alone would give for the key.
template <Transform T, Photo P>
Image<typename P::value_type> perform(const T& transform, const P& photo, const Key& key) {
  using Value = typename P::value_type;
  transform.check();
  const ImageView<const Value> in = photo.view();
  if (in.empty()) refuse(detail::name_of_transform<T>(), "", "got an empty image; give one with pixels");
  Recipe recipe(in.shape());
  const Random random(key);
  Draw draw = detail::is_wrapper<T>() ? random : random.child(detail::name_of_transform<T>());
  recipe.set_origin(detail::name_of_transform<T>());
  transform.sample(draw, in.shape(), recipe);
  return detail::apply_recipe<Value>(recipe, OpTable<Value>::of(OpsOf<T>()), in);
}

VARY_NAMESPACE_END
