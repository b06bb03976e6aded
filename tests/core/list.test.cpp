// SPDX-License-Identifier: MIT
#include "vary/core/list.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using Numbers = vary::List<int, 4>;

Numbers count_to(int last) {
  Numbers numbers;
  for (int i = 1; i <= last; ++i) numbers.push_back(i);
  return numbers;
}

}  // namespace

TEST_CASE("A list keeps its values when it grows beyond its inline storage", "[core]") {
  Numbers numbers;
  REQUIRE(numbers.empty());
  for (int i = 1; i <= 20; ++i) {
    numbers.push_back(i);
    REQUIRE(numbers.size() == static_cast<std::size_t>(i));
    REQUIRE(numbers.end() - numbers.begin() == i);
    REQUIRE(std::accumulate(numbers.begin(), numbers.end(), 0) == i * (i + 1) / 2);
    REQUIRE(std::as_const(numbers)[numbers.size() - 1] == i);
    const auto* owner = reinterpret_cast<const char*>(&numbers);
    const auto* values = reinterpret_cast<const char*>(numbers.data());
    REQUIRE((values >= owner && values < owner + sizeof numbers) == (i <= 4));
  }
  REQUIRE_FALSE(numbers.empty());
}

TEST_CASE("push_back accepts an element of the same list", "[core]") {
  Numbers numbers{7};
  while (numbers.size() < 20) numbers.push_back(numbers[0]);
  REQUIRE(std::all_of(numbers.begin(), numbers.end(), [](int value) { return value == 7; }));
}

TEST_CASE("Lists are copied and compared by value", "[core]") {
  for (const int from : {0, 1, 4, 5, 9}) {
    const Numbers source = count_to(from);
    for (const int to : {0, 1, 4, 5, 9}) {
      CAPTURE(from, to);
      Numbers copy = count_to(to);
      REQUIRE((copy == source) == (from == to));
      copy = source;
      REQUIRE(copy == source);
      copy.push_back(0);
      REQUIRE(copy != source);
      REQUIRE(source == count_to(from));
    }
    if (from == 0) continue;
    Numbers changed = source;
    changed[changed.size() - 1] = 0;
    REQUIRE(changed != source);
  }
}

TEST_CASE("A moved-from list can be read and reused", "[core]") {
  for (const int count : {3, 4, 5, 9}) {
    Numbers source = count_to(count);
    const Numbers target = std::move(source);
    REQUIRE(target == count_to(count));
    // NOLINTNEXTLINE(bugprone-use-after-move): the moved-from state is tested
    for (const int value : source) REQUIRE(value <= 4);
    source.push_back(12);
    REQUIRE(source[source.size() - 1] == 12);
    source = {1, 2, 3, 4, 5};
    REQUIRE(source == count_to(5));
  }
}
