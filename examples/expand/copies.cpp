// SPDX-License-Identifier: MIT
#include "copies.hpp"

#include <cctype>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <variant>
#include <vary/io.hpp>

#include "../support/write_atomic.hpp"

namespace fs = std::filesystem;

namespace {

std::string manifest_line(const Source& source, const std::string& copy, const vary::Key& key,
                          const vary::Recipe& recipe) {
  const nlohmann::ordered_json line{
      {"output", copy},
      {"source", source.name},
      {"key", {{"seed", key.seed.value}, {"epoch", key.epoch.value}, {"index", key.index.value}}}};
  std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  text.pop_back();  // the closing brace: the recipe is JSON already
  return text + ",\"recipe\":" + to_json(recipe) + "}\n";
}

/// Loads an image with the depth and channels of its file, unless the format of its extension cannot store
/// them: a copy gets the extension of its image, and some files named .jpg are PNG with alpha.
vary::AnyImage load_as_named(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const bool is_png = extension == ".png";
  const bool is_pnm = extension == ".pgm" || extension == ".ppm" || extension == ".pnm";
  const bool is_hdr = extension == ".hdr";
  vary::AnyImage image = vary::load_any(path);
  const int stored = std::visit([](const auto& any) { return any.channels(); }, image);
  int channels = stored;
  if (!is_png && extension != ".tga" && stored % 2 == 0) channels = stored - 1;  // no alpha
  if (extension == ".pgm") channels = 1;
  if (extension == ".ppm") channels = 3;
  const bool is_float = std::holds_alternative<vary::Image<float>>(image);
  const bool is_deep = is_float || std::holds_alternative<vary::Image<std::uint16_t>>(image);
  const bool fits = is_hdr ? is_float : !is_float && (!is_deep || is_png || is_pnm);
  if (fits && channels == stored) return image;
  if (is_hdr) return vary::load<float>(path, channels);
  if (is_deep && (is_png || is_pnm)) return vary::load<std::uint16_t>(path, channels);
  return vary::load<std::uint8_t>(path, channels);
}

template <class T>
void make_copy(const vary::Recipe& recipe, const vary::Image<T>& image, const fs::path& path,
               Outcome& outcome) {
  const vary::Image<T> copy = vary::replay<T>(recipe, image);
  fs::create_directories(path.parent_path());
  vary::save(path, copy);
  ++outcome.written;
  if (auto culprit = vary::find_culprit<T>(recipe, image.view(), copy.view())) {
    outcome.illegible.push_back(std::move(*culprit));
  }
}

}  // namespace

Outcome make_copies(const Job& job, const Options& options, const vary::Pipeline<std::uint8_t>& pipeline,
                    const OutputFolder& output) {
  Outcome outcome;
  outcome.total = static_cast<std::size_t>(job.count);
  const fs::path path = options.input / job.source->name;
  std::optional<vary::AnyImage> loaded;
  try {
    loaded = load_as_named(path);
  } catch (const vary::Error& error) {
    outcome.error = error.what();
    return outcome;
  }
  std::visit(
      [&](const auto& image) {
        for (int number = job.first; number < job.first + job.count; ++number) {
          const vary::Key key{.seed = options.seed, .epoch = number, .index = job.source->index};
          const vary::Recipe recipe = pipeline.recipe(image.width(), image.height(), image.channels(), key);
          const std::string copy = copy_name(*job.source, number);
          outcome.manifest += manifest_line(*job.source, copy, key, recipe);
          if (!fs::exists(output / copy)) make_copy(recipe, image, output / copy, outcome);
        }
      },
      *loaded);
  if (options.keep_originals && job.first == 0) {
    const fs::path original = output / job.source->name;
    fs::create_directories(original.parent_path());
    write_atomic(original, [&](const fs::path& temporary) {
      fs::copy_file(path, temporary, fs::copy_options::overwrite_existing);
    });
  }
  return outcome;
}
