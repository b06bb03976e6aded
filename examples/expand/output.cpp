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

[[noreturn]] void refuse_file(const fs::path& path, const char* what) {
  vary::refuse("expand", "", path.string(), what, std::strerror(errno));
}

}  // namespace

OutputFolder::OutputFolder(fs::path path, const std::string& making, const std::vector<std::string>& planned)
    : path_(std::move(path)) {
  std::error_code failure;
  fs::create_directories(path_, failure);
  if (failure) vary::refuse("expand", "--output", path_.string(), " cannot be made: ", failure.message());
  const fs::path state = path_ / state_file;
  lock_ = open(state.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) refuse_file(state, " cannot be written: ");
  try {
    begin(making, planned);
  } catch (...) {
    close(lock_);
    throw;
  }
}

OutputFolder::~OutputFolder() { close(lock_); }

void OutputFolder::begin(const std::string& making, const std::vector<std::string>& planned) const {
  if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    vary::refuse("expand", "--output", path_.string(),
                 " is being written by another expand; wait for its end");
  }
  const fs::path state = path_ / state_file;
  std::array<char, 4096> text;
  const ssize_t length = read(lock_, text.data(), text.size());
  if (length < 0) refuse_file(state, " cannot be read: ");
  const std::string before(text.data(), static_cast<std::size_t>(length));
  if (before == making) return remove_parts(planned);
  if (!making.starts_with(before)) {  // a part of the line: killed before any copy was made
    vary::refuse("expand", "--output", path_.string(), " holds copies made with other options: ", before,
                 "give those again, or another folder");
  }
  for (const std::string& name : planned) {
    if (!fs::exists(fs::symlink_status(path_ / name))) continue;
    if (before.empty()) fs::remove(state);
    vary::refuse("expand", "--output", (path_ / name).string(),
                 " is there already and was not made by expand; move it away, or give another folder");
  }
  if (pwrite(lock_, making.data(), making.size(), 0) != static_cast<ssize_t>(making.size())) {
    refuse_file(state, " cannot be written: ");
  }
}

/// What a killed run was writing: cat/a_00.jpg.0.part.
void OutputFolder::remove_parts(const std::vector<std::string>& planned) const {
  std::vector<fs::path> parts;
  for (const auto& entry : fs::recursive_directory_iterator(path_)) {
    if (entry.path().extension() != ".part") continue;
    const std::string name = entry.path().lexically_relative(path_).replace_extension().generic_string();
    const std::size_t dot = name.find_last_not_of("0123456789");
    if (dot == std::string::npos || name[dot] != '.') continue;
    if (std::binary_search(planned.begin(), planned.end(), name.substr(0, dot)))
      parts.push_back(entry.path());
  }
  for (const fs::path& part : parts) fs::remove(part);
}
