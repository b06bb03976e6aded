// SPDX-License-Identifier: MIT
// vary, OpenCV and memcpy side by side, in one run, on one thread.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vary/vary.hpp>
#include <vector>

#include "chains.hpp"
#include "image.hpp"
#include "opencv.hpp"
#include "options.hpp"
#include "peers.hpp"
#include "report.hpp"
#include "rows.hpp"
#include "tensors.hpp"

namespace benchmarks {

/// Keeps the times of all repetitions, by the name of the benchmark.
class Collector : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      // CPU time: other load on a shared machine counts less.
      times_[run.run_name.function_name].push_back(run.GetAdjustedCPUTime());
    }
  }
  /// The median in nanoseconds per call; empty if it was not run.
  [[nodiscard]] std::optional<double> median(const char* name) const {
    const auto found = times_.find(name);
    if (found == times_.end()) return {};
    std::vector<double> times = found->second;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
  }

 private:
  std::map<std::string, std::vector<double>> times_;
};

/// The rows of one type and shape. vary, OpenCV and memcpy share one pair of buffers.
template <vary::Pixel T, vary::Pixel Out = T>
class Bench {
 public:
  Bench(const Options& options, const char* type, vary::Shape shape)
      : options_(options),
        type_(type),
        source_(image<T>(shape)),
        out_(shape.width, shape.height, shape.channels) {}

  /// Appends the results of all rows that match the filter; `wrong` counts those that disagree with OpenCV.
  void run(const std::vector<Row<T, Out>>& rows, std::vector<Result>& results, int& wrong) {
    for (const Row<T, Out>& row : rows) {
      if (!std::regex_search(row.name, options_.filter)) continue;
      std::cerr << size() << ' ' << type_ << " x " << source_.channels() << ": " << row.name << '\n';
      if (row.opencv && !agrees(row)) {
        ++wrong;
        continue;
      }
      results.push_back(measure(row));
    }
  }

 private:
  [[nodiscard]] std::string size() const { return Size{source_.width(), source_.height()}.name(); }

  /// True if the results of OpenCV and vary differ by no more than the bound.
  bool agrees(const Row<T, Out>& row) {
    vary::Image<Out> expected(row.shape.width, row.shape.height, row.shape.channels);
    cv::Mat theirs = opencv::wrap(expected.view());
    row.opencv(opencv::wrap(source_.view()), theirs);
    if (theirs.data != static_cast<void*>(expected.data())) {
      std::cerr << "  OpenCV's result has another shape or type\n";
      return false;
    }
    double nearest = INFINITY;
    for (int draw = 0; draw < row.draws && nearest > row.bound; ++draw) {
      row.vary(source_, {.index = draw}, out_);
      nearest = std::min(nearest, difference(expected));
    }
    if (nearest <= row.bound) return true;
    std::cerr << "  differs from OpenCV by " << nearest << " of 255, more than " << row.bound << '\n';
    return false;
  }

  /// The largest difference of the result and another image, in 255ths of full scale.
  [[nodiscard]] double difference(const vary::Image<Out>& other) const {
    double largest = 0;
    for (std::size_t i = 0; i < other.shape().elements(); ++i) {
      const auto ours = static_cast<double>(out_.data()[i]);
      largest = std::max(largest, std::fabs(ours - static_cast<double>(other.data()[i])));
    }
    return largest * 255 / static_cast<double>(vary::white<Out>);
  }

