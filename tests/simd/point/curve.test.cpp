// SPDX-License-Identifier: MIT
#include "vary/simd/point/curve.hpp"

#include <cmath>
#include <type_traits>
#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

using tests::Guarded;
using vary::simd::ApplyCurve;
using vary::simd::KeepBits;
using vary::simd::LookUp;
using vary::simd::Segment;
using vary::simd::ValueRows;

namespace {

/// Widths near those of vectors, and of blocks of three vectors.
constexpr int widths[] = {0,  1,  2,  3,  4,  5,  7,  8,  9,  15,  16,  17,  20,  21,
                          31, 32, 33, 42, 43, 63, 64, 65, 85, 127, 128, 129, 131, 150};
constexpr int widest = 150;

/// The first `width` pixels of both rows.
template <class T>
ValueRows<T> rows_of(const Guarded<T>& in, Guarded<T>& out, int width, bool keep_alpha) {
  const auto channels = static_cast<std::size_t>(in.view().channels());
  return {in.view().data(),
          in.view().stride(),
          out.view().data(),
          out.view().stride(),
          2,
          static_cast<std::size_t>(width),
          channels,
          keep_alpha};
}

/// Requires that run(rows) writes expected(x, y, c) and nothing else, for all widths.
template <class T, class Run, class Expected>
void check_rows(const Guarded<T>& in, const Run& run, const Expected& expected) {
  const vary::Shape shape = in.view().shape();
  for (const bool keep_alpha : {false, true}) {
    if (keep_alpha && shape.channels != 4) continue;
    for (const int width : widths) {
      CAPTURE(shape.channels, width, keep_alpha);
      Guarded<T> out(shape, 3), wanted(shape, 3);
      for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < width; ++x) {
          for (int c = 0; c < shape.channels; ++c) {
            wanted.view().at(x, y, c) = keep_alpha && c == 3 ? in.view().at(x, y, c) : expected(x, y, c);
          }
        }
      }
      run(rows_of(in, out, width, keep_alpha));
      REQUIRE(out.intact());
      REQUIRE(tests::same_bits<T>(out.view(), wanted.view()));
    }
  }
}

/// Noise; for floats values near the steps in [0, 1], and special values.
template <class T>
Guarded<T> values_image(int channels) {
  auto image = tests::noise_image<T>({widest, 2, channels}, 5);
  if constexpr (std::is_same_v<T, float>) {
    const float odd[] = {NAN, -0.0f, -INFINITY, INFINITY, -2, 2};
    for (int y = 0; y < 2; ++y) {
      for (int i = 0; i < widest * channels; ++i) {
        float& value = image.view().row(y)[i];
        value = (std::floor(value * 65535) + (i % 2 == 0 ? 0.25f : -0.25f)) / 65535;
        if (i % 11 == 0) value = odd[i % 6];
      }
    }
  }
  return image;
}

/// The value clamped to [0, 1]; 0 for NaN.
double fraction(float value) {
  return std::isnan(value) ? 0 : std::fmin(std::fmax(static_cast<double>(value), 0), 1);
}

/// The index of a value in its table.
std::size_t index_of(std::uint8_t value) { return value; }
std::size_t index_of(std::uint16_t value) { return value; }
std::size_t index_of(float value) {
  return static_cast<std::size_t>(std::floor(fraction(value) * 65535 + 0.5));
}

struct SomeCurve {
  std::vector<Segment> segments;
  std::size_t each;  // segments per curve
  float exponent = 1;
};

/// Curves for each channel, or one for all channels.
const std::vector<SomeCurve>& some_curves() {
  static const std::vector<SomeCurve> curves{
      {{{0, -1, 1}}, 1},
      {{{0, 1.3f, -0.1f}}, 1},
      {{{0, 1, 0}, {0.5f, -1, 1}}, 2},
      {{{0, 0.5f, 0.25f}, {0.5f, 2, -0.7f}, {0.8f, 0, 0.2f}}, 3},
      {{{0, 0.4f, 0.1f, 0.9f, -0.5f}}, 1},
      {{{0, 1, 0}}, 1, 2.2f},
      {{{0, 1, 0}, {0, -1, 1}, {0, 0, 0.3f}, {0, 2, -0.5f}, {0, 0.1f, 0.5f}}, 1},
      {{{0, 1, 0}, {0, -1, 1}, {0, 0, 0.3f}, {0, 2, -0.5f}, {0, 0.1f, 0.5f, 1, -1}}, 1, 0.5f},
      {{{0, 1, 0},
        {0.5f, -1, 1},
        {0, 0, 0.3f},
        {0.2f, 2, -0.5f},
        {0, 1, 0},
        {0.9f, 0, 1},
        {0, 0.5f, 0},
        {1, 0, 1},
        {0, 1, 0},
        {0.25f, 1, 0.25f}},
       2},
  };
  return curves;
}

}  // namespace

