// SPDX-License-Identifier: MIT
#include "vary/data/class_folders.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "io/files.hpp"
#include "support/catch.hpp"
#include "support/images.hpp"
#include "threads.hpp"
#include "vary/io/save.hpp"

namespace fs = std::filesystem;
using vary::ClassFolders;
using vary::Image;

static_assert(vary::Dataset<ClassFolders, std::uint8_t>);
static_assert(vary::Dataset<ClassFolders, std::uint16_t>);
static_assert(vary::Dataset<ClassFolders, float>);

namespace {

using Names = std::vector<std::string>;

void put(const fs::path& path, std::uint64_t seed = 1, int channels = 3) {
  fs::create_directories(path.parent_path());
  vary::save(path, tests::noise_image<std::uint8_t>(5, 4, channels, seed));
}

void put_text(const fs::path& path) {
  fs::create_directories(path.parent_path());
  tests::write(path, tests::bytes("text"));
}

/// The paths of the images, relative to a folder.
Names paths_of(const ClassFolders& dataset, const fs::path& folder) {
  Names names;
  for (std::size_t i = 0; i < dataset.size(); ++i) {
    names.push_back(dataset.path(i).lexically_relative(folder).generic_string());
  }
  return names;
}

}  // namespace

TEST_CASE("Labels follow the order of folder names, images the order of paths", "[data]") {
  const tests::Folder folder;
  for (const char* name : {"dog/b.png", "dog/a/2.png", "dog/a.png", "dog/a-1.png", "Zebra/1.png",
                           "cat/10.png", "cat/9.png", "cat/deep/er/x.png"}) {
    put(folder / name);
  }
  const ClassFolders dataset(folder / "");
  REQUIRE(dataset.classes() == Names{"Zebra", "cat", "dog"});
  REQUIRE(paths_of(dataset, folder / "") == Names{"Zebra/1.png", "cat/10.png", "cat/9.png",
                                                  "cat/deep/er/x.png", "dog/a-1.png", "dog/a.png",
                                                  "dog/a/2.png", "dog/b.png"});
  const std::vector<std::int64_t> labels{0, 1, 1, 1, 2, 2, 2, 2};
  for (std::size_t i = 0; i < labels.size(); ++i) REQUIRE(dataset.label(i) == labels[i]);
}

TEST_CASE("Hidden files, other files, and files next to the class folders are ignored", "[data]") {
  const tests::Folder folder;
  for (const char* name : {"a/1.png", "a/.2.png", "a/.cache/3.png", ".git/4.png", "beside.png"}) {
    put(folder / name);
  }
  for (const char* name : {"README.md", "a/notes.txt", "a/png", "a/5.png.part", "a/6.webp", "a/7.pam"}) {
    put_text(folder / name);
  }
  fs::create_directory(folder / "a/folder.png");
  REQUIRE(paths_of(ClassFolders(folder / ""), folder / "") == Names{"a/1.png"});
}

TEST_CASE("All image extensions are recognised, in any case", "[data]") {
  const tests::Folder folder;
  const Names names{"a/1.png", "a/2.JPG", "a/3.jpeg", "a/4.Bmp", "a/5.tga",
                    "a/6.ppm", "a/7.pgm", "a/8.pnm",  "a/9.hdr"};
  for (const std::string& name : names) put_text(folder / name);
  REQUIRE(paths_of(ClassFolders(folder / ""), folder / "") == names);
}

TEST_CASE("Images have three channels, or the requested number", "[data]") {
  const tests::Folder folder;
  put(folder / "a/1.png", 1, 1);
  put(folder / "a/2.png", 2, 4);
  Image<std::uint8_t> bytes;
  const ClassFolders rgb(folder / "");
  for (std::size_t i = 0; i < 2; ++i) {
    const auto image = rgb.image(i, bytes);
    REQUIRE(image.data() == bytes.data());
    REQUIRE(tests::same_bits<std::uint8_t>(image, vary::load<std::uint8_t>(rgb.path(i), 3).view()));
  }
  const ClassFolders as_they_are(folder / "", {.channels = 0});
  REQUIRE(as_they_are.image(0, bytes).channels() == 1);
  REQUIRE(as_they_are.image(1, bytes).channels() == 4);
  Image<float> floats;
  const auto grey = ClassFolders(folder / "", {.channels = 1}).image(1, floats);
  REQUIRE(tests::same_bits<float>(grey, vary::load<float>(rgb.path(1), 1).view()));
}

TEST_CASE("Given classes keep their labels if a folder is missing", "[data]") {
  const tests::Folder folder;
  put(folder / "cat/1.png");
  put(folder / "ant/1.png");
  const ClassFolders dataset(folder / "", {.classes = {"dog", "cat", "bee", "ant"}});
  REQUIRE(dataset.classes() == Names{"dog", "cat", "bee", "ant"});
  REQUIRE(paths_of(dataset, folder / "") == Names{"cat/1.png", "ant/1.png"});
  REQUIRE(dataset.label(0) == 1);
  REQUIRE(dataset.label(1) == 3);
}

