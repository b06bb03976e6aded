// SPDX-License-Identifier: MIT
// IdxFiles: MNIST and its relatives.
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

/// An IDX file of unsigned bytes: two zeros, the type 8, the number of sizes, these in 32 bits with the high
/// byte first, and the values.
struct IdxFile {
  Bytes bytes;
  std::vector<std::uint32_t> sizes;

  [[nodiscard]] std::size_t header() const { return 4 + 4 * sizes.size(); }
  [[nodiscard]] const std::uint8_t* values() const {
    return reinterpret_cast<const std::uint8_t*>(bytes.data()) + header();
  }
};

/// What a file must hold: labels have one size, their number; images have number, height, width, and
/// perhaps channels.
struct IdxKind {
  const char* text;
  std::size_t fewest_sizes;
  std::size_t most_sizes;
};
inline constexpr IdxKind idx_images{"images, which have 3 or 4", 3, 4};
inline constexpr IdxKind idx_labels{"labels, which have 1", 1, 1};

inline void check_idx_start(const Bytes& bytes, const IdxKind& kind, const Subject& subject) {
  if (bytes.size() < 4) subject.refuse_at(bytes.size(), "ends within the header; give the whole file");
  if (number_at(bytes, 0, 2) != 0) {
    subject.refuse_at(0, "begins with ", number_at(bytes, 0, 1), ", ", number_at(bytes, 1, 1),
                      ", an IDX file with 0, 0; give one");
  }
  if (number_at(bytes, 2, 1) != 8) {
    subject.refuse_at(2, "has values of type ", number_at(bytes, 2, 1), "; give unsigned bytes, type 8");
  }
  const std::uint32_t sizes = number_at(bytes, 3, 1);
  if (sizes < kind.fewest_sizes || sizes > kind.most_sizes) {
    subject.refuse_at(3, "has ", sizes, " sizes; give ", kind.text);
  }
}

/// The sizes of the header, none of which leads out of the file.
inline void check_idx_sizes(const IdxFile& file, const Subject& subject) {
  auto values = 1.0;  // counted in a double, which does not wrap around to something small
  for (std::size_t i = 0; i < file.sizes.size(); ++i) {
    if (file.sizes[i] < 1 || file.sizes[i] > max_file_pixels) {
      subject.refuse_at(4 + 4 * i, "has ", file.sizes[i], " as size ", i + 1, " of ", file.sizes.size(),
                        "; give 1 to ", max_file_pixels);
    }
    values *= file.sizes[i];
  }
  const double expected = static_cast<double>(file.header()) + values;
  const std::size_t size = file.bytes.size();
  if (static_cast<double>(size) < expected) {
    subject.refuse_at(size, "ends too early, by its header it has ", expected, " bytes; give the whole file");
  }
  if (static_cast<double>(size) > expected) {
    const auto whole = static_cast<std::size_t>(expected);
    subject.refuse_at(whole, "should end by its header, and goes on for ", size - whole,
                      " bytes; give an intact file");
  }
}

inline IdxFile read_idx(const std::filesystem::path& path, const IdxKind& kind) {
  const Subject subject("IdxFiles", path.string());
  IdxFile file;
  file.bytes = read_binary(path, subject, "an IDX file");
  check_idx_start(file.bytes, kind, subject);
  file.sizes.resize(number_at(file.bytes, 3, 1));
  if (file.bytes.size() < file.header()) {
    subject.refuse_at(file.bytes.size(), "ends within the header; give the whole file");
  }
  for (std::size_t i = 0; i < file.sizes.size(); ++i) file.sizes[i] = number_at(file.bytes, 4 + 4 * i, 4);
  check_idx_sizes(file, subject);
  return file;
}

}  // namespace detail

/// The images and labels of two IDX files, as of MNIST: unsigned bytes, all images of one size. Both
/// files are read when this is made; images are views into that memory.
class IdxFiles {
 public:
  /// Throws Error, with the path and the place in the file, for what cannot be read, is compressed, is no IDX
  /// file of unsigned bytes, has sizes that do not fit the file, or another number of labels than of
  /// images.
  IdxFiles(const std::filesystem::path& images, const std::filesystem::path& labels)
      : held_(std::make_shared<const Held>(Held{detail::read_idx(images, detail::idx_images),
                                                detail::read_idx(labels, detail::idx_labels)})) {
    if (held_->labels.sizes[0] != size()) {
      detail::Subject("IdxFiles", labels.string())
          .refuse_at(4, "has ", held_->labels.sizes[0], " labels for the ", size(), " images of ",
                     images.string(), "; give files of one set");
    }
  }

  [[nodiscard]] std::size_t size() const { return held_->images.sizes[0]; }
  /// The shape of every image.
  [[nodiscard]] Shape shape() const {
    const std::vector<std::uint32_t>& sizes = held_->images.sizes;
    return {static_cast<int>(sizes[2]), static_cast<int>(sizes[1]),
            sizes.size() == 4 ? static_cast<int>(sizes[3]) : 1};
  }
  /// Throws Error for a number that is not below size(), as image() does.
  [[nodiscard]] std::int64_t label(std::size_t index) const {
    detail::check_index("IdxFiles", index, size());
    return held_->labels.values()[index];
  }
  [[nodiscard]] ImageView<const std::uint8_t> image(std::size_t index) const {
    detail::check_index("IdxFiles", index, size());
    const Shape shape = this->shape();
    return {held_->images.values() + index * shape.elements(), shape.width, shape.height, shape.channels};
  }
  [[nodiscard]] ImageView<const std::uint8_t> image(std::size_t index, Image<std::uint8_t>&) const {
    return image(index);
  }

 private:
  struct Held {
    detail::IdxFile images;
    detail::IdxFile labels;
  };
  std::shared_ptr<const Held> held_;
};

VARY_NAMESPACE_END
