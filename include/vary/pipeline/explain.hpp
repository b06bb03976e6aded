// SPDX-License-Identifier: MIT
// explain(): how a recipe runs, for people to read.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "vary/pipeline/bands.hpp"
#include "vary/pipeline/text.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// Why a step cannot follow the one before it row by row.
inline std::string why_apart(const Op& before, const Op& op, const Step& step) {
  const std::string name = name_of(op);
  if (access_of(before, step.in) == Access::global) {
    return std::string(name_of(before)) + " makes an image at once";
  }
  if (access_of(op, step.in) == Access::global) return name + " takes an image at once";
  if (std::holds_alternative<ops::Equalize>(op) || std::holds_alternative<ops::AutoContrast>(op) ||
      std::holds_alternative<ops::Contrast>(op) || std::holds_alternative<ops::Erase>(op)) {
    return name + " looks at all pixels before it changes one";
  }
  return name + " reads rows in another order than they are made in";
}

/// Why a warp is not one with the warp or the move before it. Empty for other ops.
inline const char* why_not_sampled_once(const Op& first, const ops::Warp& warp, Shape in, Fusion fusion) {
  if (const auto* before = std::get_if<ops::Warp>(&first)) {
    if (fusion < Fusion::full) return "sampling once changes bits";
    if (before->border != warp.border) return "their borders differ";
    if (before->border == Border::constant && !(before->fill == warp.fill)) return "their constants differ";
    const bool alike = before->interpolation == warp.interpolation && before->antialias == warp.antialias;
    return alike ? "the numbers would be out of range" : "their interpolations differ";
  }
  const auto* move = std::get_if<ops::Permute>(&first);
  if (move == nullptr) return "";
  if (!turns(*move, in)) return "the border of the warp shows what the crop or pad leaves";
  return fusion < Fusion::full ? "sampling once changes bits" : "the numbers would be out of range";
}

/// Why a move is not one with the op before it. Empty for ops that it is never one with.
inline const char* why_not_moved(const Op& first, const ops::Permute& move, Shape in) {
  const bool inside = move.stays_inside(output_of(first, in));
  if (std::holds_alternative<ops::Permute>(first))
    return "the border of the second shows what the first leaves";
  if (const auto* warp = std::get_if<ops::Warp>(&first)) {
    if (!inside) return "the pad shows what the warp leaves";
    const bool even = warp->perspective == std::array<double, 2>{0, 0};
    return even ? "the numbers would be out of range" : "positions of a perspective are not evenly apart";
  }
  if (access_of(first, in) != Access::pointwise) return "";
  const bool constant = move.border == Border::constant && !inside;
  return constant ? "the constant of the pad is what it is" : "the pad makes more pixels than there are";
}

/// Why two ops of kinds that rules join are still two; empty for others.
inline const char* why_two(const Op& first, const Op& second, Shape in, Fusion fusion) {
  if (const auto* warp = std::get_if<ops::Warp>(&second)) {
    return why_not_sampled_once(first, *warp, in, fusion);
  }
  if (const auto* move = std::get_if<ops::Permute>(&second)) return why_not_moved(first, *move, in);
  if (std::holds_alternative<ops::ColorMatrix>(first) && std::holds_alternative<ops::Reorder>(second)) {
    const bool keeps_alpha = !has_alpha(in) || std::get<ops::Reorder>(second).order[3] == 3;
    return keeps_alpha ? "floats would be added in another order" : "alpha is put elsewhere";
  }
  if (std::holds_alternative<ops::Reorder>(first) && is_table(second)) return "alpha is put elsewhere";
  return "";
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
  const bool hands_on = steps.empty() || steps.back().made != result;
  const Bands bands(plan, steps, pixel_bytes, hands_on);
  text += bands.height() < result.height ? "in bands of " + std::to_string(bands.height()) + " rows"
                                         : std::string("all rows at once");
  if (bands.memory() > 0) {
    text += ", with " + std::to_string(bands.memory() * pixel_bytes) + " bytes between the steps";
  }
  text += "\n";
  for (const Step& step : steps) {
    text += "    ";
    text +=
        step.count > 1 ? "table of " + std::to_string(step.count) + " ops" : name_of(plan.ops()[step.first]);
    text += ": " + spell(step.needed.moved(step.x, step.y), shape) + " to " + spell(step.made, step.out);
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
    shape = output_of(op, shape);
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
      text += "since " + why_apart(before, plan.ops()[pass.front().first], pass.front()) + ", ";
    }
    explain_pass(plan, pass, pixel_bytes, shape, last ? plan.result() : pass.back().made, text);
    if (last) break;
    shape = pass.back().out;
    between += bytes_of(pass.back().made, shape);
  }
  const std::size_t read = bytes_of(steps.empty() ? plan.result() : steps.front().needed, plan.in());
  return text + explain_bytes(read, plan.out().elements() * pixel_bytes, between);
}

}  // namespace detail

/// What was drawn, what of it was joined and why not the rest, what runs, and the bytes that it touches, for
/// pixels of so many bytes. For people to read: the text may change.
inline std::string explain(const Recipe& recipe, Fusion fusion, std::size_t pixel_bytes) {
  std::string text = "drawn, for an image of " + detail::spell(recipe.input()) + "\n";
  for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
    detail::JsonWriter json;
    detail::write_op(json, recipe.ops()[i], recipe.origin(i));
    text += "  " + json.take() + "\n";
  }
  if (recipe.ops().empty()) text += "  nothing\n";
  if (fusion == Fusion::stepwise) return text + detail::explain_stepwise(recipe, pixel_bytes);
  const auto line = [](const char* first, const char* second, std::string_view why) {
    return std::string("  ") + first + ", " + second + ": " + std::string(why) + "\n";
  };
  std::string joined, apart;
  const Plan plan(recipe, fusion, pixel_bytes,
                  [&](const detail::FusionRule& rule, const char* first, const char* second) {
                    joined += line(first, second, rule.name);
                  });
  Shape shape = plan.in();
  for (std::size_t i = 0; i + 1 < plan.ops().size(); ++i) {
    const Op &first = plan.ops()[i], &second = plan.ops()[i + 1];
    const std::string_view why = detail::why_two(first, second, shape, fusion);
    if (!why.empty()) apart += line(detail::name_of(first), detail::name_of(second), why);
    shape = detail::output_of(first, shape);
  }
  text += "joined\n" + (joined.empty() ? "  nothing\n" : joined);
  if (!apart.empty()) text += "not joined\n" + apart;
  return text + detail::explain_passes(plan, pixel_bytes);
}

VARY_NAMESPACE_END