  Result measure(const Row<T, Out>& row) {
    // out_ began with the shape of the source and elements no smaller, so its memory stays large enough for
    // memcpy.
    out_.resize(row.shape);
    const vary::ImageView<const T> view = source_;
    add("vary", [&, index = 0]() mutable { row.vary(view, {.index = index++}, out_); });
    const cv::Mat in = opencv::wrap(source_.view());
    cv::Mat out = opencv::wrap(out_.view());
    if (row.opencv) add("opencv", [&] { row.opencv(in, out); });
    const std::size_t bytes = source_.shape().elements() * sizeof(T);
    add("memcpy", [&] { std::memcpy(out_.data(), source_.data(), bytes); });

    Collector collector;
    benchmark::RunSpecifiedBenchmarks(&collector);
    benchmark::ClearRegisteredBenchmarks();

    const double pixels = static_cast<double>(source_.width()) * source_.height();
    Result result{.row = row.name,
                  .size = size(),
                  .type = type_,
                  .channels = source_.channels(),
                  .target = vary::simd::target(),
                  .ns_per_px = collector.median("vary").value() / pixels,
                  .memcpy_ns_per_px = collector.median("memcpy").value() / pixels,
                  .opencv_ns_per_px = collector.median("opencv"),
                  .best_peer_memcpys = {}};
    if (result.opencv_ns_per_px) *result.opencv_ns_per_px /= pixels;
    if (result.type == "u8" && result.channels == 3) {
      result.best_peer_memcpys = best_peer_memcpys(result.row, result.size);
    }
    return result;
  }

  template <class Work>
  void add(const char* name, Work work) {
    auto* added = benchmark::RegisterBenchmark(name, [work](benchmark::State& state) mutable {
      work();  // touches the buffers
      for (auto _ : state) {
        work();
        benchmark::ClobberMemory();
      }
    });
    if (options_.quick) {
      added->Iterations(1);
    } else {
      added->MinTime(0.03)->Repetitions(7);
    }
  }

  const Options& options_;
  const char* type_;
  vary::Image<T> source_;
  vary::Image<Out> out_;
};

/// All rows of one type, for all selected sizes and channel counts.
template <vary::Pixel T>
void run_type(const Options& options, const char* type, std::vector<Result>& results, int& wrong) {
  if (std::ranges::find(options.types, type) == options.types.end()) return;
  for (const Size& size : options.sizes) {
    for (const int channels : options.channels) {
      const vary::Shape shape{size.width, size.height, channels};
      Bench<T> bench(options, type, shape);
      std::vector<Result> some;
      bench.run(rows<T>(shape), some, wrong);
      bench.run(chains<T>(shape), some, wrong);
      Bench<T, float> tensor_bench(options, type, shape);
      tensor_bench.run(tensors<T>(shape), some, wrong);
      print_table(some);
      results.insert(results.end(), some.begin(), some.end());
    }
  }
}

int run(const Options& options) {
  if (!vary::simd::use_target(options.target)) {
    std::cerr << "--target: " << options.target << " is not one of";
    for (const std::string& name : vary::simd::targets()) std::cerr << ' ' << name;
    std::cerr << '\n';
    return 2;
  }
  // The repetitions of the three are interleaved at random, so that other load affects them equally.
  std::string arguments[] = {"benchmarks", "--benchmark_enable_random_interleaving=true"};
  char* pointers[] = {arguments[0].data(), arguments[1].data(), nullptr};
  int count = 2;
  benchmark::Initialize(&count, pointers);
  cv::setNumThreads(1);

  std::cout << "vary on " << vary::simd::target() << ", OpenCV " << CV_VERSION
            << ", glibc's memcpy: one thread, medians\n";
  std::vector<Result> results;
  int wrong = 0;
  run_type<std::uint8_t>(options, "u8", results, wrong);
  run_type<std::uint16_t>(options, "u16", results, wrong);
  run_type<float>(options, "float", results, wrong);
  if (!options.json.empty() && !write_json(results, options.json)) {
    std::cerr << "--json: cannot write " << options.json << '\n';
    return 1;
  }
  if (wrong > 0) std::cerr << wrong << " rows disagree with OpenCV\n";
  if (wrong == 0 && results.empty()) std::cerr << "--filter: no row matches\n";
  return wrong == 0 && !results.empty() ? 0 : 1;
}

}  // namespace benchmarks

int main(int argc, char** argv) {
  try {
    const benchmarks::Options options = benchmarks::parse(argc, argv);
    if (!options.help) return benchmarks::run(options);
    std::cout << benchmarks::usage;
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n' << benchmarks::usage;
    return 2;
  }
}
