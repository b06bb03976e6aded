// SPDX-License-Identifier: MIT
#include "vary/simd/jpeg/jpeg.hpp"

#include <vector>

#include "support/images.hpp"
#include "support/targets.hpp"

TEST_CASE("Quantisation steps of 1 nearly keep the image, and JpegScratch is large enough", "[simd]") {
  // Division by 8: a reciprocal of 2^15, then a shift by 2 more bits.
  vary::simd::JpegSteps steps;
  for (std::size_t i = 0; i < 64; ++i) {
    steps.half[i] = 4;
    steps.reciprocal[i] = 1 << 15;
    steps.scale[i] = 1 << 14;
    steps.restore[i] = 16;
  }
  for (const std::size_t width : {std::size_t{1}, std::size_t{9}, std::size_t{63}, std::size_t{200}}) {
    const auto in = tests::noise_image<float>({static_cast<int>(width), 37, 4}, 81);
    const std::size_t pitch = vary::simd::jpeg_pitch(width);
    tests::on_every_target([&] {
      tests::Guarded<float> out({static_cast<int>(width), 37, 4});
      std::vector<std::int16_t> memory(pitch * vary::simd::jpeg_rows + 96, 12345);
      const std::size_t first = (64 - reinterpret_cast<std::uintptr_t>(memory.data()) % 64) / 2;
      vary::simd::run(vary::simd::CompressRows<float>{in.view().data(),
                                                      in.view().stride(),
                                                      out.view().data(),
                                                      out.view().stride(),
                                                      width,
                                                      37,
                                                      4,
                                                      &steps,
                                                      &steps,
                                                      false,
                                                      {memory.data() + first, pitch}});
      REQUIRE(out.intact());
      REQUIRE(tests::largest_difference<float>(out.view(), in.view()) <= 5.0 / 255);
      for (std::size_t i = first + pitch * vary::simd::jpeg_rows; i < memory.size(); ++i) {
        REQUIRE(memory[i] == 12345);
      }
    });
  }
}
