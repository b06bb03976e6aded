// SPDX-License-Identifier: MIT
// explain(): how a recipe runs, for people to read.
#pragma once

#include <algorithm>
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
  if (access_of(before, step.in) == Access::whole)
    return std::string(name_of(before)) + " makes a picture at once";
  if (std::holds_alternative<ops::Equalize>(op) || std::holds_alternative<ops::AutoContrast>(op) ||
      std::holds_alternative<ops::Contrast>(op) || std::holds_alternative<ops::Erase>(op)) {
    return name + " counts what all pixels are, before it changes one";
  }
  if (access_of(op, step.in) == Access::whole) return name + " takes a picture at once";
  return name + " reads rows in another order than they are made in";
}

/// Why two ops of kinds that rules join are still two; empty for others.
inline std::string why_two(const Op& first, const Op& second, Shape in, Fusion fusion) {
  const auto* permute = std::get_if<ops::Permute>(&first);
  const auto* next_permute = std::get_if<ops::Permute>(&second);
  const auto* warp = std::get_if<ops::Warp>(&first);
  const auto* next_warp = std::get_if<ops::Warp>(&second);
  const bool exact = fusion < Fusion::full;
  if (permute != nullptr && next_permute != nullptr)
    return "the border of the second shows what the first leaves";
  if (warp != nullptr && next_warp != nullptr) {
    return exact ? "sampling once changes bits" : "their borders or interpolations differ";
  }
  if (permute != nullptr && next_warp != nullptr) {
    if (turns(*permute, in))
      return exact ? "sampling once changes bits" : "the numbers would be out of range";
    return "the border of the warp shows what the crop or pad leaves";
  }
  if (warp != nullptr && next_permute != nullptr) {
    const bool inside = next_permute->stays_inside(warp->output(in));
    return inside ? "positions of a perspective are not steps" : "the pad shows what the warp leaves";
  }
  if (next_permute != nullptr && access_of(first, in) == Access::point) {
    return "the pad makes more pixels than there are, or a constant that stays";
  }
  return "";
}

/// 448 x 448, or how much of a larger picture that is.
inline std::string spell(const Area& area, Shape whole) {
  const auto size = [](int width, int height) {
    return std::to_string(width) + " x " + std::to_string(height);
  };
  std::string text = size(area.width, area.height);
  if (area != Area::of(whole)) text += " (of " + size(whole.width, whole.height) + ")";
  return text;
}

/// The lines of one pass.
inline void explain_pass(const Plan& plan, std::span<const Step> steps, std::size_t pixel_bytes,
                         bool hands_on, std::string& text) {
  const Bands bands(plan, steps, pixel_bytes, hands_on);
  const int rows = steps.empty() ? bands.height() : std::min(bands.height(), steps.back().made.height);
  text += "in bands of " + std::to_string(rows) + " rows, with ";
  text += std::to_string(bands.memory() * pixel_bytes) + " bytes between the steps\n";
  for (const Step& step : steps) {
    text += "    ";
    text +=
        step.count > 1 ? "table of " + std::to_string(step.count) + " ops" : name_of(plan.ops()[step.first]);
    text += ": " + spell(step.needed, step.in) + " to " + spell(step.made, step.out);
    if (step.reverses) text += ", from the bottom up";
    text += "\n";
  }
}

}  // namespace detail

/// What was drawn, what of it was joined and why not the rest, what runs, and the bytes that it touches, for
/// pixels of so many bytes. For people to read: the text may change.
inline std::string explain(const Recipe& recipe, Fusion fusion, std::size_t pixel_bytes) {
  std::string text = "drawn, for a picture of " + detail::spell(recipe.input()) + "\n";
  for (std::size_t i = 0; i < recipe.ops().size(); ++i) {
    detail::JsonWriter json;
    detail::write_op(json, recipe.ops()[i], recipe.origin(i));
    text += "  " + json.take() + "\n";
  }
  const std::size_t in_bytes = recipe.input().elements() * pixel_bytes;
  const std::size_t out_bytes = recipe.shape().elements() * pixel_bytes;
  if (fusion == Fusion::stepwise) {
    return text + "runs one op after the other, each to a picture of its own\n";
  }
  std::string joined;
  const Plan plan(recipe, fusion, pixel_bytes,
                  [&](const detail::FusionRule& rule, const char* first, const char* second) {
                    joined +=
                        std::string("  ") + first + ", " + second + ": " + std::string(rule.name) + "\n";
                  });
  text += "joined\n" + (joined.empty() ? "  nothing\n" : joined);
  std::string apart;
  Shape shape = plan.in();
  for (std::size_t i = 0; i + 1 < plan.ops().size(); ++i) {
    const std::string why = detail::why_two(plan.ops()[i], plan.ops()[i + 1], shape, fusion);
    if (!why.empty()) {
      apart += std::string("  ") + detail::name_of(plan.ops()[i]) + ", " +
               detail::name_of(plan.ops()[i + 1]) + ": " + why + "\n";
    }
    shape = detail::output_of(plan.ops()[i], shape);
  }
  if (!apart.empty()) text += "not joined\n" + apart;
  text += "runs\n";
  std::size_t kept = 0;
  int number = 1;
  for (std::size_t begin = 0, end = 0; end < plan.steps().size() || begin == 0; begin = end) {
    end = plan.end_of_pass(begin);
    const auto steps = plan.steps().subspan(begin, end - begin);
    const bool last = end == plan.steps().size();
    text += "  pass " + std::to_string(number++) + ", ";
    if (begin > 0) {
      const Step& step = steps.front();
      text += "since " +
              detail::why_apart(plan.ops()[plan.steps()[begin - 1].first], plan.ops()[step.first], step) +
              ", ";
    }
    const bool hands_on = last && (steps.empty() || steps.back().made != plan.result());
    detail::explain_pass(plan, steps, pixel_bytes, hands_on, text);
    if (last) break;
    const Step& end_step = steps.back();
    kept += static_cast<std::size_t>(end_step.made.pixels()) *
            static_cast<std::size_t>(end_step.out.channels) * pixel_bytes;
  }
  text += "bytes: " + std::to_string(in_bytes) + " of the picture, " + std::to_string(out_bytes) +
          " of the result, " + std::to_string(kept) + " between passes\n";
  return text;
}

VARY_NAMESPACE_END
