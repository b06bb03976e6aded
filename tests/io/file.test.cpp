// SPDX-License-Identifier: MIT
#include "vary/io/file.hpp"

#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "files.hpp"
#include "support/catch.hpp"

using vary::detail::read_file;
using vary::detail::Subject;
using vary::detail::write_file;

namespace {

/// Simulates a full disk: during its lifetime files cannot exceed `size`.
class FullDisk {
 public:
  explicit FullDisk(rlim_t size) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = size;
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

}  // namespace

TEST_CASE("A file of any size is read as it was written", "[io]") {
  const tests::Folder folder;
  const auto path = folder / "data";
  for (const std::size_t size : {0U, 1U, 65535U, 65536U, 65537U, 200000U}) {
    tests::Bytes content(size);
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<std::byte>(i * 7 + i / 251);
    write_file(path, content, {"save", "data"});
    REQUIRE(read_file(path, {"load", "data"}) == content);
    REQUIRE(folder.files() == 1);
  }
}

TEST_CASE("A file that cannot be opened or read throws with the message of the system", "[io]") {
  const tests::Folder folder;
  REQUIRE_THROWS_WITH(read_file(folder / "none", {"load", "none"}),
                      "load: none: cannot be opened: No such file or directory; "
                      "give the path of an image file");
  REQUIRE_THROWS_WITH(read_file(folder / "", {"load", "folder"}),
                      "load: folder: cannot be read: Is a directory; give the path of an image file");
  REQUIRE_THROWS_WITH(read_file("", {"load", ""}), ContainsSubstring("No such file"));
}

TEST_CASE("A file that cannot be created throws and leaves no temporary file", "[io]") {
  const tests::Folder folder;
  tests::write(folder / "file", tests::bytes("x"));
  const tests::Bytes content(10);
  REQUIRE_THROWS_WITH(write_file(folder / "none/data", content, {"save", "none/data"}),
                      "save: none/data: cannot be created: No such file or directory; "
                      "give a path in a writable folder");
  REQUIRE_THROWS_WITH(write_file(folder / "file/data", content, {"save", "data"}),
                      ContainsSubstring("Not a directory"));
  std::filesystem::create_directory(folder / "taken");
  tests::write(folder / "taken/file", content);
  REQUIRE_THROWS_WITH(write_file(folder / "taken", content, {"save", "taken"}),
                      ContainsSubstring("cannot be written: "));
  REQUIRE(folder.files() == 2);
  if (::geteuid() == 0) return;  // root may write to any folder
  std::filesystem::create_directory(folder / "locked");
  std::filesystem::permissions(folder / "locked", std::filesystem::perms::owner_read);
  REQUIRE_THROWS_WITH(write_file(folder / "locked/data", content, {"save", "data"}),
                      ContainsSubstring("Permission denied"));
  std::filesystem::permissions(folder / "locked", std::filesystem::perms::owner_all);
}

TEST_CASE("On a full disk the file is unchanged and no temporary file is left", "[io]") {
  const tests::Folder folder;
  const tests::Bytes before = tests::bytes("as it was");
  tests::write(folder / "data", before);
  // Few bytes are buffered until the file is closed; many are written immediately.
  for (const std::size_t size : {2000U, 2000000U}) {
    const FullDisk disk(1000);
    REQUIRE_THROWS_WITH(write_file(folder / "data", tests::Bytes(size), {"save", "data"}),
                        "save: data: cannot be written: File too large; an existing file is unchanged");
  }
  REQUIRE(tests::read(folder / "data") == before);
  REQUIRE(folder.files() == 1);
}

TEST_CASE("A temporary file from a crash does not prevent writing", "[io]") {
  const tests::Folder folder;
  tests::write(folder / "data.0.part", tests::bytes("half"));
  write_file(folder / "data", tests::bytes("whole"), {"save", "data"});
  REQUIRE(tests::read(folder / "data") == tests::bytes("whole"));
  REQUIRE(tests::read(folder / "data.0.part") == tests::bytes("half"));
  REQUIRE(folder.files() == 2);
}

TEST_CASE("Concurrent writes of a file leave the content of one of them", "[io]") {
  const tests::Folder folder;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&folder, i] {
      const tests::Bytes content(100000, static_cast<std::byte>(i));
      for (int times = 0; times < 20; ++times) write_file(folder / "data", content, {"save", "data"});
    });
  }
  for (std::thread& thread : threads) thread.join();
  const tests::Bytes content = tests::read(folder / "data");
  REQUIRE(content == tests::Bytes(100000, content.at(0)));
  REQUIRE(folder.files() == 1);
}
