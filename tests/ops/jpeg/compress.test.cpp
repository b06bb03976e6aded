// SPDX-License-Identifier: MIT
#include "vary/ops/jpeg/compress.hpp"

#include <array>
#include <cstdlib>
#include <numbers>
#include <string>
#include <vector>

#include "ops/jpeg_fixtures.hpp"
#include "support/reference.hpp"

using vary::ops::Compress;

namespace {

/// The tables of annex K, in rows.
constexpr int luma_table[64] = {16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,  //
                                14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,  //
                                18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,  //
                                49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
constexpr int chroma_corner[4][4] = {{17, 18, 24, 47}, {18, 21, 26, 66}, {24, 26, 56, 99}, {47, 66, 99, 99}};

int step_of(int quality, bool chroma, int u, int v) {
  const int base = chroma ? (u < 4 && v < 4 ? chroma_corner[v][u] : 99) : luma_table[8 * v + u];
  const int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return std::clamp((base * percent + 50) / 100, 1, 255);
}

int shifted(int value, int bits) { return (value + (1 << (bits - 1))) >> bits; }
int factor(double value) { return static_cast<int>(std::lround(value * 8192)); }

/// The odd half of the transform of Loeffler, Ligtenberg and Moschytz, with factors of 13 bits: twelve
/// multiplications.
void rotate_odd(std::array<int, 4>& t) {
  const int z5 = (t[0] + t[1] + t[2] + t[3]) * factor(1.175875602);
  const int z1 = -(t[0] + t[3]) * factor(0.899976223), z2 = -(t[1] + t[2]) * factor(2.562915447);
  const int z3 = z5 - (t[0] + t[2]) * factor(1.961570560), z4 = z5 - (t[1] + t[3]) * factor(0.390180644);
  t = {t[0] * factor(0.298631336) + z1 + z3, t[1] * factor(2.053119869) + z2 + z4,
       t[2] * factor(3.072711026) + z2 + z3, t[3] * factor(1.501321110) + z1 + z4};
}

using Eight = std::array<int, 8>;

Eight forward(const Eight& x, bool first) {
  const int s0 = x[0] + x[7], s1 = x[1] + x[6], s2 = x[2] + x[5], s3 = x[3] + x[4];
  const int p = s0 + s3, q = s0 - s3, r = s1 + s2, s = s1 - s2;
  const int drop = first ? 11 : 15;
  const int z = (q + s) * factor(0.541196100);
  std::array<int, 4> odd{x[3] - x[4], x[2] - x[5], x[1] - x[6], x[0] - x[7]};
  rotate_odd(odd);
  return {first ? (p + r) * 4 : shifted(p + r, 2),    shifted(odd[3], drop),
          shifted(z + q * factor(0.765366865), drop), shifted(odd[2], drop),
          first ? (p - r) * 4 : shifted(p - r, 2),    shifted(odd[1], drop),
          shifted(z - s * factor(1.847759065), drop), shifted(odd[0], drop)};
}

Eight inverse(const Eight& x, bool last) {
  const int z = (x[2] + x[6]) * factor(0.541196100);
  const int low = z - x[6] * factor(1.847759065), high = z + x[2] * factor(0.765366865);
  const int sum = (x[0] + x[4]) * 8192, difference = (x[0] - x[4]) * 8192;
  const int even[] = {sum + high, difference + low, difference - low, sum - high};
  std::array<int, 4> odd{x[7], x[5], x[3], x[1]};
  rotate_odd(odd);
  Eight out{};
  for (std::size_t i = 0; i < 4; ++i) {
    out[i] = shifted(even[i] + odd[3 - i], last ? 18 : 11);
    out[7 - i] = shifted(even[i] - odd[3 - i], last ? 18 : 11);
  }
  return out;
}

/// A transform in one direction of a block of eight by eight.
template <class Transform>
void along(int* block, int step, int next, const Transform& transform) {
  for (int line = 0; line < 8; ++line) {
    Eight values{};
    for (int i = 0; i < 8; ++i) values[static_cast<std::size_t>(i)] = block[line * next + i * step];
    values = transform(values);
    for (int i = 0; i < 8; ++i) block[line * next + i * step] = values[static_cast<std::size_t>(i)];
  }
}

/// Whole numbers in rows; beyond the last row and column these go on.
struct Plane {
  Plane(int w, int h) : width(w), height(h), values(static_cast<std::size_t>(w * h)) {}
  int& at(int x, int y) {
    return values[static_cast<std::size_t>(std::clamp(y, 0, height - 1) * width +
                                           std::clamp(x, 0, width - 1))];
  }
  int width;
  int height;
  std::vector<int> values;
};

/// A plane of whole blocks there and back.
void compress(Plane& plane, int quality, bool chroma) {
  int block[64];
  for (int y0 = 0; y0 < plane.height; y0 += 8) {
    for (int x0 = 0; x0 < plane.width; x0 += 8) {
      for (int i = 0; i < 64; ++i) block[i] = plane.at(x0 + i % 8, y0 + i / 8) - 128;
      along(block, 1, 8, [](const Eight& x) { return forward(x, true); });
      along(block, 8, 1, [](const Eight& x) { return forward(x, false); });
      for (int i = 0; i < 64; ++i) {
        const int step = step_of(quality, chroma, i % 8, i / 8);
        const int size = (std::abs(block[i]) + 4 * step) / (8 * step) * step;
        block[i] = block[i] < 0 ? -size : size;
      }
      along(block, 8, 1, [](const Eight& x) { return inverse(x, false); });
      along(block, 1, 8, [](const Eight& x) { return inverse(x, true); });
      for (int i = 0; i < 64; ++i) plane.at(x0 + i % 8, y0 + i / 8) = std::clamp(block[i] + 128, 0, 255);
    }
  }
}

int whole_blocks(int size) { return (size + 7) / 8 * 8; }
int fixed(double value) { return static_cast<int>(std::lround(value * 65536)); }

/// Luma and chroma of a colour, rounded as libjpeg does.
std::array<int, 3> to_ycc(int r, int g, int b) {
  return {shifted(fixed(0.299) * r + fixed(0.587) * g + fixed(0.114) * b, 16),
          (fixed(0.5) * b - fixed(0.16874) * r - fixed(0.33126) * g + (128 << 16) + 32767) >> 16,
          (fixed(0.5) * r - fixed(0.41869) * g - fixed(0.08131) * b + (128 << 16) + 32767) >> 16};
}

/// Bytes of three colours there and back.
std::vector<int> compress_colors(const std::vector<int>& rgb, int width, int height, const Compress& op) {
  std::vector<Plane> full(3, Plane(width, height));
  for (int i = 0; i < width * height; ++i) {
    const auto at = static_cast<std::size_t>(3 * i);
    const auto ycc = to_ycc(rgb[at], rgb[at + 1], rgb[at + 2]);
    for (std::size_t c = 0; c < 3; ++c) full[c].at(i % width, i / width) = ycc[c];
  }
  const int scale = op.subsampled ? 2 : 1;
  const int small_width = (width + scale - 1) / scale, small_height = (height + scale - 1) / scale;
  std::vector<Plane> planes;
  for (std::size_t c = 0; c < 3; ++c) {
    const bool small = c > 0 && op.subsampled;
    const int rows = small ? small_height : height;
    Plane plane(whole_blocks(small ? small_width : width), whole_blocks(rows));
    for (int y = 0; y < plane.height; ++y) {
      for (int x = 0; x < plane.width; ++x) {
        const int row = std::min(y, rows - 1);
        Plane& from = full[c];
        const int sum = small ? from.at(2 * x, 2 * row) + from.at(2 * x + 1, 2 * row) +
                                    from.at(2 * x, 2 * row + 1) + from.at(2 * x + 1, 2 * row + 1)
                              : 0;
        plane.at(x, y) = small ? (sum + 1 + x % 2) >> 2 : from.at(x, row);
      }
    }
    compress(plane, op.quality, c > 0);
    planes.push_back(plane);
  }
  const auto chroma = [&](std::size_t c, int x, int y) {
    Plane& plane = planes[c];
    if (!op.subsampled) return plane.at(x, y);
    const auto value = [&](int column, int row) {
      return plane.at(std::clamp(column, 0, small_width - 1), std::clamp(row, 0, small_height - 1));
    };
    const int i = x / 2, j = y / 2, side = x % 2 == 0 ? i - 1 : i + 1, other = y % 2 == 0 ? j - 1 : j + 1;
    if (small_width <= 2) return value(i, j);
    const int here = 3 * value(i, j) + value(i, other), beside = 3 * value(side, j) + value(side, other);
    return (3 * here + beside + (x % 2 == 0 ? 8 : 7)) >> 4;
  };
  std::vector<int> out;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int luma = planes[0].at(x, y), blue = chroma(1, x, y) - 128, red = chroma(2, x, y) - 128;
      const int green = (-fixed(0.34414) * blue - fixed(0.71414) * red + 32768) >> 16;
      for (const int value :
           {luma + shifted(fixed(1.402) * red, 16), luma + green, luma + shifted(fixed(1.772) * blue, 16)}) {
        out.push_back(std::clamp(value, 0, 255));
      }
    }
  }
  return out;
}

