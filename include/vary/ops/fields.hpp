// SPDX-License-Identifier: MIT
// FieldVisitor: the fields of an op of any kind, one after the other, to be written or read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "vary/core/fill.hpp"
#include "vary/core/list.hpp"
#include "vary/core/shared_text.hpp"
#include "vary/random/random.hpp"

VARY_NAMESPACE_BEGIN

/// The C++ names of the values of an enum, in order; found by argument-dependent lookup beside each enum.
template <class Enum>
concept NamedEnum = std::is_enum_v<Enum> && requires(Enum value) {
  { value_names(value) } -> std::convertible_to<std::span<const std::string_view>>;
};

/// A field that holds several numbers: an array, a list, or a list of structs of numbers. Numbers pass as
/// double, which holds each of them exactly.
struct NumberList {
  enum class Kind : std::uint8_t { integer, single_precision, double_precision };

  void* values;           ///< the array or list
  Kind kind;              ///< of all numbers
  bool nested = false;    ///< elements are lists of numbers themselves
  std::size_t group = 1;  ///< numbers of an element
  std::size_t shortest =
      1;  ///< numbers of an element that are always written; zeros behind these need not be
  std::size_t (*size)(const void* values);
  void (*resize)(void* values, std::size_t size);  ///< null: the size is fixed
  void (*get)(const void* values, std::size_t i, double* numbers);
  void (*set)(void* values, std::size_t i, const double* numbers);
};

namespace detail {

/// The numbers of one element. A struct of numbers specialises this beside its definition.
template <class Value>
struct NumbersOf {
  static_assert(std::is_arithmetic_v<Value>);
  using Number = Value;
  static constexpr std::size_t count = 1;
  static constexpr std::size_t shortest = 1;
  static void get(const Value& value, double* numbers) { numbers[0] = static_cast<double>(value); }
  static void set(Value& value, const double* numbers) { value = static_cast<Value>(numbers[0]); }
};

/// NumbersOf a struct whose members are all of one type: `members` names them in order.
template <class Value, class Member, std::size_t least, Member Value::*... members>
struct MemberNumbers {
  using Number = Member;
  static constexpr std::size_t count = sizeof...(members);
  static constexpr std::size_t shortest = least;
  static void get(const Value& value, double* numbers) {
    ((*numbers++ = static_cast<double>(value.*members)), ...);
  }
  static void set(Value& value, const double* numbers) {
    ((value.*members = static_cast<Member>(*numbers++)), ...);
  }
};

template <class Values>
NumberList number_list(Values& values) {
  using Value = std::remove_cvref_t<decltype(values[0])>;
  using Numbers = NumbersOf<Value>;
  using Number = typename Numbers::Number;
  using Kind = NumberList::Kind;
  NumberList list{
      .values = &values,
      .kind = std::is_integral_v<Number> ? Kind::integer
              : sizeof(Number) == 4      ? Kind::single_precision
                                         : Kind::double_precision,
      .nested = Numbers::count > 1,
      .group = Numbers::count,
      .shortest = Numbers::shortest,
      .size = [](const void* all) { return static_cast<const Values*>(all)->size(); },
      .resize = nullptr,
      .get = [](const void* all, std::size_t i,
                double* numbers) { Numbers::get((*static_cast<const Values*>(all))[i], numbers); },
      .set = [](void* all, std::size_t i,
                const double* numbers) { Numbers::set((*static_cast<Values*>(all))[i], numbers); },
  };
  if constexpr (requires { values.push_back(Value{}); }) {
    list.resize = [](void* all, std::size_t size) {
      Values& to = *static_cast<Values*>(all);
      to = {};
      while (to.size() < size) to.push_back(Value{});
    };
  }
  return list;
}

}  // namespace detail

/// What an op shows its fields to, each by name: `fields(op, visitor)` calls `visitor(name, field)` for each.
class FieldVisitor {
 public:
  template <class Value>
  void operator()(const char* name, Value& value) {
    if constexpr (std::is_same_v<Value, bool>) {
      boolean(name, value);
    } else if constexpr (std::is_same_v<Value, int>) {
      integer(name, value);
    } else if constexpr (std::is_floating_point_v<Value>) {
      number(name, value);
    } else if constexpr (std::is_same_v<Value, SharedText>) {
      text(name, value);
    } else if constexpr (std::is_same_v<Value, Stream>) {
      stream(name, value);
    } else if constexpr (std::is_same_v<Value, Fill>) {
      numbers(name, detail::number_list(value.values));
    } else if constexpr (NamedEnum<Value>) {
      auto index = static_cast<std::size_t>(value);
      choice(name, value_names(value), index);
      value = static_cast<Value>(index);
    } else {
      numbers(name, detail::number_list(value));
    }
  }

 protected:
  ~FieldVisitor() = default;

  virtual void boolean(const char* name, bool& value) = 0;
  virtual void integer(const char* name, int& value) = 0;
  virtual void number(const char* name, float& value) = 0;
  virtual void number(const char* name, double& value) = 0;
  virtual void text(const char* name, SharedText& value) = 0;
  virtual void stream(const char* name, Stream& value) = 0;
  /// One of several named values, by its index.
  virtual void choice(const char* name, std::span<const std::string_view> names, std::size_t& index) = 0;
  virtual void numbers(const char* name, const NumberList& list) = 0;
};

VARY_NAMESPACE_END
