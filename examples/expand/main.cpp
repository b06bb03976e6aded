// SPDX-License-Identifier: MIT
// expand: makes augmented copies of the images in a folder.
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "../support/progress.hpp"
#include "../support/write_atomic.hpp"
#include "copies.hpp"
#include "dataset.hpp"
#include "demo.hpp"
#include "options.hpp"
#include "output.hpp"
#include "pipeline.hpp"
#include "sheet.hpp"

namespace fs = std::filesystem;

namespace {

volatile std::sig_atomic_t interrupted = 0;

/// The sum of the outcomes of all jobs.
struct Totals {
  std::size_t written = 0;
  std::size_t existing = 0;
  std::vector<std::string> unreadable;
  std::map<std::string, std::vector<double>>
      illegible;  ///< values that made a copy illegible, by field of a transform
};

/// Limits the copies in one job, so that the work is balanced between threads at the end.
std::vector<Job> jobs_of(const std::vector<Source>& sources) {
  constexpr int max_copies = 64;
  std::vector<Job> jobs;
  for (const Source& source : sources) {
    for (int first = 0; first < std::max(source.copies, 1); first += max_copies) {
      jobs.push_back({&source, first, std::clamp(source.copies - first, 0, max_copies)});
    }
  }
  return jobs;
}

std::vector<std::string> planned_files(const std::vector<Source>& sources, const Options& options) {
  std::vector<std::string> names{"manifest.jsonl"};
  for (const Source& source : sources) {
    for (int i = 0; i < source.copies; ++i) names.push_back(copy_name(source, i));
    if (options.keep_originals) names.push_back(source.name);
  }
  std::sort(names.begin(), names.end());
  if (const auto duplicate = std::adjacent_find(names.begin(), names.end()); duplicate != names.end()) {
    vary::refuse("expand", "--input", "two images have copies with the same name, ", *duplicate,
                 "; rename one of them");
  }
  return names;
}

/// The settings that the copies depend on, as a line of JSON for OutputFolder.
std::string settings_of(const Options& options) {
  return nlohmann::ordered_json{{"vary", vary::recipe_version},
                                {"seed", options.seed},
                                {"noise", options.noise},
                                {"blur", options.blur},
                                {"dilate", options.dilate}}
             .dump() +
         "\n";
}

void collect(Outcome&& outcome, const Source& source, Totals& totals) {
  if (!outcome.error.empty()) {
    if (totals.unreadable.empty() || totals.unreadable.back() != source.name) {
      totals.unreadable.push_back(source.name);
      std::fprintf(stderr, "expand: %s\n", outcome.error.c_str());
    }
    return;
  }
  totals.written += outcome.written;
  totals.existing += outcome.total - outcome.written;
  for (const vary::Culprit& culprit : outcome.illegible)
    totals.illegible[culprit.field].push_back(culprit.value);
}

/// Runs the jobs on all threads; the manifest is in the order of the jobs.
Totals run_jobs(const std::vector<Job>& jobs, const Options& options, const OutputFolder& output,
                std::ostream& manifest) {
  const vary::Pipeline<std::uint8_t> pipeline = make_pipeline(options);
  const int threads = options.jobs > 0 ? options.jobs : static_cast<int>(std::thread::hardware_concurrency());
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(threads));
  std::size_t copies = 0;
  for (const Job& job : jobs) copies += static_cast<std::size_t>(job.count);
  Progress progress("expand", "copies", copies);
  Totals totals;
  std::size_t next = 0;
  struct Finished {
    Job job;
    Outcome outcome;
  };
  tbb::parallel_pipeline(
      static_cast<std::size_t>(4 * threads),
      tbb::make_filter<void, Job>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) {
        if (next < jobs.size() && !interrupted) return jobs[next++];
        control.stop();
        return Job{};
      }) & tbb::make_filter<Job, Finished>(tbb::filter_mode::parallel, [&](const Job& job) {
        return Finished{job, make_copies(job, options, pipeline, output)};
      }) & tbb::make_filter<Finished, void>(tbb::filter_mode::serial_in_order, [&](Finished finished) {
        manifest << finished.outcome.manifest;
        progress.add(finished.outcome.total, finished.outcome.written);
        if (!finished.outcome.error.empty()) progress.clear();
        collect(std::move(finished.outcome), *finished.job.source, totals);
      }));
  progress.clear();
  return totals;
}

/// Prints a warning for each field that made copies illegible.
void report_illegible(const Totals& totals) {
  for (const auto& [field, strengths] : totals.illegible) {
    std::vector<double> sorted = strengths;
    std::sort(sorted.begin(), sorted.end());
    const double median = sorted[sorted.size() / 2];
    const double share = 100.0 * static_cast<double>(strengths.size()) / static_cast<double>(totals.written);
    if (share < 0.5) continue;  // images with little contrast may be illegible by chance
    std::fprintf(stderr, "expand: warning: %s", field.c_str());
    if (median == median) std::fprintf(stderr, " %.3g", median);
    std::fprintf(
        stderr,
        " made %.0f %% of the images illegible (%zu of %zu copies); a model learns nothing from them\n",
        share, strengths.size(), totals.written);
  }
}

int expand(const Options& options) {
  refuse_overlap(options.input, options.output, "--output");
  if (!options.preview.empty() && is_within(options.preview, options.input)) {
    vary::refuse("expand", "--preview", options.preview.string(),
                 " is in the input folder: it would become an input image; give a path outside");
  }
  const Dataset dataset = list_dataset(options);
  const OutputFolder output(options.output, settings_of(options), planned_files(dataset.sources, options));
  Totals totals;
  write_atomic(output / "manifest.jsonl", [&](const fs::path& temporary) {
    std::ofstream manifest(temporary, std::ios::binary);
    totals = run_jobs(jobs_of(dataset.sources), options, output, manifest);
    manifest.close();
    if (!manifest) vary::refuse("expand", "", temporary.string(), " cannot be written; is the disk full?");
    if (interrupted) vary::refuse("expand", "", "interrupted; run it again to continue");
  });
  if (!options.preview.empty()) write_sheet(options.preview, options, dataset.sources, output);

  std::printf("%zu images, %zu copies written, %zu already existed, in %s\n", dataset.sources.size(),
              totals.written, totals.existing, options.output.string().c_str());
  if (dataset.ignored > 0) std::printf("%zu files that are not images were ignored\n", dataset.ignored);
  if (!options.preview.empty()) std::printf("contact sheet: %s\n", options.preview.string().c_str());
  report_illegible(totals);
  if (totals.unreadable.empty()) return 0;
  std::fprintf(stderr, "expand: %zu of %zu images could not be read and have no copies\n",
               totals.unreadable.size(), dataset.sources.size());
  return 1;
}

/// Without arguments: makes copies of drawn images.
int expand_demo() {
  const fs::path folder = "expand-demo";
  draw_demo(folder / "input");
  Options options;
  options.input = folder / "input";
  options.output = folder / "output";
  options.preview = folder / "sheet.png";
  options.copies = 9;
  const int status = expand(options);
  std::printf("See %s, and manifest.jsonl in the output folder.\n", options.preview.string().c_str());
  return status;
}

}  // namespace

int main(int count, char** arguments) {
  std::signal(SIGINT, [](int) { interrupted = 1; });
  std::signal(SIGTERM, [](int) { interrupted = 1; });
  try {
    if (count == 1) return expand_demo();
    Options options;
    if (const auto status = read_options(count, arguments, options)) return *status;
    return expand(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return interrupted ? 130 : 2;
  }
}
