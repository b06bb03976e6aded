// SPDX-License-Identifier: MIT
// SharedText: an immutable string that is copied without allocating.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// An immutable string whose copies share one buffer. It converts to and from std::string and
/// std::string_view.
class SharedText {
 public:
  SharedText() = default;
  SharedText(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
  SharedText(std::string_view text) : SharedText(std::string(text)) {}
  SharedText(const char* text) : SharedText(std::string(text)) {}

  [[nodiscard]] const std::string& str() const {
    static const std::string empty_text;
    return text_ == nullptr ? empty_text : *text_;
  }
  [[nodiscard]] const char* c_str() const { return str().c_str(); }
  [[nodiscard]] bool empty() const { return str().empty(); }
  operator const std::string&() const { return str(); }
  operator std::string_view() const { return str(); }

  friend bool operator==(const SharedText& a, const SharedText& b) { return a.str() == b.str(); }

 private:
  std::shared_ptr<const std::string> text_;
};

VARY_NAMESPACE_END
