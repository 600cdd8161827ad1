#include "corelane/deploy/bin/text_table.hpp"

#include <algorithm>
#include <vector>

namespace corelane {

using json = nlohmann::ordered_json;

namespace {

std::string cell(const json& v) {
  if (v.is_string()) return v.get<std::string>();
  if (v.is_number_float()) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", v.get<double>());
    return text;
  }
  return v.dump();
}

std::string rows_of(const json& rows) {
  std::vector<std::string> columns;
  for (const auto& row : rows)
    for (const auto& [key, value] : row.items())
      if (key != "help" && std::ranges::find(columns, key) == columns.end()) columns.push_back(key);
  std::vector<std::vector<std::string>> lines{columns};
  for (const auto& row : rows) {
    auto& line = lines.emplace_back();
    for (const auto& c : columns) line.push_back(row.contains(c) ? cell(row[c]) : "");
  }
  std::vector<std::size_t> widths(columns.size());
  for (const auto& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  std::string text;
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      text += line[i];
      if (i + 1 < line.size()) text += std::string(widths[i] - line[i].size() + 2, ' ');
    }
    text += '\n';
  }
  return text;
}

} // namespace

std::string text_table(const json& answer) {
  if (answer.is_array()) return answer.empty() ? "none\n" : rows_of(answer);
  if (!answer.is_object()) return cell(answer) + "\n";
  std::size_t width = 0;
  for (const auto& [key, value] : answer.items())
    if (!value.is_array()) width = std::max(width, key.size());
  std::string text;
  for (const auto& [key, value] : answer.items())
    if (!value.is_array())
      text += key + std::string(width - key.size() + 2, ' ') + cell(value) + "\n";
  for (const auto& [key, value] : answer.items())
    if (value.is_array()) text += "\n" + key + ":\n" + (value.empty() ? "none\n" : rows_of(value));
  return text;
}

} // namespace corelane
