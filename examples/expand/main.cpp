// SPDX-License-Identifier: MIT
// expand: a folder of images becomes a larger one.
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
#include "../support/write_aside.hpp"
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

/// Everything that the outcomes of all jobs add up to.
struct Totals {
  std::size_t made = 0;
  std::size_t there = 0;
  std::vector<std::string> unreadable;
  std::map<std::string, std::vector<double>> lost;  ///< by field of a transform, the values that did it
};

/// Not too many copies in one job, so that the last image does not keep one thread for long.
std::vector<Job> jobs_of(const std::vector<Source>& sources) {
  constexpr int most = 64;
  std::vector<Job> jobs;
  for (const Source& source : sources) {
    for (int first = 0; first < std::max(source.copies, 1); first += most) {
      jobs.push_back({&source, first, std::clamp(source.copies - first, 0, most)});
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
  if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end()) {
    vary::refuse("expand", "--input", "two images have copies of one name, ", *twice,
                 "; rename one of them");
  }
  return names;
}

/// What copies of the same name depend on, beside the images: copies of another making are not gone on
/// with.
std::string making_of(const Options& options) {
  return nlohmann::ordered_json{{"vary", vary::recipe_version},
                                {"seed", options.seed},
                                {"noise", options.noise},
                                {"blur", options.blur},
                                {"dilate", options.dilate}}
             .dump() +
         "\n";
}

void take(Outcome&& outcome, const Source& source, Totals& totals) {
  if (!outcome.error.empty()) {
    if (totals.unreadable.empty() || totals.unreadable.back() != source.name) {
      totals.unreadable.push_back(source.name);
      std::fprintf(stderr, "expand: %s\n", outcome.error.c_str());
    }
    return;
  }
  totals.made += outcome.made;
  totals.there += outcome.planned - outcome.made;
  for (const vary::Culprit& culprit : outcome.lost) totals.lost[culprit.field].push_back(culprit.value);
}

/// Runs the jobs on all threads; lines of the manifest come in the order of the jobs.
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
  struct Done {
    Job job;
    Outcome outcome;
  };
  tbb::parallel_pipeline(
      static_cast<std::size_t>(4 * threads),
      tbb::make_filter<void, Job>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) {
        if (next < jobs.size() && !interrupted) return jobs[next++];
        control.stop();
        return Job{};
      }) & tbb::make_filter<Job, Done>(tbb::filter_mode::parallel, [&](const Job& job) {
        return Done{job, make_copies(job, options, pipeline, output)};
      }) & tbb::make_filter<Done, void>(tbb::filter_mode::serial_in_order, [&](Done done) {
        manifest << done.outcome.manifest;
        progress.add(done.outcome.planned, done.outcome.made);
        if (!done.outcome.error.empty()) progress.clear();
        take(std::move(done.outcome), *done.job.source, totals);
      }));
  progress.clear();
  return totals;
}

/// Says which fields were too strong for how many images, if any.
void report_lost(const Totals& totals) {
  for (const auto& [field, values] : totals.lost) {
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const double typical = sorted[sorted.size() / 2];
    const double share = 100.0 * static_cast<double>(values.size()) / static_cast<double>(totals.made);
    if (share < 0.5) continue;  // an image with little to see may go missing by chance
    std::fprintf(stderr, "expand: warning: %s", field.c_str());
    if (typical == typical) std::fprintf(stderr, " %.3g", typical);
    std::fprintf(stderr,
                 " drowned %.0f %% of the images (%zu of %zu copies); a model learns nothing from them\n",
                 share, values.size(), totals.made);
  }
}

int expand(const Options& options) {
  refuse_overlap(options.input, options.output, "--output");
  if (!options.preview.empty() && is_within(options.preview, options.input)) {
    vary::refuse("expand", "--preview", options.preview.string(),
                 " lies in the input: it would be taken for an image; give a path elsewhere");
  }
  const Dataset dataset = list_dataset(options);
  const OutputFolder output(options.output, making_of(options), planned_files(dataset.sources, options));
  Totals totals;
  write_aside(output / "manifest.jsonl", [&](const fs::path& part) {
    std::ofstream manifest(part, std::ios::binary);
    totals = run_jobs(jobs_of(dataset.sources), options, output, manifest);
    manifest.close();
    if (!manifest) vary::refuse("expand", "", part.string(), " cannot be written; is the disk full?");
    if (interrupted) vary::refuse("expand", "", "interrupted; run it again to go on");
  });
  if (!options.preview.empty()) write_sheet(options.preview, options, dataset.sources, output);

  std::printf("%zu images, %zu copies made, %zu were there, in %s\n", dataset.sources.size(), totals.made,
              totals.there, options.output.string().c_str());
  if (dataset.left_aside > 0)
    std::printf("%zu files that are no images were left aside\n", dataset.left_aside);
  if (!options.preview.empty()) std::printf("contact sheet: %s\n", options.preview.string().c_str());
  report_lost(totals);
  if (totals.unreadable.empty()) return 0;
  std::fprintf(stderr, "expand: %zu of %zu images could not be read and have no copies\n",
               totals.unreadable.size(), dataset.sources.size());
  return 1;
}

/// Without arguments: images that are drawn here.
int expand_demo() {
  const fs::path folder = "expand-demo";
  draw_demo(folder / "input");
  Options options;
  options.input = folder / "input";
  options.output = folder / "output";
  options.preview = folder / "sheet.png";
  options.copies = 9;
  const int status = expand(options);
  std::printf("Look at %s, and at the manifest beside the copies.\n", options.preview.string().c_str());
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
