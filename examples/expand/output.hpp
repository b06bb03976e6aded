// SPDX-License-Identifier: MIT
// The output folder: files appear in it whole or not at all, and nobody else's are touched.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// The folder, held by this process alone for as long as the object lives. A file in it says how its copies
/// are made, so that copies of another making are not mixed with ours.
class OutputFolder {
 public:
  /// Makes the folder, or goes on with one that was begun with the same `making`, a line of JSON. Throws
  /// vary::Error for a folder of another making, for one that another process is writing, and where one of
  /// the `planned` files, which are sorted, is somebody else's.
  OutputFolder(std::filesystem::path path, const std::string& making,
               const std::vector<std::string>& planned);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  void begin(const std::string& making, const std::vector<std::string>& planned) const;
  void remove_parts(const std::vector<std::string>& planned) const;

  std::filesystem::path path_;
  int lock_ = -1;
};
