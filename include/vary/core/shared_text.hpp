// SPDX-License-Identifier: MIT
// SharedText: a text that is copied without allocating.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "vary/core/config.hpp"

VARY_NAMESPACE_BEGIN

/// A text that never changes; copies share it. It goes wherever a std::string or a std::string_view does, and
/// is made from any of them.
class SharedText {
 public:
  SharedText() = default;
  SharedText(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
  SharedText(std::string_view text) : SharedText(std::string(text)) {}
  SharedText(const char* text) : SharedText(std::string(text)) {}

  [[nodiscard]] const std::string& str() const {
    static const std::string nothing;
    return text_ == nullptr ? nothing : *text_;
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
