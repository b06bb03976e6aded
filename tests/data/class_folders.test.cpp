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

/// The paths of the images below a folder.
Names paths_of(const ClassFolders& dataset, const fs::path& folder) {
  Names names;
  for (std::size_t i = 0; i < dataset.size(); ++i) {
    names.push_back(dataset.path(i).lexically_relative(folder).generic_string());
  }
  return names;
}

}  // namespace

TEST_CASE("Class folders are labelled in the order of their names, their images in that of their paths",
          "[data]") {
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

TEST_CASE("What is hidden, no image by its name, or beside the class folders is left alone", "[data]") {
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

TEST_CASE("All names of images are known, in capitals too", "[data]") {
  const tests::Folder folder;
  const Names names{"a/1.png", "a/2.JPG", "a/3.jpeg", "a/4.Bmp", "a/5.tga",
                    "a/6.ppm", "a/7.pgm", "a/8.pnm",  "a/9.hdr"};
  for (const std::string& name : names) put_text(folder / name);
  REQUIRE(paths_of(ClassFolders(folder / ""), folder / "") == names);
}

TEST_CASE("Images come with three channels, or as many as one asks for", "[data]") {
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

TEST_CASE("Classes that are given keep their labels where a folder is missing", "[data]") {
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

TEST_CASE("Folders without classes are refused", "[data]") {
  const tests::Folder folder;
  const std::string name = (folder / "set").string();
  REQUIRE_THROWS_WITH(ClassFolders(folder / "set"),
                      "ClassFolders: " + name + ": is no folder; give one that has a folder for each class");
  put_text(folder / "file");
  REQUIRE_THROWS_WITH(ClassFolders(folder / "file"), ContainsSubstring("file: is no folder"));
  put(folder / "set/beside.png");
  put(folder / "set/.hidden/1.png");
  REQUIRE_THROWS_WITH(
      ClassFolders(folder / "set"),
      "ClassFolders: " + name + ": has no folders; give one that has a folder for each class");
}

TEST_CASE("A class without images is refused", "[data]") {
  const tests::Folder folder;
  put(folder / "a/1.png");
  put_text(folder / "b/notes.txt");
  const std::string error =
      "ClassFolders: " + (folder / "b").string() +
      ": has no images; give it PNG, JPEG, BMP, TGA, PNM or HDR files, or take it away";
  REQUIRE_THROWS_WITH(ClassFolders(folder / ""), error);
  REQUIRE_THROWS_WITH(ClassFolders(folder / "", {.classes = {"a", "b"}}), error);
}

TEST_CASE("Folders and classes that do not fit are refused", "[data]") {
  const tests::Folder folder;
  put(folder / "cat/1.png");
  put(folder / "dgo/1.png");
  REQUIRE_THROWS_WITH(ClassFolders(folder / "", {.classes = {"dog", "cat"}}),
                      "ClassFolders: " + (folder / "dgo").string() +
                          ": is none of the 2 classes; add it to .classes, or take it away");
  REQUIRE_THROWS_WITH(ClassFolders(folder / "", {.classes = {"dgo", "cat", "dgo"}}),
                      "ClassFolders.classes: dgo is there twice; give each class once");
  REQUIRE_THROWS_WITH(ClassFolders(folder / "", {.channels = 5}),
                      "ClassFolders.channels: 5 is not possible; give 1 to 4, or 0 for those of the file");
}

TEST_CASE("Links that lead nowhere else are refused", "[data]") {
  const tests::Folder folder;
  put(folder / "a/b/1.png");
  fs::create_directory_symlink("../../a", folder / "a/b/again");
  REQUIRE_THROWS_WITH(ClassFolders(folder / ""),
                      "ClassFolders: " + (folder / "a/b/again").string() +
                          ": is a link back to a folder that it lies in; take it away");
  fs::remove(folder / "a/b/again");
  fs::create_directory_symlink("../..", folder / "a/b/all");  // noticed where it is met again
  REQUIRE_THROWS_WITH(ClassFolders(folder / ""), ContainsSubstring("all/a/b/all: is a link back"));
  fs::remove(folder / "a/b/all");
  fs::create_symlink("itself.png", folder / "a/b/itself.png");
  REQUIRE_THROWS_WITH(
      ClassFolders(folder / ""),
      "ClassFolders: " + (folder / "a/b/itself.png").string() +
          ": cannot be listed: Too many levels of symbolic links; give folders that can be read");
}

TEST_CASE("An image that is damaged, gone or not there is refused by its name or number", "[data]") {
  const tests::Folder folder;
  put(folder / "a/1.png");
  put_text(folder / "a/2.png");
  fs::create_symlink("nowhere", folder / "a/3.png");
  const ClassFolders dataset(folder / "");
  Image<std::uint8_t> memory;
  REQUIRE_NOTHROW(dataset.image(0, memory));
  REQUIRE_THROWS_WITH(dataset.image(1, memory),
                      ContainsSubstring("load: " + (folder / "a/2.png").string()));
  REQUIRE_THROWS_WITH(dataset.image(2, memory), ContainsSubstring("a/3.png: cannot be opened"));
  const std::string error = "ClassFolders.index: 3 is not one of 3 images; give less";
  REQUIRE_THROWS_WITH(dataset.image(3, memory), error);
  REQUIRE_THROWS_WITH(dataset.label(3), error);
  REQUIRE_THROWS_WITH(dataset.path(3), error);
}

TEST_CASE("The classes of CIFAR-10 are found in its folders", "[data]") {
  const fs::path folder = fs::path(__FILE__).parent_path() / "../../../shared/data/cifar10";
  if (!fs::is_directory(folder)) return;  // the project has no data of its own
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
