// SPDX-License-Identifier: MIT
// TransformList: transforms of any types, in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "vary/transforms/transform.hpp"

VARY_NAMESPACE_BEGIN

/// Transforms in order, of any types, checked when the list is made. Each draws from a sequence of its own,
/// addressed by its name and how many of that name come before it: a transform added at the end, or one
/// of another name added anywhere, changes no draw of the others. Those inside of a wrapper such as bgr()
/// count as if they stood in its place.
class TransformList {
 public:
  template <class... Ts>
  explicit TransformList(const Ts&... transforms) {
    (add(transforms), ...);
  }

  /// Appends one. Throws Error for a field out of range.
  template <Transform T>
  void push_back(const T& transform);

  [[nodiscard]] std::size_t size() const { return steps_.size(); }
  [[nodiscard]] std::string_view name(std::size_t i) const { return steps_[i].transform->name(); }

  /// Draws transform i with its own sequence below `parent`, for the shape that the recipe has reached.
  void sample(std::size_t i, const Random& parent, Recipe& recipe) const {
    const Step& step = steps_[i];
    const bool wrapper = step.transform->wrapped() != nullptr;
    Draw draw = wrapper ? parent : parent.child(step.transform->name(), step.occurrence);
    const std::string_view before = recipe.set_origin(step.transform->name());
    step.transform->sample(draw, recipe.shape(), recipe);
    recipe.set_origin(before);
  }
  void sample_all(const Random& parent, Recipe& recipe) const {
    for (std::size_t i = 0; i < size(); ++i) sample(i, parent, recipe);
  }

 private:
  template <class T>
  void add(const T& transform) {
    if constexpr (detail::is_transform<T>()) push_back(transform);
  }

  struct Holder {
    virtual ~Holder() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    virtual void sample(Draw& draw, Shape shape, Recipe& recipe) const = 0;
    /// What a wrapper wraps.
    [[nodiscard]] virtual const TransformList* wrapped() const { return nullptr; }
    /// A wrapper with what it wraps numbered as behind those of a list.
    [[nodiscard]] virtual std::shared_ptr<const Holder> behind(const TransformList&) const { return nullptr; }
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
  template <class T>
  struct HeldWrapper final : Holder {
    explicit HeldWrapper(const T& held) : wrapper(held) {}
    [[nodiscard]] std::string_view name() const override { return detail::name_of_transform<T>(); }
    void sample(Draw& draw, Shape shape, Recipe& recipe) const override {
      wrapper.sample(draw, shape, recipe);
    }
    [[nodiscard]] const TransformList* wrapped() const override { return &wrapper.transforms; }
    [[nodiscard]] std::shared_ptr<const Holder> behind(const TransformList& list) const override {
      T numbered = wrapper;
      numbered.transforms.number_behind(list);
      return std::make_shared<const HeldWrapper>(numbered);
    }
    T wrapper;
  };
  struct Step {
    std::shared_ptr<const Holder> transform;
    std::uint64_t occurrence;
  };

  void append(std::shared_ptr<const Holder> transform) {
    if (transform->wrapped() != nullptr) transform = transform->behind(*this);
    const std::uint64_t occurrence = count(transform->name());
    steps_.push_back({std::move(transform), occurrence});
  }
  /// How many draw by this name.
  [[nodiscard]] std::uint64_t count(std::string_view name) const {
    std::uint64_t found = 0;
    for (const Step& step : steps_) {
      const TransformList* const inner = step.transform->wrapped();
      found += inner != nullptr ? inner->count(name) : (step.transform->name() == name ? 1 : 0);
    }
    return found;
  }
  void number_behind(const TransformList& list) {
    TransformList both = list;
    for (const Step& step : steps_) both.append(step.transform);
    steps_.assign(both.steps_.begin() + static_cast<std::ptrdiff_t>(list.size()), both.steps_.end());
  }

  std::vector<Step> steps_;
};

// Not inline, so that VARY_COMPILE_ONCE keeps it out of the user's units.
template <Transform T>
void TransformList::push_back(const T& transform) {
  if constexpr (requires { typename T::Untyped; }) {
    return push_back(static_cast<const typename T::Untyped&>(transform));
  }
  transform.check();
  if constexpr (detail::is_wrapper<T>()) {
    append(std::make_shared<const HeldWrapper<T>>(transform));
  } else {
    append(std::make_shared<const Held<T>>(transform));
  }
}

VARY_NAMESPACE_END
