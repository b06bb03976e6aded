// SPDX-License-Identifier: MIT
#include "output.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vary/vary.hpp>

namespace fs = std::filesystem;

namespace {

constexpr const char* state_file = ".expand.json";

[[noreturn]] void refuse_errno(const fs::path& path, const char* what) {
  vary::refuse("expand", "", path.string(), what, std::strerror(errno));
}

}  // namespace

OutputFolder::OutputFolder(fs::path path, const std::string& settings,
                           const std::vector<std::string>& planned)
    : path_(std::move(path)) {
  std::error_code failure;
  fs::create_directories(path_, failure);
  if (failure) vary::refuse("expand", "--output", path_.string(), " cannot be created: ", failure.message());
  const fs::path state = path_ / state_file;
  lock_ = open(state.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) refuse_errno(state, " cannot be written: ");
  try {
    start(settings, planned);
  } catch (...) {
    close(lock_);
    throw;
  }
}

OutputFolder::~OutputFolder() { close(lock_); }

void OutputFolder::start(const std::string& settings, const std::vector<std::string>& planned) const {
  if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    vary::refuse("expand", "--output", path_.string(), " is in use by another expand; wait until it ends");
  }
  const fs::path state = path_ / state_file;
  std::array<char, 4096> text;
  const ssize_t length = read(lock_, text.data(), text.size());
  if (length < 0) refuse_errno(state, " cannot be read: ");
  const std::string previous(text.data(), static_cast<std::size_t>(length));
  if (previous == settings) return remove_temporary_files(planned);
  if (!settings.starts_with(
          previous)) {  // not an incomplete line of a run that was killed before its first copy
    vary::refuse("expand", "--output", path_.string(), " has copies made with other options: ", previous,
                 "give the same options, or another folder");
  }
  for (const std::string& name : planned) {
    if (!fs::exists(fs::symlink_status(path_ / name))) continue;
    if (previous.empty()) fs::remove(state);
    vary::refuse("expand", "--output", (path_ / name).string(),
                 " already exists and was not made by expand; move it, or give another folder");
  }
  if (pwrite(lock_, settings.data(), settings.size(), 0) != static_cast<ssize_t>(settings.size())) {
    refuse_errno(state, " cannot be written: ");
  }
}

/// Temporary files of a run that was killed, such as cat/a_00.jpg.0.part.
void OutputFolder::remove_temporary_files(const std::vector<std::string>& planned) const {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path_)) {
    if (entry.path().extension() != ".part") continue;
    const std::string name = entry.path().lexically_relative(path_).replace_extension().generic_string();
    const std::size_t dot = name.find_last_not_of("0123456789");
    if (dot == std::string::npos || name[dot] != '.') continue;
    if (std::binary_search(planned.begin(), planned.end(), name.substr(0, dot)))
      files.push_back(entry.path());
  }
  for (const fs::path& file : files) fs::remove(file);
}
