// SPDX-License-Identifier: MIT
// tables: adds copies of the rows of a CSV file. Numbers get noise proportional to the standard deviation of
// their column; columns of text stay unchanged.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <vary/vary.hpp>
#include <vector>

namespace {

using Row = std::vector<std::string>;

/// The rows of a CSV text. Fields are not unquoted.
std::vector<Row> parse(const std::string& text) {
  std::vector<Row> rows;
  Row row(1);
  bool quoted = false;
  const auto end_row = [&] {
    if (row.size() > 1 || !row[0].empty()) rows.push_back(row);
    row.assign(1, "");
  };
  for (const char c : text) {
    if (c == '"') quoted = !quoted;  // a doubled quote toggles twice
    if (c == ',' && !quoted) {
      row.emplace_back();
    } else if (c == '\n' && !quoted) {
      if (row.back().ends_with('\r')) row.back().pop_back();
      end_row();
    } else {
      row.back() += c;
    }
  }
  if (quoted) vary::refuse("tables", "", "a quoted field is not closed; close it with \"");
  end_row();
  return rows;
}

std::optional<double> number(std::string_view field) {
  if (field.size() >= 2 && field.starts_with('"') && field.ends_with('"')) {
    field = field.substr(1, field.size() - 2);
  }
  while (field.starts_with(' ')) field.remove_prefix(1);
  while (field.ends_with(' ')) field.remove_suffix(1);
  if (field.starts_with('+')) field.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  const bool is_integer = error == std::errc() && end == field.data() + field.size();
  return is_integer && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// A column of numbers; empty fields are missing values, which stay empty.
struct Column {
  std::size_t index = 0;
  std::vector<double> values;
  std::size_t decimals = 0;
  double deviation = 0;
  double robust_deviation =
      0;  ///< standard deviation estimated from the interquartile range, without outliers
  std::size_t distinct = 0;
  bool is_integer = true;
};

std::optional<Column> numeric_column(const std::vector<Row>& rows, std::size_t index) {
  Column column;
  column.index = index;
  std::vector<double> known;
  for (const Row& row : rows) {
    const std::optional<double> value = number(row[index]);
    if (!value && !row[index].empty()) return std::nullopt;
    column.values.push_back(value.value_or(0));
    if (!value) continue;
    known.push_back(*value);
    column.is_integer = column.is_integer && *value == std::floor(*value);
    const std::size_t point = row[index].find('.');
    const std::size_t end = row[index].find_first_of("eE\" ", point == std::string::npos ? 0 : point);
    if (point != std::string::npos) {
      column.decimals = std::max(column.decimals, std::min(end, row[index].size()) - point - 1);
    }
  }
  if (known.empty()) return std::nullopt;
  const auto count = static_cast<double>(known.size());
  double mean = 0, square = 0;
  for (const double x : known) mean += x / count;
  for (const double x : known) square += (x - mean) * (x - mean) / count;
  column.deviation = std::sqrt(square);
  std::sort(known.begin(), known.end());
  column.robust_deviation = (known[known.size() * 3 / 4] - known[known.size() / 4]) / 1.349;
  column.distinct = static_cast<std::size_t>(std::unique(known.begin(), known.end()) - known.begin());
  return column;
}

/// Why noise would destroy a column; empty if it would not.
std::string noise_problem(const Column& column, double sigma) {
  std::ostringstream problem;
  if (column.is_integer && column.distinct <= 10 && column.distinct * 2 <= column.values.size()) {
    problem << "has only " << column.distinct
            << " distinct integers: if they are categories, noise makes them meaningless";
  } else if (sigma >= column.deviation) {
    problem << "gets noise of " << sigma << ", as large as its standard deviation: its information is lost";
  } else if (sigma >= column.robust_deviation / 2) {
    problem << "gets noise of " << sigma << ", but without outliers its standard deviation is "
            << column.robust_deviation << ": most values lose their information";
  }
  return problem.str();
}

std::string formatted(double value, std::size_t decimals) {
  std::ostringstream text;
  text << std::fixed;
  text.precision(static_cast<std::streamsize>(std::min<std::size_t>(decimals, 15)));
  text << value;
  return text.str();
}

void write(std::ostream& out, const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) out << (i == 0 ? "" : ",") << row[i];
  out << '\n';
}

const char* const default_table =
    "name,height,weight,legs\n\"Hare, brown\",61.5,3.8,4\nHeron,94.1,1.6,2\nOtter,72.3,8.2,4\n"
    "Lynx,104.8,21.4,4\nRaven,63.9,1.2,2\nBadger,75.0,10.9,4\n";

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf()))
    vary::refuse("tables", "--input", path, " cannot be read, or is empty; give a CSV file");
  return text.str();
}