int to_byte(std::uint8_t value) { return value; }
int to_byte(std::uint16_t value) { return static_cast<int>(std::floor(value / 257.0 + 0.5)); }
int to_byte(float value) { return static_cast<int>(std::floor(value * 255.0f + 0.5f)); }
template <class T>
T from_byte(int value) {
  if constexpr (std::is_same_v<T, float>)
    return static_cast<float>(value) / 255.0f;
  else
    return static_cast<T>(sizeof(T) == 1 ? value : 257 * value);
}

/// What comes back of an image, step by step as the standard and libjpeg say.
template <class T>
tests::Guarded<T> expected(const tests::Guarded<T>& in, const Compress& op) {
  const vary::ImageView<const T> view = in.view();
  const int width = view.width(), height = view.height(), channels = view.channels();
  tests::Guarded<T> out = in;
  if (channels == 3 || channels == 4) {
    std::vector<int> rgb;
    for (int i = 0; i < 3 * width * height; ++i) {
      rgb.push_back(to_byte(view.at(i / 3 % width, i / 3 / width, i % 3)));
    }
    rgb = compress_colors(rgb, width, height, op);
    for (int i = 0; i < 3 * width * height; ++i) {
      out.view().at(i / 3 % width, i / 3 / width, i % 3) = from_byte<T>(rgb[static_cast<std::size_t>(i)]);
    }
    return out;
  }
  for (int c = 0; c < channels; ++c) {
    Plane plane(whole_blocks(width), whole_blocks(height));
    for (int y = 0; y < plane.height; ++y) {
      for (int x = 0; x < plane.width; ++x) {
        plane.at(x, y) = to_byte(view.at(std::min(x, width - 1), std::min(y, height - 1), c));
      }
    }
    compress(plane, op.quality, false);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) out.view().at(x, y, c) = from_byte<T>(plane.at(x, y));
    }
  }
  return out;
}