TEMPLATE_TEST_CASE("The result of a curve does not depend on the position, in rows of every length", "[simd]",
                   std::uint8_t, std::uint16_t, float) {
  for (int channels = 1; channels <= 5; ++channels) {
    const auto in = tests::noise_image<TestType>({widest, 2, channels}, 1);
    for (std::size_t i = 0; i < some_curves().size(); ++i) {
      CAPTURE(i);
      const SomeCurve& curve = some_curves()[i];
      const std::size_t each = curve.each;
      const bool by_channel = curve.segments.size() > each;
      const std::size_t curves = by_channel ? static_cast<std::size_t>(channels) : 1;
      std::vector<TestType> tables(256 * curves);
      std::vector<Segment> scaled(each * curves);
      const auto run = [&](const ValueRows<TestType>& rows, std::size_t first, std::size_t count) {
        vary::simd::run(ApplyCurve<TestType>{rows, curve.segments.data() + first * each, each, count,
                                             curve.exponent, true, tables.data(), scaled.data()});
      };
      tests::on_every_target([&] {
        Guarded<TestType> alone({widest, 2, channels});
        for (int y = 0; y < 2; ++y) {
          for (int k = 0; k < widest * channels; ++k) {
            const ValueRows<TestType> one{
                in.view().row(y) + k, 1, alone.view().row(y) + k, 1, 1, 1, 1, false};
            run(one, by_channel ? static_cast<std::size_t>(k % channels) : 0, 1);
          }
        }
        check_rows(
            in, [&](const ValueRows<TestType>& rows) { run(rows, 0, curves); },
            [&](int x, int y, int c) { return alone.view().at(x, y, c); });
      });
    }
  }
}

TEMPLATE_TEST_CASE("Values are looked up in one table or in the table of their channel", "[simd]",
                   std::uint8_t, std::uint16_t, float) {
  constexpr std::size_t size = vary::simd::table_size<TestType>;
  const auto filled = tests::noise_image<TestType>({static_cast<int>(size), 5, 1}, 2, 0);
  const TestType* tables = filled.view().data();
  for (int channels = 1; channels <= 5; ++channels) {
    const auto in = values_image<TestType>(channels);
    for (const bool shared : {true, false}) {
      CAPTURE(shared);
      const std::size_t count = shared ? 1 : static_cast<std::size_t>(channels);
      tests::on_every_target([&] {
        check_rows(
            in,
            [&](const ValueRows<TestType>& rows) {
              vary::simd::run(LookUp<TestType>{rows, tables, count});
            },
            [&](int x, int y, int c) {
              return tables[size * static_cast<std::size_t>(shared ? 0 : c) +
                            index_of(in.view().at(x, y, c))];
            });
      });
    }
  }
}

TEST_CASE("All byte values are looked up", "[simd]") {
  Guarded<std::uint8_t> in({256, 1, 3});
  for (int i = 0; i < 3 * 256; ++i) in.view().row(0)[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
  const auto tables = tests::noise_image<std::uint8_t>({256, 3, 1}, 8, 0);
  tests::on_every_target([&] {
    for (const std::size_t count : {1u, 3u}) {
      Guarded<std::uint8_t> out({256, 1, 3}), wanted = out;
      for (int i = 0; i < 3 * 256; ++i) {
        wanted.view().row(0)[i] = tables.view().at(in.view().row(0)[i], count == 1 ? 0 : i % 3);
      }
      vary::simd::run(LookUp<std::uint8_t>{
          {in.view().data(), 0, out.view().data(), 0, 1, 256, 3, false}, tables.view().data(), count});
      REQUIRE(tests::same_bits<std::uint8_t>(out.view(), wanted.view()));
    }
  });
}

TEMPLATE_TEST_CASE("KeepBits keeps the high bits", "[simd]", std::uint8_t, std::uint16_t, float) {
  constexpr int most = sizeof(TestType) == 1 ? 8 : 16;
  for (int channels = 1; channels <= 5; ++channels) {
    const auto in = values_image<TestType>(channels);
    for (int bits = 1; bits <= most; ++bits) {
      CAPTURE(bits);
      const double levels = std::exp2(bits);
      tests::on_every_target([&] {
        check_rows(
            in,
            [&](const ValueRows<TestType>& rows) {
              vary::simd::run(KeepBits<TestType>{rows, bits});
            },
            [&](int x, int y, int c) {
              const TestType value = in.view().at(x, y, c);
              if constexpr (std::is_same_v<TestType, float>) {
                const double step = std::fmin(std::floor(fraction(value) * levels), levels - 1);
                return static_cast<float>(step / levels);
              } else {
                const int unit = (vary::white<TestType> + 1) >> bits;
                return static_cast<TestType>(value / unit * unit);
              }
            });
      });
    }
  }
}
