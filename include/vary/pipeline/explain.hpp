// SPDX-License-Identifier: MIT
// explain(): how a recipe runs, for people to read.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "vary/pipeline/bands.hpp"
#include "vary/pipeline/text.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Why a step cannot follow the one before it row by row.
inline std::string why_a_pass(const Op& before, const Op& op, const Step& step) {
  if (before.access(step.in) == Access::global)
    return std::string(before.name()) + " computes its output at once";
  return std::string(op.name()) + " needs its whole input";
}

/// 448x448, or which part of a larger image that is.
inline std::string spell(const Rect& area, Shape whole) {
  const auto pair = [](int a, const char* between, int b) {
    return std::to_string(a) + between + std::to_string(b);
  };
  std::string text = pair(area.width, "x", area.height);
  if (area == Rect::of(whole)) return text;
  text += " at (" + pair(area.x, ", ", area.y) + ") of ";
  return text + pair(whole.width, "x", whole.height);
}

/// The lines of one pass, whose first step meets an image of shape `shape`, or a part of it. Of the last
/// one's image, `result` goes on.
inline void explain_pass(const Plan& plan, std::span<const Step> steps, std::size_t pixel_bytes, Shape shape,
                         const Rect& result, std::string& text) {
  const bool hands_on = steps.empty() || steps.back().output != result;
  const Bands bands(plan, steps, result, pixel_bytes, hands_on);
  text += bands.height() < result.height ? "in bands of " + std::to_string(bands.height()) + " rows"
                                         : std::string("all rows at once");
  if (bands.memory() > 0) {
    text += ", with " + std::to_string(bands.memory() * pixel_bytes) + " bytes between the steps";
  }
  text += "\n";
  for (const Step& step : steps) {
    text += "    ";
    text +=
        step.count > 1 ? "table of " + std::to_string(step.count) + " ops" : plan.ops()[step.first].name();
    text += ": " + spell(step.input.moved(step.x, step.y), shape) + " to " + spell(step.output, step.out);
    if (step.reverses) text += ", from the bottom up";
    text += "\n";
    shape = step.out;
  }
  if (hands_on) text += "    copy: " + spell(result, shape) + "\n";
}

/// The last line.
inline std::string explain_bytes(std::size_t read, std::size_t written, std::size_t between) {
  return "reads " + std::to_string(read) + " bytes, writes " + std::to_string(written) + ", and " +
         std::to_string(between) + " between passes\n";
}

/// How ops run that make an image each.
inline std::string explain_stepwise(const Recipe& recipe, std::size_t pixel_bytes) {
  std::size_t between = 0;
  Shape shape = recipe.input();
  for (const Op& op : recipe.ops()) {
    shape = op.output(shape);
    between += shape.elements();
  }
  if (!recipe.ops().empty()) between -= shape.elements();
  return "runs one op after the other, each to an image of its own\n" +
         explain_bytes(recipe.input().elements() * pixel_bytes, shape.elements() * pixel_bytes,
                       between * pixel_bytes);
}

/// Passes and the bytes that they touch.
inline std::string explain_passes(const Plan& plan, std::size_t pixel_bytes) {
  std::string text = "runs\n";
  const auto steps = plan.steps();
  const auto bytes_of = [&](const Rect& area, Shape shape) {
    return static_cast<std::size_t>(area.pixels()) * static_cast<std::size_t>(shape.channels) * pixel_bytes;
  };
  std::size_t between = 0;
  Shape shape = plan.in();
  for (std::size_t begin = 0, end = 0, number = 1; begin == 0 || begin < steps.size(); begin = end) {
    end = std::max<std::size_t>(plan.end_of_pass(begin), 1);
    const auto pass = steps.subspan(begin, std::min(end, steps.size()) - begin);
    const bool last = end >= steps.size();
    text += "  pass " + std::to_string(number++) + ", ";
    if (begin > 0) {
      const Op& before = plan.ops()[steps[begin - 1].first];
      text += "since " + why_a_pass(before, plan.ops()[pass.front().first], pass.front()) + ", ";
    }
    explain_pass(plan, pass, pixel_bytes, shape, last ? plan.result() : pass.back().output, text);
    if (last) break;
    shape = pass.back().out;
    between += bytes_of(pass.back().output, shape);
  }
  const std::size_t read = bytes_of(steps.empty() ? plan.result() : steps.front().input, plan.in());
  return text + explain_bytes(read, plan.out().elements() * pixel_bytes, between);
}

/// A line for each note.
inline std::string lines_of(const std::vector<FusionNote>& notes) {
  std::string text;
  for (const FusionNote& note : notes) {
    text.append("  ").append(note.first).append(", ").append(note.second).append(": ").append(note.reason);
    text += "\n";
  }
  return text;
}

}  // namespace detail

/// What was drawn, what of it was joined and why not the rest, what runs, and the bytes that it touches, for
/// pixels of so many bytes. For people to read: the text may change.
inline std::string explain(const Recipe& recipe, Fusion fusion, std::size_t pixel_bytes) {
  std::string text = "drawn, for an image of " + detail::spell(recipe.input()) + "\n";
  for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
    detail::JsonWriter json;
    json.write(recipe.ops()[i], recipe.origin(i));
    text += "  " + json.take() + "\n";
  }
  if (recipe.ops().empty()) text += "  nothing\n";
  if (fusion == Fusion::stepwise) return text + detail::explain_stepwise(recipe, pixel_bytes);
  std::vector<detail::FusionNote> fused;
  const Plan plan(recipe, fusion, pixel_bytes, &fused);
  const auto apart = detail::notes_of_apart(plan.ops(), plan.in(), fusion, pixel_bytes);
  text += "fused\n" + (fused.empty() ? "  nothing\n" : detail::lines_of(fused));
  if (!apart.empty()) text += "not fused\n" + detail::lines_of(apart);
  return text + detail::explain_passes(plan, pixel_bytes);
}

VARY_NAMESPACE_END
