// SPDX-License-Identifier: MIT
// The fastest of ten other libraries for each row, for 8-bit RGB on one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace benchmarks {

/// Times in memcpys of the image, which are more comparable between runs than nanoseconds.
/// 0: not measured.
struct BestPeer {
  std::string_view row;
  std::string_view name;
  double memcpys_224;
  double memcpys_512;
  double memcpys_1080;
};

/// Measured on a Zen 5 core with AVX-512. cv46 to cv5z are builds of OpenCV 4.6 to 5.0, simd is
/// ermig1979/Simd, pil and pilsimd are Pillow and Pillow-SIMD, rpp is AMD's RPP.
inline constexpr BestPeer best_peers[] = {
    {"hflip", "simd", 1.98, 1.45, 1.15},
    {"vflip", "cv410", 1.74, 1.35, 1.01},
    {"transpose", "simd", 2.13, 2.34, 1.51},
    {"rot90", "simd", 2.21, 2.37, 1.53},
    {"rotate30_const", "simd_withinit", 33.40, 20.90, 21.21},
    {"rotate30_reflect101", "cv5z", 151.58, 96.31, 74.34},
    {"affine_const", "simd", 35.22, 20.82, 20.09},
    {"perspective_const", "cv5z_approx", 126.17, 72.64, 94.34},
    {"resize_half_linear", "cv5z", 7.87, 1.65, 1.12},
    {"resize_up1.5_linear", "simd", 42.17, 25.84, 22.38},
    {"resize_to224_linear", "cv5z", 0, 5.86, 0.58},
    {"resize_to224_area", "pilsimd", 0, 11.17, 2.72},
    {"rrc_to224", "simd", 20.87, 4.96, 0.56},
    {"reflectpad32", "cv46", 5.97, 4.09, 1.35},
    {"mirrorpad_shrink50", "cv5z", 18.97, 8.73, 5.87},
    {"box3", "simd", 4.94, 2.99, 2.31},
    {"box5", "cv5z", 12.81, 6.78, 5.57},
    {"box9", "cv5z", 42.06, 23.87, 19.24},
    {"gauss3x3", "simd", 4.82, 2.97, 2.38},
    {"gauss7x7_s1.5", "simd", 24.07, 21.37, 15.78},
    {"gauss15x15_s3", "cv5z_sepf", 61.42, 57.88, 36.63},
    {"median3", "simd", 9.01, 5.74, 4.61},
    {"median5", "simd", 24.07, 14.44, 10.68},
    {"motionblur7_filter2D", "cv5z", 26.84, 15.79, 11.50},
    {"dilate_rect3", "simd", 5.57, 3.39, 2.79},
    {"dilate_rect5", "cv5z", 9.64, 4.86, 4.16},
    {"dilate_rect9", "cv5z", 13.20, 6.56, 6.58},
    {"dilate_ellipse3", "cv5z", 7.94, 4.14, 2.86},
    {"dilate_ellipse5", "cv5z", 17.27, 9.25, 6.61},
    {"dilate_ellipse9", "cv5z", 50.36, 27.21, 20.09},
    {"sharpness", "cv5z_onekernel", 31.82, 19.80, 14.11},
    {"invert", "cv5", 1.34, 1.32, 0.95},
    {"gamma_lut", "simd", 3.44, 2.22, 1.64},
    {"brightcontrast", "cv5z", 5.34, 3.37, 2.50},
    {"posterize4", "cv5", 3.48, 1.97, 1.39},
    {"solarize128", "cv5", 31.07, 19.60, 13.77},
    {"rgb2bgr", "simd", 1.50, 1.30, 0.97},
    {"gray", "simd", 2.17, 1.22, 0.92},
    {"gray3", "simd", 3.24, 2.04, 1.60},
    {"saturation", "cv5_transform", 8.30, 5.31, 3.86},
    {"hueshift_hsv", "cv5z", 127.39, 65.91, 48.25},
    {"colorjitter", "cv5z", 183.24, 84.66, 62.83},
    {"equalize", "pil", 81.74, 49.43, 29.24},
    {"autocontrast", "cv5", 64.43, 37.93, 27.28},
    {"clahe_lab", "cv5z", 287.15, 145.74, 101.73},
    {"gaussnoise_s10", "cv5z_f32", 225.65, 142.67, 105.15},
    {"saltpepper2pct", "rpp", 25.61, 16.13, 10.77},
    {"dropout8", "cv5z", 2.96, 1.50, 1.10},
    {"mixup", "simd", 4.23, 2.77, 2.90},
    {"elastic_whole_grid32", "cv5z", 150.87, 87.83, 82.45},
    {"jpeg_roundtrip_q75", "cv410", 161.46, 102.69, 70.20},
    {"normalize_chw_f32", "simd", 4.43, 3.99, 4.63},
    {"normalize_hwc_f32", "simd", 4.11, 3.79, 5.08},
    {"chainA_rrc_flip_norm", "simd", 27.59, 5.94, 0.74},
    {"chainB_flip_rot15_bc_noise", "cv5z_f32noise", 384.27, 240.42, 191.84},
    {"chainC_everything", "cv5z_f32noise", 341.66, 210.62, 170.32},
    {"chainD_pointwise5", "cv5z", 49.68, 30.50, 23.64},
};

/// The best peer's time for a row at a size, if there is one.
inline std::optional<double> best_peer_memcpys(std::string_view row, const std::string& size) {
  for (const BestPeer& peer : best_peers) {
    if (peer.row != row) continue;
    const double memcpys = size == "224x224"     ? peer.memcpys_224
                           : size == "512x512"   ? peer.memcpys_512
                           : size == "1920x1080" ? peer.memcpys_1080
                                                 : 0;
    if (memcpys > 0) return memcpys;
  }
  return std::nullopt;
}

}  // namespace benchmarks