TEST_CASE("Links to folders and files are followed", "[data]") {
  const tests::Folder folder;
  put(folder / "images/1.png", 3);
  fs::create_directories(folder / "set/a");
  fs::create_directory_symlink(folder / "images", folder / "set/b");
  fs::create_directory_symlink(folder / "images", folder / "set/a/more");
  fs::create_symlink(folder / "images/1.png", folder / "set/a/link.png");
  const ClassFolders dataset(folder / "set");
  REQUIRE(paths_of(dataset, folder / "set") == Names{"a/link.png", "a/more/1.png", "b/1.png"});
  REQUIRE(tests::same_for_threads<std::uint8_t>(dataset));
}

TEST_CASE("A folder without class folders throws", "[data]") {
  const tests::Folder folder;
  const std::string name = (folder / "set").string();
  REQUIRE_THROWS_WITH(
      ClassFolders(folder / "set"),
      "ClassFolders: " + name + ": is not a folder; give one that has a subfolder for each class");
  put_text(folder / "file");
  REQUIRE_THROWS_WITH(ClassFolders(folder / "file"), ContainsSubstring("file: is not a folder"));
  put(folder / "set/beside.png");
  put(folder / "set/.hidden/1.png");
  REQUIRE_THROWS_WITH(
      ClassFolders(folder / "set"),
      "ClassFolders: " + name + ": has no subfolders; give a folder that has one for each class");
}

TEST_CASE("A class without images throws", "[data]") {
  const tests::Folder folder;
  put(folder / "a/1.png");
  put_text(folder / "b/notes.txt");
  const std::string error = "ClassFolders: " + (folder / "b").string() +
                            ": has no images; add PNG, JPEG, BMP, TGA, PNM or HDR files or remove it";
  REQUIRE_THROWS_WITH(ClassFolders(folder / ""), error);
  REQUIRE_THROWS_WITH(ClassFolders(folder / "", {.classes = {"a", "b"}}), error);
}

TEST_CASE("Folders that do not agree with the classes throw", "[data]") {
  const tests::Folder folder;
  put(folder / "cat/1.png");
  put(folder / "dgo/1.png");
  REQUIRE_THROWS_WITH(ClassFolders(folder / "", {.classes = {"dog", "cat"}}),
                      "ClassFolders: " + (folder / "dgo").string() +
                          ": is not one of the 2 classes; add it to .classes or remove it");
  REQUIRE_THROWS_WITH(ClassFolders(folder / "", {.classes = {"dgo", "cat", "dgo"}}),
                      "ClassFolders.classes: dgo occurs twice; give each class once");
  REQUIRE_THROWS_WITH(
      ClassFolders(folder / "", {.channels = 5}),
      "ClassFolders.channels: 5 is out of range; give 1 to 4, or 0 to keep those of the file");
}

TEST_CASE("Cyclic links throw", "[data]") {
  const tests::Folder folder;
  put(folder / "a/b/1.png");
  fs::create_directory_symlink("../../a", folder / "a/b/again");
  REQUIRE_THROWS_WITH(ClassFolders(folder / ""), "ClassFolders: " + (folder / "a/b/again").string() +
                                                     ": is a link to one of its parent folders; remove it");
  fs::remove(folder / "a/b/again");
  fs::create_directory_symlink("../..", folder / "a/b/all");  // detected at the second level
  REQUIRE_THROWS_WITH(ClassFolders(folder / ""),
                      ContainsSubstring("all/a/b/all: is a link to one of its parent folders"));
  fs::remove(folder / "a/b/all");
  fs::create_symlink("itself.png", folder / "a/b/itself.png");
  REQUIRE_THROWS_WITH(ClassFolders(folder / ""),
                      "ClassFolders: " + (folder / "a/b/itself.png").string() +
                          ": cannot be listed: Too many levels of symbolic links; give readable folders");
}

TEST_CASE("An image that is damaged or missing throws with its path or index", "[data]") {
  const tests::Folder folder;
  put(folder / "a/1.png");
  put_text(folder / "a/2.png");
  fs::create_symlink("nowhere", folder / "a/3.png");
  const ClassFolders dataset(folder / "");
  Image<std::uint8_t> memory;
  REQUIRE_NOTHROW(dataset.image(0, memory));
  REQUIRE_THROWS_WITH(dataset.image(1, memory), ContainsSubstring("load: " + (folder / "a/2.png").string()));
  REQUIRE_THROWS_WITH(dataset.image(2, memory), ContainsSubstring("a/3.png: cannot be opened"));
  const std::string error = "ClassFolders.index: 3 is out of range for 3 images; give a smaller one";
  REQUIRE_THROWS_WITH(dataset.image(3, memory), error);
  REQUIRE_THROWS_WITH(dataset.label(3), error);
  REQUIRE_THROWS_WITH(dataset.path(3), error);
}

TEST_CASE("The classes of CIFAR-10 are those of its folders", "[data]") {
  const fs::path folder = fs::path(__FILE__).parent_path() / "../../../shared/data/cifar10";
  if (!fs::is_directory(folder)) return;  // the data is not part of the repository
  const ClassFolders train(folder / "train");
  REQUIRE(train.classes() ==
          Names{"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"});
  REQUIRE(train.size() == 1000);
  REQUIRE(train.label(0) == 0);
  REQUIRE(train.label(999) == 9);
  Image<std::uint8_t> memory;
  for (std::size_t i = 0; i < train.size(); i += 37) {
    REQUIRE(train.path(i).parent_path().filename() ==
            train.classes()[static_cast<std::size_t>(train.label(i))]);
    REQUIRE(train.image(i, memory).shape() == vary::Shape{32, 32, 3});
  }
}
