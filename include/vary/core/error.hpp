// SPDX-License-Identifier: MIT
// Error: the exception that vary throws; refuse() composes its message.
#pragma once

#include <charconv>
#include <concepts>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// Thrown for every invalid argument: when a pipeline or combinator is built, a functor is called, or an
/// image is not supported. The message names the owner, the field, the value and the remedy:
/// `Rotate.degrees: low 30 is above high 10; give the lower value first`.
class Error : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

namespace detail {

/// A text or a number in an error message. Callers only list the parts and one function formats them, which
/// keeps the code at each check small.
class ErrorPart {
 public:
  ErrorPart(const char* text) : text_(text) {}
  ErrorPart(const std::string& text) : text_(text.c_str()) {}
  template <class Number>
  requires std::is_arithmetic_v<Number> ErrorPart(Number number) : real_(static_cast<double>(number)) {
    if constexpr (std::integral<Number>) {
      is_integer_ = std::in_range<long long>(+number);
      integer_ = static_cast<long long>(number);
    }
  }

  void append_to(std::string& text) const {
    if (text_ != nullptr) {
      text += text_;
      return;
    }
    char digits[32];  // not by printf, which depends on the locale
    const auto end =
        is_integer_ ? std::to_chars(digits, digits + sizeof digits, integer_).ptr
                    : std::to_chars(digits, digits + sizeof digits, real_, std::chars_format::general, 7).ptr;
    text.append(digits, end);
  }

 private:
  const char* text_ = nullptr;
  bool is_integer_ = false;
  long long integer_ = 0;
  double real_ = 0;
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_error(const char* owner, const char* field,
                                                               std::initializer_list<ErrorPart> reason) {
  std::string text = owner;
  if (*field != '\0') text.append(".").append(field);
  text += ": ";
  for (const ErrorPart& part : reason) part.append_to(text);
  throw Error(text);
}

}  // namespace detail

/// Throws Error with the message `owner.field: reason`, where `reason` is a list of texts and numbers.
template <class... Parts>
[[noreturn]] void refuse(const char* owner, const char* field, const Parts&... reason) {
  detail::throw_error(owner, field, {detail::ErrorPart(reason)...});
}

VARY_NAMESPACE_END
