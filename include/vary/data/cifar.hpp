// SPDX-License-Identifier: MIT
// CifarFiles: a dataset of the binary versions of CIFAR-10 and CIFAR-100.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "vary/data/binary.hpp"
#include "vary/data/dataset.hpp"

VARY_NAMESPACE_BEGIN

/// The images of binary CIFAR files in order: 32x32 RGB. The constructor reads the files. A record is a label
/// (CIFAR-10), or a coarse and a fine label of which the fine one is used (CIFAR-100), followed by the planes
/// of red, green and blue.
class CifarFiles {
 public:
  struct Options {
    int labels = 1;  ///< bytes before the pixels of each image: 1 for CIFAR-10, 2 for CIFAR-100
  };

  /// Throws Error, with the path and the offset in the file, for a file that cannot be read, is compressed,
  /// empty or truncated, or has a label out of range.
  explicit CifarFiles(const std::vector<std::filesystem::path>& paths) : CifarFiles(paths, Options{}) {}
  CifarFiles(const std::vector<std::filesystem::path>& paths, const Options& options)
      : contents_(std::make_shared<const Contents>(read(paths, options))) {}

  [[nodiscard]] std::size_t size() const { return contents_->records.size() / record(contents_->labels); }
  /// The shape of every image.
  [[nodiscard]] static constexpr Shape shape() { return {32, 32, 3}; }
  /// Throws Error unless index < size(), as image() does.
  [[nodiscard]] std::int64_t label(std::size_t index) const { return pixels(index)[-1]; }
  [[nodiscard]] ImageView<const std::uint8_t> image(std::size_t index, Image<std::uint8_t>& memory) const {
    const std::uint8_t* plane = pixels(index);
    memory.resize(shape());
    for (std::size_t c = 0; c < 3; ++c, plane += plane_size) {
      for (std::size_t i = 0; i < plane_size; ++i) memory.data()[3 * i + c] = plane[i];
    }
    return memory;
  }

 private:
  static constexpr std::size_t plane_size = std::size_t{32} * 32;

  struct Contents {
    std::size_t labels = 1;
    detail::Bytes records;
  };

  static constexpr std::size_t record(std::size_t labels) { return labels + 3 * plane_size; }

  /// The first pixel of an image, after its label.
  [[nodiscard]] const std::uint8_t* pixels(std::size_t index) const {
    detail::check_index("CifarFiles", index, size());
    const auto* records = reinterpret_cast<const std::uint8_t*>(contents_->records.data());
    return records + index * record(contents_->labels) + contents_->labels;
  }

  static Contents read(const std::vector<std::filesystem::path>& paths, const Options& options) {
    if (options.labels != 1 && options.labels != 2) {
      refuse("CifarFiles", "labels", options.labels,
             " is out of range; give 1 for CIFAR-10, 2 for CIFAR-100");
    }
    if (paths.empty()) refuse("CifarFiles", "paths", "is empty; give the path of at least one file");
    Contents contents;
    contents.labels = static_cast<std::size_t>(options.labels);
    for (const std::filesystem::path& path : paths) {
      const detail::Subject subject("CifarFiles", path.string());
      const detail::Bytes bytes = detail::read_binary(path, subject, "a file of the binary version");
      check(bytes, contents.labels, subject);
      contents.records.insert(contents.records.end(), bytes.begin(), bytes.end());
    }
    return contents;
  }

  static void check(const detail::Bytes& bytes, std::size_t labels, const detail::Subject& subject) {
    if (bytes.empty()) subject.refuse_at(0, "the file is empty; give the complete file");
    const std::size_t rest = bytes.size() % record(labels);
    if (rest != 0) {
      subject.refuse_at(bytes.size() - rest, "the last record has ", rest, " of ", record(labels),
                        " bytes; give the complete file of the binary version");
    }
    for (std::size_t offset = 0; offset < bytes.size(); offset += record(labels)) {
      if (labels == 2) check_label(bytes, offset, 19, subject);
      check_label(bytes, offset + labels - 1, labels == 2 ? 99 : 9, subject);
    }
  }

  static void check_label(const detail::Bytes& bytes, std::size_t offset, unsigned most,
                          const detail::Subject& subject) {
    const unsigned label = detail::number_at(bytes, offset, 1);
    if (label <= most) return;
    subject.refuse_at(offset, "has the label ", label, ", above ", most,
                      "; give an intact file, and .labels = 1 for CIFAR-10, 2 for CIFAR-100");
  }

  std::shared_ptr<const Contents> contents_;
};

VARY_NAMESPACE_END