template <class T>
void require_expected(const tests::Guarded<T>& in, const Compress& op) {
  CAPTURE(op.quality, op.subsampled);
  REQUIRE(tests::same_bits<T>(tests::applied(op, in).view(), expected(in, op).view()));
}

tests::Guarded<std::uint8_t> drawn_image(int width, int height, int channels) {
  tests::Guarded<std::uint8_t> in({width, height, channels});
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < channels; ++c) in.view().at(x, y, c) = tests::drawn(x, y, c);
    }
  }
  return in;
}

}  // namespace

TEST_CASE("Compress gives the pixels that libjpeg gives back", "[ops][simd]") {
  for (const auto& fixture : tests::jpeg_fixtures) {
    CAPTURE(fixture.width, fixture.height, fixture.channels, fixture.quality, fixture.subsampled);
    const auto in = drawn_image(fixture.width, fixture.height, fixture.channels);
    const auto out = tests::applied(Compress{fixture.quality, fixture.subsampled}, in);
    const std::string pixels = fixture.pixels;
    std::uint64_t hash = 14695981039346656037u;
    int largest = 0;
    std::size_t digit = 0;
    for (int y = 0; y < fixture.height; ++y) {
      for (int i = 0; i < fixture.width * fixture.channels; ++i, digit += 2) {
        const int value = out.view().row(y)[i];
        hash = (hash ^ static_cast<std::uint64_t>(value)) * 1099511628211u;
        if (pixels.empty()) continue;
        largest = std::max(largest, std::abs(value - std::stoi(pixels.substr(digit, 2), nullptr, 16)));
      }
    }
    REQUIRE(largest == 0);
    REQUIRE(hash == fixture.hash);
  }
}

TEMPLATE_TEST_CASE("Compress equals the standard's steps taken one by one", "[ops][simd]", std::uint8_t,
                   std::uint16_t, float) {
  tests::for_each_shape([](vary::Shape shape) {
    const auto in = tests::noise_image<TestType>(shape, 71);
    for (const Compress op : {Compress{1}, Compress{30, false}, Compress{75}, Compress{100}}) {
      require_expected(in, op);
    }
  });
}

