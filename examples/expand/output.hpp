// SPDX-License-Identifier: MIT
// The output folder: files are created atomically, and files of other programs are not modified.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// The folder, locked by this process for the lifetime of the object. A state file in it stores the settings,
/// so that copies made with different settings are never mixed.
class OutputFolder {
 public:
  /// Creates the folder, or continues one that has the same `settings`, a line of JSON. Throws vary::Error
  /// for a folder with other settings, for one that another process has locked, and if one of the `planned`
  /// files (sorted) exists in a folder without a state file.
  OutputFolder(std::filesystem::path path, const std::string& settings,
               const std::vector<std::string>& planned);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  void start(const std::string& settings, const std::vector<std::string>& planned) const;
  void remove_temporary_files(const std::vector<std::string>& planned) const;

  std::filesystem::path path_;
  int lock_ = -1;
};
