// SPDX-License-Identifier: MIT
// ClassFolders: a dataset of image files with one folder for each class.
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

/// The names of the subfolders of a folder, sorted by their bytes.
inline std::vector<std::string> folder_names(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_directory() && !is_hidden(entry.path())) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// True if a folder is a link to one of the `count` folders above it.
inline bool is_cycle(const std::filesystem::path& path, int count) {
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
      if (entry->is_symlink() && is_cycle(path, entry.depth() + 1)) {
        Subject("ClassFolders", path.string()).refuse("is a link to one of its parent folders; remove it");
      }
    } else if (is_image_name(path) && !entry->is_other()) {
      paths.push_back(path);  // also a dangling link, which load() reports
    }
  }
  std::sort(paths.begin(), paths.end(), [](const auto& a, const auto& b) { return a.native() < b.native(); });
  return paths;
}

/// The result of list(folder). Throws Error with the path if the system denies access.
template <class List>
auto list_or_throw(const std::filesystem::path& folder, const List& list) {
  try {
    return list(folder);
  } catch (const std::filesystem::filesystem_error& error) {
    const std::filesystem::path& path = error.path1().empty() ? folder : error.path1();
    Subject("ClassFolders", path.string())
        .refuse("cannot be listed: ", error.code().message(), "; give readable folders");
  }
}

}  // namespace detail

/// Image files in one folder for each class, at any depth: data/train/cat/1.jpg is of class cat. The label of
/// a class is its index in the sorted names of the folders; the images of a class are in the order of their
/// paths. Files with an extension of PNG, JPEG, BMP, TGA, PNM or HDR are used. Other files, files next to the
/// class folders, and hidden ones (.name) are ignored; links are followed. The constructor lists the files;
/// image() reads them.
class ClassFolders {
 public:
  struct Options {
    int channels = 3;  ///< as for load(): 1 to 4, or 0 to keep those of the file
    /// The classes in the order of their labels, so that a test folder has the labels of the training folder
    /// even if a class is missing; if empty, the names of the folders.
    std::vector<std::string> classes{};
  };

  /// Throws Error if `folder` is not a folder or has no class folders, and for a class folder that has no
  /// images or is not in `classes`.
  explicit ClassFolders(const std::filesystem::path& folder) : ClassFolders(folder, Options{}) {}
  ClassFolders(const std::filesystem::path& folder, const Options& options)
      : contents_(std::make_shared<const Contents>(list(folder, options))) {}

  [[nodiscard]] std::size_t size() const { return contents_->paths.size(); }
  /// The names of the classes, by label.
  [[nodiscard]] const std::vector<std::string>& classes() const { return contents_->classes; }
  /// Throws Error unless index < size(), as path() and image() do.
  [[nodiscard]] std::int64_t label(std::size_t index) const {
    detail::check_index("ClassFolders", index, size());
    return contents_->labels[index];
  }
  [[nodiscard]] const std::filesystem::path& path(std::size_t index) const {
    detail::check_index("ClassFolders", index, size());
    return contents_->paths[index];
  }
  /// Throws Error, with the path, if load() does.
  template <Pixel T>
  [[nodiscard]] ImageView<const T> image(std::size_t index, Image<T>& memory) const {
    memory = load<T>(path(index), contents_->channels);
    return memory;
  }

 private:
  struct Contents {
    int channels = 0;
    std::vector<std::string> classes;
    std::vector<std::filesystem::path> paths;
    std::vector<std::int64_t> labels;
  };

  static Contents list(const std::filesystem::path& folder, const Options& options) {
    detail::check_channels(options.channels, "ClassFolders");
    const std::vector<std::string> names = class_names(folder);
    Contents contents;
    contents.channels = options.channels;
    contents.classes = options.classes.empty() ? names : options.classes;
    check_classes(folder, names, contents.classes);
    for (std::size_t label = 0; label < contents.classes.size(); ++label) {
      if (std::binary_search(names.begin(), names.end(), contents.classes[label])) {
        add(folder / contents.classes[label], static_cast<std::int64_t>(label), contents);
      }
    }
    return contents;
  }

  static std::vector<std::string> class_names(const std::filesystem::path& folder) {
    const detail::Subject subject("ClassFolders", folder.string());
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
      subject.refuse("is not a folder; give one that has a subfolder for each class");
    }
    std::vector<std::string> names = detail::list_or_throw(folder, detail::folder_names);
    if (names.empty()) subject.refuse("has no subfolders; give a folder that has one for each class");
    return names;
  }

  static void check_classes(const std::filesystem::path& folder, const std::vector<std::string>& names,
                            const std::vector<std::string>& classes) {
    std::vector<std::string> sorted = classes;
    std::sort(sorted.begin(), sorted.end());
    const auto repeated = std::adjacent_find(sorted.begin(), sorted.end());
    if (repeated != sorted.end()) {
      refuse("ClassFolders", "classes", *repeated, " occurs twice; give each class once");
    }
    for (const std::string& name : names) {
      if (std::binary_search(sorted.begin(), sorted.end(), name)) continue;
      detail::Subject("ClassFolders", (folder / name).string())
          .refuse("is not one of the ", classes.size(), " classes; add it to .classes or remove it");
    }
  }

  static void add(const std::filesystem::path& folder, std::int64_t label, Contents& contents) {
    std::vector<std::filesystem::path> paths = detail::list_or_throw(folder, detail::image_paths);
    if (paths.empty()) {
      detail::Subject("ClassFolders", folder.string())
          .refuse("has no images; add PNG, JPEG, BMP, TGA, PNM or HDR files or remove it");
    }
    contents.labels.insert(contents.labels.end(), paths.size(), label);
    std::move(paths.begin(), paths.end(), std::back_inserter(contents.paths));
  }

  std::shared_ptr<const Contents> contents_;
};

VARY_NAMESPACE_END
