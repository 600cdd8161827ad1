#include "corelane/tests/support/page_rows.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace corelane::support {

namespace {

std::string trimmed(std::string cell) {
  std::erase(cell, '`');
  const auto begin = cell.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return cell.substr(begin, cell.find_last_not_of(' ') - begin + 1);
}

} // namespace

std::optional<std::vector<page_row>> page_rows(const std::string& page, std::size_t columns) {
  const char* source = std::getenv("CORELANE_SOURCE");
  std::ifstream in{std::string{source != nullptr ? source : "."} + "/docs/" + page};
  if (!in) return std::nullopt;
  std::vector<page_row> rows;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with('|') || !line.ends_with('|')) continue;
    page_row row;
    std::istringstream cells{line.substr(1)};
    for (std::string cell; std::getline(cells, cell, '|');) row.push_back(trimmed(cell));
    if (row.size() == columns) rows.push_back(std::move(row));
  }
  return rows;
}

} // namespace corelane::support
