// SPDX-License-Identifier: MIT
// says: error
#include <vary/vary.hpp>

const vary::Pipeline<double> augment{vary::HorizontalFlip{}};
