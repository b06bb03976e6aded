// SPDX-License-Identifier: MIT
// OpTypes: the kinds of ops that a transform may draw.
#pragma once

#include <type_traits>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// A list of op types. A transform names the ops that it may draw, `using Ops = OpTypes<ops::Warp>;`, and a
/// pipeline compiles the pixel code of these alone.
template <class... Os>
struct OpTypes {};

namespace detail {

template <class Joined, class... Lists>
struct JoinOps {
  using type = Joined;
};
template <class... Joined, class First, class... Rest, class... Lists>
struct JoinOps<OpTypes<Joined...>, OpTypes<First, Rest...>, Lists...>
    : JoinOps<std::conditional_t<(std::is_same_v<Joined, First> || ...), OpTypes<Joined...>,
                                 OpTypes<Joined..., First>>,
              OpTypes<Rest...>, Lists...> {};
template <class... Joined, class... Lists>
struct JoinOps<OpTypes<Joined...>, OpTypes<>, Lists...> : JoinOps<OpTypes<Joined...>, Lists...> {};

}  // namespace detail

/// The ops of several lists, each once.
template <class... Lists>
using JoinedOps = typename detail::JoinOps<OpTypes<>, Lists...>::type;

VARY_NAMESPACE_END
