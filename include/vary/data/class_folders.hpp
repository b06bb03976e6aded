// SPDX-License-Identifier: MIT
// ClassFolders: image files in one folder for each class.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "vary/data/dataset.hpp"
#include "vary/io/load.hpp"

VARY_NAMESPACE_BEGIN

namespace detail {

inline bool is_hidden(const std::filesystem::path& path) { return path.filename().string().starts_with('.'); }

/// The names of the folders in a folder, sorted by their bytes.
inline std::vector<std::string> folder_names(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_directory() && !is_hidden(entry.path())) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// True for a folder that is one of the `count` folders above it.
inline bool leads_back(const std::filesystem::path& path, int count) {
  std::filesystem::path above = path;
  for (int i = 0; i < count; ++i) {
    above = above.parent_path();
    if (std::filesystem::equivalent(path, above)) return true;
  }
  return false;
}

/// The paths of the images at any depth below a folder, sorted by their bytes.
inline std::vector<std::filesystem::path> image_paths(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  auto entry = std::filesystem::recursive_directory_iterator(
      folder, std::filesystem::directory_options::follow_directory_symlink);
  for (; entry != end(entry); ++entry) {
    const std::filesystem::path& path = entry->path();
    if (is_hidden(path)) {
      entry.disable_recursion_pending();
    } else if (entry->is_directory()) {
      if (entry->is_symlink() && leads_back(path, entry.depth() + 1)) {
        Subject("ClassFolders", path.string())
            .refuse("is a link back to a folder that it lies in; take it away");
      }
    } else if (is_image_name(path) && !entry->is_other()) {
      paths.push_back(path);  // also a link to nothing, so that load() says that it is one
    }
  }
  std::sort(paths.begin(), paths.end(), [](const auto& a, const auto& b) { return a.native() < b.native(); });
  return paths;
}

/// What list() returns; Error names what the system does not let it look at.
template <class List>
auto listed(const std::filesystem::path& folder, const List& list) {
  try {
    return list(folder);
  } catch (const std::filesystem::filesystem_error& error) {
    const std::filesystem::path& path = error.path1().empty() ? folder : error.path1();
    Subject("ClassFolders", path.string())
        .refuse("cannot be listed: ", error.code().message(), "; give folders that can be read");
  }
}

}  // namespace detail

/// Images in one folder for each class, at any depth below it: data/train/cat/1.jpg is of class cat. The
/// label of a class is its place among the names of the folders, sorted by their bytes; inside of a class the
/// images are in the order of their paths. Read are files with the names of PNG, JPEG, BMP, TGA, PNM and
/// HDR. Other files, those beside the class folders, and what is hidden (.name) are left alone; links are
/// followed. Files are listed once, when this is made, and read when an image is asked for.
class ClassFolders {
 public:
  struct Options {
    int channels = 3;  ///< what load() makes of each image: 1 to 4, or 0 for those of its file
    /// The classes in the order of their labels, so that a test folder has those of the training folder even
    /// where it lacks a class; empty: the names of the folders.
    std::vector<std::string> classes{};
  };

  /// Throws Error for what is no folder, has no class folders, or has one without images or of no class.
  explicit ClassFolders(const std::filesystem::path& folder) : ClassFolders(folder, Options{}) {}
  ClassFolders(const std::filesystem::path& folder, const Options& options)
      : held_(std::make_shared<const Held>(list(folder, options))) {}

  [[nodiscard]] std::size_t size() const { return held_->paths.size(); }
  /// The names of the classes, by label.
  [[nodiscard]] const std::vector<std::string>& classes() const { return held_->classes; }
  /// Throws Error for a number that is not below size(), as path() and image() do.
  [[nodiscard]] std::int64_t label(std::size_t index) const {
    detail::check_index("ClassFolders", index, size());
    return held_->labels[index];
  }
  [[nodiscard]] const std::filesystem::path& path(std::size_t index) const {
    detail::check_index("ClassFolders", index, size());
    return held_->paths[index];
  }
  /// Throws Error, with the path, for a file that load() does not take.
  template <Pixel T>
  [[nodiscard]] ImageView<const T> image(std::size_t index, Image<T>& memory) const {
    memory = load<T>(path(index), held_->channels);
    return memory;
  }

 private:
  struct Held {
    int channels = 0;
    std::vector<std::string> classes;
    std::vector<std::filesystem::path> paths;
    std::vector<std::int64_t> labels;
  };

  static Held list(const std::filesystem::path& folder, const Options& options) {
    detail::check_channels(options.channels, "ClassFolders");
    const std::vector<std::string> names = class_names(folder);
    Held held;
    held.channels = options.channels;
    held.classes = options.classes.empty() ? names : options.classes;
    check_classes(folder, names, held.classes);
    for (std::size_t label = 0; label < held.classes.size(); ++label) {
      if (std::binary_search(names.begin(), names.end(), held.classes[label])) {
        add(folder / held.classes[label], static_cast<std::int64_t>(label), held);
      }
    }
    return held;
  }

  static std::vector<std::string> class_names(const std::filesystem::path& folder) {
    const detail::Subject subject("ClassFolders", folder.string());
    std::error_code absent;
    if (!std::filesystem::is_directory(folder, absent)) {
      subject.refuse("is no folder; give one that has a folder for each class");
    }
    std::vector<std::string> names = detail::listed(folder, detail::folder_names);
    if (names.empty()) subject.refuse("has no folders; give one that has a folder for each class");
    return names;
  }

  static void check_classes(const std::filesystem::path& folder, const std::vector<std::string>& names,
                            const std::vector<std::string>& classes) {
    std::vector<std::string> sorted = classes;
    std::sort(sorted.begin(), sorted.end());
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end()) {
      refuse("ClassFolders", "classes", *twice, " is there twice; give each class once");
    }
    for (const std::string& name : names) {
      if (std::binary_search(sorted.begin(), sorted.end(), name)) continue;
      detail::Subject("ClassFolders", (folder / name).string())
          .refuse("is none of the ", classes.size(), " classes; add it to .classes, or take it away");
    }
  }

  static void add(const std::filesystem::path& folder, std::int64_t label, Held& held) {
    std::vector<std::filesystem::path> paths = detail::listed(folder, detail::image_paths);
    if (paths.empty()) {
      detail::Subject("ClassFolders", folder.string())
          .refuse("has no images; give it PNG, JPEG, BMP, TGA, PNM or HDR files, or take it away");
    }
    held.labels.insert(held.labels.end(), paths.size(), label);
    std::move(paths.begin(), paths.end(), std::back_inserter(held.paths));
  }

  std::shared_ptr<const Held> held_;
};

VARY_NAMESPACE_END
