// SPDX-License-Identifier: MIT
#include "dataset.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vary/io.hpp>
#include <vary/vary.hpp>

namespace fs = std::filesystem;

namespace {

/// FNV-1a, reduced to 53 bits, which every JSON reader represents exactly.
std::uint64_t hash_of(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash >> 11;
}

std::string folder_of(const std::string& name) { return name.substr(0, name.rfind('/') + 1); }

/// Every class (a folder with images) gets as many images as the largest one. If that is not a multiple of
/// the number of images in a class, the first ones get one more copy.
void balance(std::vector<Source>& sources, const Options& options) {
  std::map<std::string, std::vector<Source*>> classes;
  for (Source& source : sources) classes[folder_of(source.name)].push_back(&source);
  std::size_t largest = 0;
  for (const auto& [folder, members] : classes) largest = std::max(largest, members.size());
  const std::size_t kept = options.keep_originals ? 1 : 0;
  const std::size_t target = largest * (static_cast<std::size_t>(options.copies) + kept);
  for (auto& [folder, members] : classes) {
    const std::size_t copies = target - kept * members.size();
    for (std::size_t i = 0; i < members.size(); ++i) {
      members[i]->copies = static_cast<int>(copies / members.size() + (i < copies % members.size() ? 1 : 0));
    }
  }
}

/// With --keep-originals, a_00.jpg may be an input image and also the first copy of a.jpg.
void refuse_clashes(const std::vector<Source>& sources) {
  std::set<std::string> names;
  for (const Source& source : sources) names.insert(source.name);
  for (const Source& source : sources) {
    for (int i = 0; i < source.copies; ++i) {
      const std::string copy = copy_name(source, i);
      if (names.count(copy) != 0) {
        vary::refuse("expand", "--keep-originals", copy, " is both an image and the name of a copy of ",
                     source.name, "; rename the image, or omit the option");
      }
    }
  }
}

}  // namespace

Dataset list_dataset(const Options& options) {
  if (!fs::is_directory(options.input)) {
    vary::refuse("expand", "--input", options.input.string(), " is not a folder; give a folder with images");
  }
  Dataset dataset;
  for (auto entry = fs::recursive_directory_iterator(options.input); entry != fs::end(entry); ++entry) {
    if (entry->path().filename().string().starts_with('.')) {  // hidden
      entry.disable_recursion_pending();
    } else if (!entry->is_regular_file()) {
      continue;
    } else if (vary::is_image_name(entry->path())) {
      const std::string name = entry->path().lexically_relative(options.input).generic_string();
      dataset.sources.push_back({name, hash_of(name), options.copies});
    } else {
      ++dataset.ignored;
    }
  }
  if (dataset.sources.empty()) {
    vary::refuse("expand", "--input", options.input.string(),
                 " has no images; give a folder with PNG, JPEG, BMP, TGA or PNM files");
  }
  std::sort(dataset.sources.begin(), dataset.sources.end(),
            [](const Source& a, const Source& b) { return a.name < b.name; });
  if (options.balance) balance(dataset.sources, options);
  if (options.keep_originals) refuse_clashes(dataset.sources);
  return dataset;
}

std::string copy_name(const Source& source, int number) {
  const fs::path path(source.name);
  const std::string digits = std::to_string(number);
  return folder_of(source.name) + path.stem().string() + (number < 10 ? "_0" : "_") + digits +
         path.extension().string();
}

bool is_within(const fs::path& path, const fs::path& folder) {
  const fs::path inner = fs::weakly_canonical(path);
  const fs::path outer = fs::weakly_canonical(folder);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

void refuse_overlap(const fs::path& input, const fs::path& output, const char* option) {
  if (is_within(input, output) || is_within(output, input)) {
    vary::refuse("expand", option, output.string(), " and the input ", input.string(),
                 " overlap: copies would become input images; give a folder outside");
  }
}
