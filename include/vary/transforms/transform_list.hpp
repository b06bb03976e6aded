// SPDX-License-Identifier: MIT
// TransformList: transforms of any types, in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "vary/transforms/transform.hpp"

VARY_NAMESPACE_BEGIN

/// Transforms in order, of any types, checked when the list is made. Each draws from a sequence of its own,
/// addressed by its name and how many of that name come before it: a transform added at the end, or one
/// of another name added anywhere, changes no draw of the others.
class TransformList {
 public:
  template <Transform... Ts>
  explicit TransformList(const Ts&... transforms) {
    (push_back(transforms), ...);
  }

  /// Appends one. Throws Error for a field out of range.
  template <Transform T>
  void push_back(const T& transform);

  [[nodiscard]] std::size_t size() const { return steps_.size(); }
  [[nodiscard]] std::string_view name(std::size_t i) const { return steps_[i].transform->name(); }

  /// Draws transform i with its own sequence below `parent`, for the shape that the recipe has reached.
  void sample(std::size_t i, const Random& parent, Recipe& recipe) const {
    const Step& step = steps_[i];
    Draw draw = parent.child(step.transform->name(), step.occurrence);
    const std::string_view before = recipe.set_origin(step.transform->name());
    step.transform->sample(draw, recipe.shape(), recipe);
    recipe.set_origin(before);
  }
  void sample_all(const Random& parent, Recipe& recipe) const {
    for (std::size_t i = 0; i < size(); ++i) sample(i, parent, recipe);
  }

 private:
  struct Holder {
    virtual ~Holder() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    virtual void sample(Draw& draw, Shape shape, Recipe& recipe) const = 0;
  };
  template <class T>
  struct Held final : Holder {
    explicit Held(const T& held) : transform(held) {}
    [[nodiscard]] std::string_view name() const override { return detail::name_of_transform<T>(); }
    void sample(Draw& draw, Shape shape, Recipe& recipe) const override {
      transform.sample(draw, shape, recipe);
    }
    T transform;
  };
  struct Step {
    std::shared_ptr<const Holder> transform;
    std::uint64_t occurrence;
  };
  std::vector<Step> steps_;
};

// Not inline, so that VARY_COMPILE_ONCE keeps it out of the user's units.
template <Transform T>
void TransformList::push_back(const T& transform) {
  transform.check();
  const std::string_view name = detail::name_of_transform<T>();
  std::uint64_t occurrence = 0;
  for (const Step& step : steps_) occurrence += step.transform->name() == name ? 1 : 0;
  steps_.push_back({std::make_shared<const Held<T>>(transform), occurrence});
}

VARY_NAMESPACE_END
