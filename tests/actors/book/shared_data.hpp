#pragma once

#include <zlib.h>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corelane::testing {

/// Where `name` of the test data lies; none when this checkout has no data.
inline std::optional<std::filesystem::path> shared_file(std::string_view name) {
  std::filesystem::path root;
  if (const auto* given = std::getenv("CORELANE_SHARED"); given != nullptr && *given != 0)
    root = given;
  else if (const auto* source = std::getenv("CORELANE_SOURCE"); source != nullptr)
    root = std::filesystem::path{source} / ".." / "shared";
  auto path = root / "data" / name;
  if (root.empty() || !std::filesystem::exists(path)) return std::nullopt;
  return path;
}

/// A file's bytes, unpacked if it is a gzip file.
inline std::string file_content(const std::filesystem::path& path) {
  std::string all;
  if (auto* file = gzopen(path.c_str(), "rb")) {
    char part[65'536];
    for (int n = 0; (n = gzread(file, part, sizeof part)) > 0;)
      all.append(part, static_cast<std::size_t>(n));
    gzclose(file);
  }
  return all;
}

/// The rows of a CSV file without quoting, each split at its commas; without the header line.
inline std::vector<std::vector<std::string_view>> csv_rows(std::string_view text) {
  std::vector<std::vector<std::string_view>> rows;
  for (bool header = true; !text.empty(); header = false) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (header || line.empty()) continue;
    auto& row = rows.emplace_back();
    for (;;) {
      const auto comma = line.find(',');
      row.push_back(line.substr(0, comma));
      if (comma == std::string_view::npos) break;
      line.remove_prefix(comma + 1);
    }
  }
  return rows;
}

inline std::int64_t number(std::string_view text) {
  return std::strtoll(std::string{text}.c_str(), nullptr, 10);
}

} // namespace corelane::testing
