// SPDX-License-Identifier: MIT
// load(), save(), decode(), encode(): image files by stb. Needs stb_image.h and stb_image_write.h (Debian:
// libstb-dev), nothing to link; not part of the umbrella header.
#pragma once

#include "vary/io/load.hpp"
#include "vary/io/save.hpp"