struct Options {
  std::string input, output;
  int copies = 1;
  double noise = 0.05;
  std::uint64_t seed = 0;
  std::vector<std::string> keep;
};

/// Writes the rows and their copies; returns the number of columns with noise.
std::size_t expand(std::vector<Row> rows, const Options& options, std::ostream& out) {
  const Row header = rows.front();
  rows.erase(rows.begin());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].size() != header.size()) {
      vary::refuse("tables", "--input", "row ", i + 2, " has ", rows[i].size(), " fields, the header has ",
                   header.size(), "; give it the same number");
    }
  }
  std::vector<Column> columns;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const bool kept = std::count(options.keep.begin(), options.keep.end(), header[i]) > 0;
    std::optional<Column> column = kept ? std::nullopt : numeric_column(rows, i);
    if (!column) continue;
    const std::string problem =
        options.noise > 0 ? noise_problem(*column, options.noise * column->deviation) : "";
    if (!problem.empty()) {
      std::cerr << "tables: warning: column '" << header[i] << "' " << problem << "; --keep '" << header[i]
                << "' leaves it unchanged\n";
    }
    columns.push_back(std::move(*column));
  }

  write(out, header);
  for (const Row& row : rows) write(out, row);
  for (int copy = 1; copy <= options.copies; ++copy) {
    std::vector<Row> noisy = rows;
    for (const Column& column : columns) {
      std::vector<double> values = column.values;
      vary::jitter(values, options.noise * column.deviation,
                   {.seed = options.seed, .epoch = copy, .index = column.index});
      for (std::size_t i = 0; i < rows.size(); ++i) {
        // Two more decimals than before, so that noise on integers is not lost to rounding.
        if (!rows[i][column.index].empty() && column.deviation > 0) {
          noisy[i][column.index] = formatted(values[i], column.decimals + 2);
        }
      }
    }
    for (const Row& row : noisy) write(out, row);
  }
  return columns.size();
}

}  // namespace

int main(int count, char** arguments) try {
  CLI::App app(
      "Adds copies of the rows of a CSV file, with noise proportional to the deviation of each column.");
  Options options;
  app.add_option("--input", options.input, "the CSV file, with a header (default: a small built-in table)");
  app.add_option("--output", options.output, "the output file (default: standard output)");
  app.add_option("--copies", options.copies, "copies of each row, in addition to the row itself (1)")
      ->check(CLI::Range(1, 1000000));
  app.add_option("--noise", options.noise,
                 "standard deviation of the noise, as a fraction of that of the column (0.05)")
      ->check(CLI::Range(0.0, 100.0));
  app.add_option("--seed", options.seed, "seed of the random numbers (0)");
  app.add_option("--keep", options.keep, "columns to leave unchanged");
  CLI11_PARSE(app, count, arguments);

  const std::vector<Row> rows = parse(options.input.empty() ? default_table : read_file(options.input));
  if (rows.size() < 2) vary::refuse("tables", "--input", "has no rows after its header; give at least one");
  std::ofstream file;
  if (!options.output.empty()) {
    std::error_code none;
    if (std::filesystem::equivalent(options.input, options.output, none)) {
      vary::refuse("tables", "--output", options.output, " is the input file; give another path");
    }
    file.open(options.output, std::ios::binary);
    if (!file) vary::refuse("tables", "--output", options.output, " cannot be written; give another path");
  }
  std::ostream& out = options.output.empty() ? std::cout : file;
  const std::size_t columns = expand(rows, options, out);
  if (!out.flush()) {
    vary::refuse("tables", "--output", options.output, " could not be written completely; is the disk full?");
  }
  const std::size_t before = rows.size() - 1;
  std::cerr << "tables: " << before << " rows became "
            << before * (static_cast<std::size_t>(options.copies) + 1) << "; noise of " << options.noise
            << " standard deviations in " << columns << " of " << rows[0].size() << " columns\n";
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
