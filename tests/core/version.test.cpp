// SPDX-License-Identifier: MIT
#include "vary/core/version.hpp"

#include <fstream>
#include <string>

#include "support/catch.hpp"

// CMake reads the version from the text of the header, so the macros must be literals.
TEST_CASE("The version macros are literal numbers in the header", "[core]") {
  const std::string folder = __FILE__;
  std::ifstream header(folder.substr(0, folder.rfind("tests")) + "include/vary/core/version.hpp");
  REQUIRE(header);
  const std::string text((std::istreambuf_iterator<char>(header)), std::istreambuf_iterator<char>());
  CHECK(text.find("#define VARY_VERSION_MAJOR " + std::to_string(VARY_VERSION_MAJOR) + "\n") !=
        std::string::npos);
  CHECK(text.find("#define VARY_VERSION_MINOR " + std::to_string(VARY_VERSION_MINOR) + "\n") !=
        std::string::npos);
  CHECK(text.find("#define VARY_VERSION_PATCH " + std::to_string(VARY_VERSION_PATCH) + "\n") !=
        std::string::npos);
}
