// SPDX-License-Identifier: MIT
// g++ says: conversion from .vary::Image<unsigned char>. to non-scalar type .(const )?vary::ImageView<unsigned char>. requested
// clang++ says: no viable conversion from 'vary::Image<std::uint8_t>'
#include <cstdint>
#include <vary/core/image.hpp>

vary::Image<std::uint8_t> make_image();

void blacken() {
  const vary::ImageView<std::uint8_t> view = make_image();
  view.at(0, 0) = 0;
}
