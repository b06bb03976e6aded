// SPDX-License-Identifier: MIT
// fuse(): the rules of the ops are applied until none applies any more.
#pragma once

#include <cstddef>
#include <vector>

#include "vary/ops/fusion.hpp"

VARY_NAMESPACE_BEGIN
namespace detail {

/// What was said of two ops: why they were fused, or why not.
struct FusionNote {
  const char* first;
  const char* second;
  const char* reason;
};

/// The shape that op i meets.
inline Shape shape_before(const OpList& ops, std::size_t i, Shape in) {
  for (std::size_t k = 0; k < i; ++k) in = ops[k].output(in);
  return in;
}

/// Asks the rules of both ops of a pair. The first that fuses them ends it; otherwise the first that says why
/// not.
inline Fused ask_rules(OpPair& pair) {
  Fused found;
  const auto ask = [&](const Op& op) {
    for (const FusionRule rule : op.rules()) {
      const Fused answer = rule(pair);
      if (answer.verdict > found.verdict) found = answer;
      if (found.verdict == Fused::Verdict::fused) return true;
    }
    return false;
  };
  const void* const first = pair.first().id();
  if (!ask(pair.first()) && pair.second().id() != first) ask(pair.second());
  return found;
}

/// Fuses the ops of a list. Notes what was fused, if anybody wants to know.
inline void fuse(OpList& ops, Shape in, Fusion fusion, std::size_t pixel_bytes,
                 std::vector<FusionNote>* notes = nullptr) {
  for (const bool warps_are_joined : {false, true}) {
    for (std::size_t i = 0; i + 1 < ops.size();) {
      const Shape shape = shape_before(ops, i, in);
      const char* const first = ops[i].name();
      const char* const second = ops[i + 1].name();
      OpPair pair(ops, i, shape, fusion, pixel_bytes, warps_are_joined);
      const Fused found = ask_rules(pair);
      if (found.verdict != Fused::Verdict::fused) {
        ++i;
        continue;
      }
      if (notes != nullptr) notes->push_back({first, second, found.reason});
      // Two flips may have brought all pixels back to where they were.
      if (ops[i].identity(shape)) ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(i));
      if (i > 0) --i;  // a rule may apply to the op before now
    }
  }
}

/// Why ops that rules could join are still apart, after fuse().
inline std::vector<FusionNote> notes_of_apart(const OpList& ops, Shape in, Fusion fusion,
                                              std::size_t pixel_bytes) {
  std::vector<FusionNote> notes;
  for (std::size_t i = 0; i + 1 < ops.size(); ++i) {
    OpList copy = ops;
    OpPair pair(copy, i, shape_before(ops, i, in), fusion, pixel_bytes, true);
    const Fused found = ask_rules(pair);
    if (found.verdict == Fused::Verdict::apart) {
      notes.push_back({ops[i].name(), ops[i + 1].name(), found.reason});
    } else if (found.verdict == Fused::Verdict::fused) {
      notes.push_back({ops[i].name(), ops[i + 1].name(), "a crop was between them"});
    }
  }
  return notes;
}

}  // namespace detail
VARY_NAMESPACE_END
