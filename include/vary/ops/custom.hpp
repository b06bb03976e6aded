// SPDX-License-Identifier: MIT
// Custom: the user's own function on the pixels.
#pragma once

#include <concepts>
#include <memory>
#include <utility>

#include "vary/core/shared_text.hpp"
#include "vary/core/view.hpp"
#include "vary/ops/move/permute.hpp"
#include "vary/random/random.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// A callable of any type behind one face, for the pixel types that it takes.
class CustomFunction {
 public:
  virtual ~CustomFunction() = default;
  /// False where the function does not take such pixels.
  virtual bool call(ImageView<std::uint8_t> pixels, Random& random) const = 0;
  virtual bool call(ImageView<std::uint16_t> pixels, Random& random) const = 0;
  virtual bool call(ImageView<float> pixels, Random& random) const = 0;
};

template <class F>
class CustomFunctionOf final : public CustomFunction {
 public:
  explicit CustomFunctionOf(F function) : function_(std::move(function)) {}
  bool call(ImageView<std::uint8_t> pixels, Random& random) const override { return invoke(pixels, random); }
  bool call(ImageView<std::uint16_t> pixels, Random& random) const override { return invoke(pixels, random); }
  bool call(ImageView<float> pixels, Random& random) const override { return invoke(pixels, random); }

 private:
  template <class T>
  bool invoke(ImageView<T> pixels, Random& random) const {
    if constexpr (std::invocable<const F&, ImageView<T>, Random&>) {
      function_(pixels, random);
      return true;
    } else {
      return false;
    }
  }
  F function_;
};

}  // namespace detail

namespace ops {

/// A copy of the image, changed by a function. The only op that is not plain data: its text form holds
/// the name, and a recipe read back must be given the function again.
struct Custom {
  static constexpr const char* name = "Custom";
  static constexpr const char* header = "vary/ops/custom.hpp";

  SharedText function_name;
  Stream stream{};
  std::shared_ptr<const detail::CustomFunction> function;

  [[nodiscard]] Shape output(Shape in) const { return in; }
  [[nodiscard]] Access access(Shape) const { return Access::global; }
  [[nodiscard]] bool identity(Shape) const { return false; }
  void check(Shape) const {
    if (function == nullptr) {
      refuse("custom", function_name.c_str(), "the recipe holds no function; give it the one of this name");
    }
  }
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("name", self.function_name);
    visit("stream", self.stream);
  }
  friend bool operator==(const Custom&, const Custom&) = default;
};

template <Pixel T>
void apply(const Custom& op, ImageView<const T> in, ImageView<T> out) {
  op.check(in.shape());
  detail::copy_pixels<T>(in, out);
  Random random(op.stream);
  if (op.function->call(out, random)) return;
  refuse("custom", op.function_name.c_str(), "takes no ",
         sizeof(T) == 1 ? "std::uint8_t" : (sizeof(T) == 2 ? "std::uint16_t" : "float"),
         " pixels; let it take an ImageView of them");
}

}  // namespace ops

VARY_COMPILE_OP(ops::Custom)

VARY_NAMESPACE_END
