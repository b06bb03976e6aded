// SPDX-License-Identifier: MIT
// Fusion: how far a pipeline may depart from one op after the other, and what a rule that joins ops is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "vary/ops/op.hpp"

VARY_NAMESPACE_BEGIN

/// How far a pipeline may depart from doing one op after the other.
enum class Fusion : std::uint8_t {
  stepwise,  ///< not at all: each op makes an image for the next one
  exact,     ///< in all ways that change no bit of the result
  full,      ///< also, warps that follow each other with the same border sample the image once: sharper, and
             ///< what one of them moves out of sight the next one can bring back
};

/// What a rule has found of two ops, with its reason: the ops are of other kinds, must stay apart, or are
/// fused.
struct Fused {
  enum class Verdict : std::uint8_t { unrelated, apart, fused };
  Verdict verdict = Verdict::unrelated;
  const char* reason = "";

  static Fused because(const char* reason) { return {Verdict::fused, reason}; }
  static Fused not_since(const char* reason) { return {Verdict::apart, reason}; }
};

/// Ops i and i + 1 of a list, as a rule meets them. A rule is a function `Fused rule(OpPair&)` that looks at
/// the two, and rewrites them if it may. An op type lists its rules beside its struct, `fusion_rules(const
/// MyOp*)`: they are asked for each pair in which such an op stands first or second.
class OpPair {
 public:
  OpPair(OpList& ops, std::size_t i, Shape in, Fusion fusion, std::size_t pixel_bytes, bool warps_are_joined)
      : in(in),
        fusion(fusion),
        pixel_bytes(pixel_bytes),
        warps_are_joined(warps_are_joined),
        ops_(ops),
        i_(i) {}

  const Shape in;                 ///< what the first op meets
  const Fusion fusion;            ///< how much is allowed
  const std::size_t pixel_bytes;  ///< of the pixels that the ops are for
  const bool warps_are_joined;    ///< rules that would keep warps apart come last, when this is true

  [[nodiscard]] const Op& first() const { return ops_[i_]; }
  [[nodiscard]] const Op& second() const { return ops_[i_ + 1]; }
  template <class O>
  [[nodiscard]] const O* first_as() const {
    return first().get_if<O>();
  }
  template <class O>
  [[nodiscard]] const O* second_as() const {
    return second().get_if<O>();
  }

  /// One op instead of the two.
  Fused replace(Op both, const char* reason) {
    ops_[i_] = std::move(both);
    ops_.erase(ops_.begin() + static_cast<std::ptrdiff_t>(i_) + 1);
    return Fused::because(reason);
  }
  /// Other ops instead of the two.
  Fused replace(Op first, Op second, const char* reason) {
    ops_[i_] = std::move(first);
    ops_[i_ + 1] = std::move(second);
    return Fused::because(reason);
  }
  /// The two in the other order.
  Fused swap(const char* reason) {
    std::swap(ops_[i_], ops_[i_ + 1]);
    return Fused::because(reason);
  }

 private:
  OpList& ops_;
  std::size_t i_;
};

VARY_NAMESPACE_END