TEST_CASE("Compress equals them for every quality, and where blocks and stripes end", "[ops][simd]") {
  const auto small = tests::noise_image<std::uint8_t>({19, 18, 3}, 72);
  for (int quality = 1; quality <= 100; ++quality) require_expected(small, Compress{quality});
  for (const int width : {3, 4, 6, 15, 16, 17, 63, 64, 65, 130}) {
    for (const int height : {15, 16, 17, 31, 33, 48}) {
      CAPTURE(width, height);
      for (const bool subsampled : {false, true}) {
        require_expected(tests::noise_image<std::uint8_t>({width, height, 3}, 73), {50, subsampled});
      }
    }
  }
}

TEST_CASE("Compress does not overflow for black and white dots", "[ops][simd]") {
  tests::Dice dice(74);
  tests::Guarded<std::uint8_t> in({128, 64, 3});
  for (int y = 0; y < 64; ++y) {
    for (int i = 0; i < 3 * 128; ++i) in.view().row(y)[i] = dice.between(0, 1) == 0 ? 0 : 255;
  }
  // Blocks of the signs of a frequency: as large as coefficients become.
  for (int k = 0; k < 64; ++k) {
    for (int i = 0; i < 64; ++i) {
      const double wave = std::cos((2 * (i % 8) + 1) * (k % 8) * std::numbers::pi / 16) *
                          std::cos((2 * (i / 8) + 1) * (k / 8) * std::numbers::pi / 16);
      for (int c = 0; c < 3; ++c) {
        in.view().at(k % 8 * 8 + i % 8, k / 8 * 8 + i / 8, c) = wave * (k % 2 == 0 ? 1 : -1) < 0 ? 0 : 255;
      }
    }
  }
  for (const int quality : {1, 5, 40, 100}) require_expected(in, Compress{quality, quality != 5});
}

TEST_CASE("Compress rounds cosines of the textbook", "[ops]") {
  // One block, of quality 100: coefficients are whole numbers, and so is every pixel to within one.
  const auto in = tests::noise_image<std::uint8_t>({8, 8, 1}, 75);
  const auto out = tests::applied(Compress{100}, in);
  const auto cosine = [](int x, int u) {
    return (u == 0 ? std::sqrt(0.125) : 0.5) * std::cos((2 * x + 1) * u * std::numbers::pi / 16);
  };
  double coefficients[64];
  for (int k = 0; k < 64; ++k) {
    double sum = 0;
    for (int i = 0; i < 64; ++i) {
      sum += (in.view().at(i % 8, i / 8, 0) - 128) * cosine(i % 8, k % 8) * cosine(i / 8, k / 8);
    }
    coefficients[k] = std::round(sum);
  }
  const double worst = tests::worst_error(out, [&](int x, int y, int) {
    double sum = 128;
    for (int k = 0; k < 64; ++k) sum += coefficients[k] * cosine(x, k % 8) * cosine(y, k / 8);
    return sum;
  });
  REQUIRE(worst <= 0.5);
}

TEST_CASE("Compress of floats takes what is no colour as the nearest that is", "[ops]") {
  tests::Guarded<float> in({3, 1, 3});
  const float before[] = {-1, -0.0f, -INFINITY, NAN, 0, -1e9f, -7, -0.1f, NAN};
  std::memcpy(in.view().row(0), before, sizeof before);
  const auto out = tests::applied(Compress{90}, in);
  REQUIRE(tests::equals(out, [](int, int, int) { return 0.0f; }));
}

TEST_CASE("Compress keeps greys grey, and alpha", "[ops]") {
  auto in = tests::noise_image<std::uint8_t>({40, 30, 4}, 76);
  for (int y = 0; y < 30; ++y) {
    for (int x = 0; x < 40; ++x) in.view().at(x, y, 1) = in.view().at(x, y, 2) = in.view().at(x, y, 0);
  }
  const auto out = tests::applied(Compress{20}, in);
  REQUIRE(tests::equals(
      out, [&](int x, int y, int c) { return c == 3 ? in.view().at(x, y, 3) : out.view().at(x, y, 0); }));
  REQUIRE(!tests::same_bits<std::uint8_t>(out.view(), in.view()));
}

TEST_CASE("Compress refuses qualities that JPEG does not have", "[ops]") {
  CHECK_THROWS_WITH(Compress{0}.check({2, 2, 3}), "Compress.quality: 0 is below 1; give 1 to 100");
  CHECK_THROWS_WITH(Compress{101}.check({2, 2, 3}), "Compress.quality: 101 is above 100; give 1 to 100");
  CHECK(!Compress{100}.identity({2, 2, 3}));
}
