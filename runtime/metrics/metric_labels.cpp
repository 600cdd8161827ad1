#include "corelane/runtime/metrics/metric_labels.hpp"

namespace corelane {

namespace {

/// The value up to its closing quote, unescaped; takes both off the front of `text`.
std::string take_value(std::string_view& text) {
  std::string value;
  std::size_t at = 0;
  for (; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      value += text[at];
      continue;
    }
    const char escaped = text[++at];
    value += escaped == 'n' ? '\n' : escaped;
  }
  text.remove_prefix(std::min(at + 1, text.size()));
  return value;
}

} // namespace

std::string metric_label(std::string_view name, std::string_view value) {
  std::string text{name};
  text += "=\"";
  for (const char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    if (c == '\n')
      text += "\\n";
    else
      text += c;
  }
  return text + '"';
}

std::vector<std::pair<std::string, std::string>> read_labels(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> all;
  for (;;) {
    const auto equals = text.find("=\"");
    if (equals == std::string_view::npos) return all;
    std::string name{text.substr(0, equals)};
    text.remove_prefix(equals + 2);
    all.emplace_back(std::move(name), take_value(text));
    if (text.starts_with(',')) text.remove_prefix(1);
  }
}

} // namespace corelane
