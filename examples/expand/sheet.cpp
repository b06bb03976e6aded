// SPDX-License-Identifier: MIT
#include "sheet.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vary/io.hpp>
#include <vary/vary.hpp>

namespace fs = std::filesystem;

namespace {

using Image = vary::Image<std::uint8_t>;

constexpr int cell = 112;
constexpr int gap = 6;
constexpr int max_rows = 12;
constexpr int max_copies = 9;

/// The image resized to fit a cell; small ones are enlarged without interpolation.
std::optional<Image> thumbnail(const fs::path& path) {
  Image image;
  try {
    image = vary::load<std::uint8_t>(path, 3);
  } catch (const vary::Error&) {
    return std::nullopt;  // make_copies() reports the error
  }
  const double scale = static_cast<double>(cell) / std::max(image.width(), image.height());
  const auto size = [&](int side) { return std::clamp(static_cast<int>(side * scale + 0.5), 1, cell); };
  const auto interpolation = scale > 1 ? vary::Interpolation::nearest : vary::Interpolation::area;
  return vary::Resize{
      .width = size(image.width()), .height = size(image.height()), .interpolation = interpolation}(image);
}

/// Copies an image into the middle of cell (column, row).
void paste(const Image& image, int column, int row, Image& sheet) {
  const int left = gap + column * (cell + gap) + (column > 0 ? gap : 0) + (cell - image.width()) / 2;
  const int top = gap + row * (cell + gap) + (cell - image.height()) / 2;
  for (int y = 0; y < image.height(); ++y) {
    std::copy_n(image.row(y), image.width() * 3, &sheet.at(left, top + y));
  }
}

}  // namespace

void write_sheet(const fs::path& path, const Options& options, const std::vector<Source>& sources,
                 const OutputFolder& output) {
  const int rows = std::min(max_rows, static_cast<int>(sources.size()));
  int columns = 0;
  for (const Source& source : sources) columns = std::max(columns, std::min(source.copies, max_copies));
  Image sheet(2 * gap + (columns + 1) * (cell + gap), gap + rows * (cell + gap), 3);
  std::fill_n(sheet.data(), sheet.shape().elements(), std::uint8_t{255});
  // a grey background for the originals, to distinguish them from the copies
  for (int y = 0; y < sheet.height(); ++y) std::fill_n(sheet.row(y), 3 * (cell + 2 * gap), std::uint8_t{150});

  for (int row = 0; row < rows; ++row) {
    const Source& source =
        sources[static_cast<std::size_t>(row) * sources.size() / static_cast<std::size_t>(rows)];
    if (const auto image = thumbnail(options.input / source.name)) paste(*image, 0, row, sheet);
    for (int i = 0; i < std::min(source.copies, max_copies); ++i) {
      if (const auto image = thumbnail(output / copy_name(source, i))) paste(*image, i + 1, row, sheet);
    }
  }
  vary::save(path, sheet);
}
