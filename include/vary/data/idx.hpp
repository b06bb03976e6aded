// SPDX-License-Identifier: MIT
// IdxFiles: a dataset of IDX files, such as MNIST.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "vary/data/binary.hpp"
#include "vary/data/dataset.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

/// An IDX file of unsigned bytes: two zeros, the type 8, the number of dimensions, their sizes as big-endian
/// 32-bit integers, and the values.
struct IdxFile {
  Bytes bytes;
  std::vector<std::uint32_t> sizes;

  [[nodiscard]] std::size_t header() const { return 4 + 4 * sizes.size(); }
  [[nodiscard]] const std::uint8_t* values() const {
    return reinterpret_cast<const std::uint8_t*>(bytes.data()) + header();
  }
};

/// The expected number of dimensions: labels have one, their count; images have count, height, width, and
/// optionally channels.
struct IdxKind {
  const char* text;
  std::size_t fewest_sizes;
  std::size_t most_sizes;
};
inline constexpr IdxKind idx_images{"images, which have 3 or 4", 3, 4};
inline constexpr IdxKind idx_labels{"labels, which have 1", 1, 1};

inline void check_idx_start(const Bytes& bytes, const IdxKind& kind, const Subject& subject) {
  if (bytes.size() < 4) subject.refuse_at(bytes.size(), "the header is truncated; give the complete file");
  if (number_at(bytes, 0, 2) != 0) {
    subject.refuse_at(0, "starts with ", number_at(bytes, 0, 1), ", ", number_at(bytes, 1, 1),
                      ", not with 0, 0; give an IDX file");
  }
  if (number_at(bytes, 2, 1) != 8) {
    subject.refuse_at(2, "has values of type ", number_at(bytes, 2, 1), "; give unsigned bytes (type 8)");
  }
  const std::uint32_t sizes = number_at(bytes, 3, 1);
  if (sizes < kind.fewest_sizes || sizes > kind.most_sizes) {
    subject.refuse_at(3, "has ", sizes, " dimensions; give ", kind.text);
  }
}

/// Throws Error unless the sizes in the header agree with the size of the file.
inline void check_idx_sizes(const IdxFile& file, const Subject& subject) {
  auto values = 1.0;  // in double, because an integer product might overflow to a small number
  for (std::size_t i = 0; i < file.sizes.size(); ++i) {
    if (file.sizes[i] < 1 || file.sizes[i] > max_file_pixels) {
      subject.refuse_at(4 + 4 * i, "has the size ", file.sizes[i], " in dimension ", i + 1, " of ",
                        file.sizes.size(), "; give 1 to ", max_file_pixels);
    }
    values *= file.sizes[i];
  }
  const double expected = static_cast<double>(file.header()) + values;
  const std::size_t size = file.bytes.size();
  if (static_cast<double>(size) < expected) {
    subject.refuse_at(size, "is truncated, the header requires ", expected, " bytes; give the complete file");
  }
  if (static_cast<double>(size) > expected) {
    const auto expected_size = static_cast<std::size_t>(expected);
    subject.refuse_at(expected_size, "should end by its header, but has ", size - expected_size,
                      " more bytes; give an intact file");
  }
}

inline IdxFile read_idx(const std::filesystem::path& path, const IdxKind& kind) {
  const Subject subject("IdxFiles", path.string());
  IdxFile file;
  file.bytes = read_binary(path, subject, "an IDX file");
  check_idx_start(file.bytes, kind, subject);
  file.sizes.resize(number_at(file.bytes, 3, 1));
  if (file.bytes.size() < file.header()) {
    subject.refuse_at(file.bytes.size(), "the header is truncated; give the complete file");
  }
  for (std::size_t i = 0; i < file.sizes.size(); ++i) file.sizes[i] = number_at(file.bytes, 4 + 4 * i, 4);
  check_idx_sizes(file, subject);
  return file;
}

}  // namespace detail

/// The images and labels of two IDX files of unsigned bytes, such as those of MNIST. The constructor reads
/// both files; images are views of that memory.
class IdxFiles {
 public:
  /// Throws Error, with the path and the offset in the file, for a file that cannot be read, is compressed,
  /// is not an IDX file of unsigned bytes, or has sizes that do not agree with the file, and if the numbers
  /// of labels and images differ.
  IdxFiles(const std::filesystem::path& images, const std::filesystem::path& labels)
      : contents_(std::make_shared<const Contents>(Contents{detail::read_idx(images, detail::idx_images),
                                                            detail::read_idx(labels, detail::idx_labels)})) {
    if (contents_->labels.sizes[0] != size()) {
      detail::Subject("IdxFiles", labels.string())
          .refuse_at(4, "has ", contents_->labels.sizes[0], " labels for the ", size(), " images of ",
                     images.string(), "; give two files of the same dataset");
    }
  }

  [[nodiscard]] std::size_t size() const { return contents_->images.sizes[0]; }
  /// The shape of every image.
  [[nodiscard]] Shape shape() const {
    const std::vector<std::uint32_t>& sizes = contents_->images.sizes;
    return {static_cast<int>(sizes[2]), static_cast<int>(sizes[1]),
            sizes.size() == 4 ? static_cast<int>(sizes[3]) : 1};
  }
  /// Throws Error unless index < size(), as image() does.
  [[nodiscard]] std::int64_t label(std::size_t index) const {
    detail::check_index("IdxFiles", index, size());
    return contents_->labels.values()[index];
  }
  [[nodiscard]] ImageView<const std::uint8_t> image(std::size_t index) const {
    detail::check_index("IdxFiles", index, size());
    const Shape shape = this->shape();
    return {contents_->images.values() + index * shape.elements(), shape.width, shape.height, shape.channels};
  }
  [[nodiscard]] ImageView<const std::uint8_t> image(std::size_t index, Image<std::uint8_t>&) const {
    return image(index);
  }

 private:
  struct Contents {
    detail::IdxFile images;
    detail::IdxFile labels;
  };
  std::shared_ptr<const Contents> contents_;
};

VARY_NAMESPACE_END
