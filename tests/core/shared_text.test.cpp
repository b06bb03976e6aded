// SPDX-License-Identifier: MIT
#include "vary/core/shared_text.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "support/catch.hpp"

using vary::SharedText;

TEST_CASE("A shared text equals the text that it was constructed from", "[core]") {
  const std::string text = "some text that is too long to be kept within a string";
  for (const SharedText& each :
       {SharedText(text), SharedText(text.c_str()), SharedText(std::string_view(text))}) {
    CHECK(each == SharedText(text));
    CHECK(each.str() == text);
    CHECK(each.c_str() == text);
    CHECK_FALSE(each.empty());
    const std::string as_string = each;
    const std::string_view as_view = each;
    CHECK(as_string == text);
    CHECK(as_view == text);
  }
  CHECK(SharedText(text) != SharedText("some text"));
  CHECK(SharedText("") == SharedText());
  CHECK(SharedText().empty());
  CHECK(SharedText().str().empty());
}

TEST_CASE("Copies of a shared text share its memory and may outlive it", "[core]") {
  SharedText copy;
  {
    const SharedText text("some text that is too long to be kept within a string");
    copy = text;
    CHECK(static_cast<const void*>(copy.c_str()) == static_cast<const void*>(text.c_str()));
  }
  CHECK(copy.str() == "some text that is too long to be kept within a string");
  const SharedText moved = std::move(copy);
  CHECK_FALSE(moved.empty());
}
