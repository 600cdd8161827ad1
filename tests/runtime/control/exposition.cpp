#include "corelane/tests/runtime/control/exposition.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <set>
#include <sstream>

namespace corelane {

namespace {

/// `[a-zA-Z_:][a-zA-Z0-9_:]*`
bool is_name(const std::string& text) {
  const auto may_begin = [](unsigned char c) {
    return std::isalpha(c) != 0 || c == '_' || c == ':';
  };
  const auto may_follow = [&](unsigned char c) { return may_begin(c) || std::isdigit(c) != 0; };
  return !text.empty() && may_begin(static_cast<unsigned char>(text.front()))
         && std::all_of(text.begin(), text.end(), may_follow);
}

/// Reads `{a="x",b="y"}` from `at` on and leaves `at` behind it; false when it cannot be.
bool read_label_set(const std::string& line, std::size_t& at,
                    std::map<std::string, std::string>& labels) {
  ++at;
  while (at < line.size() && line[at] != '}') {
    const auto equals = line.find("=\"", at);
    if (equals == std::string::npos) return false;
    const auto name = line.substr(at, equals - at);
    std::string value;
    for (at = equals + 2; at < line.size() && line[at] != '"'; ++at) {
      if (line[at] != '\\') {
        value += line[at];
        continue;
      }
      if (++at == line.size()) return false;
      if (line[at] != '\\' && line[at] != '"' && line[at] != 'n') return false;
      value += line[at] == 'n' ? '\n' : line[at];
    }
    if (at == line.size() || !is_name(name) || name.find(':') != std::string::npos) return false;
    if (!labels.emplace(name, value).second) return false;
    if (line[++at] == ',') ++at;
  }
  return at++ < line.size();
}

} // namespace

exposition::exposition(const std::string& text) {
  if (!text.empty() && text.back() != '\n') fault("the last line has no end", "");
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    if (line.starts_with("# "))
      read_comment(line);
    else
      read_sample(line);
  }
  for (const auto& [name, f] : families_) {
    std::set<std::pair<std::string, std::map<std::string, std::string>>> seen;
    for (const auto& s : f.samples)
      if (!seen.emplace(s.name, s.labels).second) fault("two samples of one series", s.name);
    if (f.type.empty()) fault("a family without a type", name);
    if (f.samples.empty()) fault("a family without samples", name);
    if (f.type == "histogram") check_histogram(name, f);
  }
}

void exposition::read_comment(const std::string& line) {
  std::istringstream words{line.substr(2)};
  std::string what, name, rest;
  words >> what >> name;
  std::getline(words >> std::ws, rest);
  if (what != "HELP" && what != "TYPE") return;
  if (!is_name(name)) return fault("not a name", line);
  if (name != current_ && families_.contains(name)) fault("a family in two pieces", line);
  current_ = name;
  auto& f = families_[name];
  auto& text = what == "HELP" ? f.help : f.type;
  if (!text.empty()) fault("said twice", line);
  if (!f.samples.empty()) fault("said behind samples", line);
  text = rest;
  static const std::set<std::string> types{"counter", "gauge", "histogram", "summary", "untyped"};
  if (what == "TYPE" && !types.contains(rest)) fault("no type", line);
}

std::string exposition::family_of(const std::string& name) const {
  for (const std::string ending : {"_bucket", "_sum", "_count"}) {
    if (!name.ends_with(ending)) continue;
    const auto stem = name.substr(0, name.size() - ending.size());
    const auto found = families_.find(stem);
    if (found != families_.end() && found->second.type == "histogram") return stem;
  }
  return name;
}

void exposition::read_sample(const std::string& line) {
  auto at = line.find_first_of("{ ");
  if (at == std::string::npos) return fault("no value", line);
  sample s;
  s.name = line.substr(0, at);
  if (!is_name(s.name)) return fault("not a name", line);
  if (line[at] == '{' && !read_label_set(line, at, s.labels)) return fault("not labels", line);
  char* end = nullptr;
  s.value = std::strtod(line.c_str() + at, &end);
  if (end == line.c_str() + at || *end != '\0') return fault("not a value", line);
  const auto name = family_of(s.name);
  if (name != current_) return fault("a sample away from its family", line);
  auto& f = families_[name];
  if (f.type == "counter" && !(s.value >= 0)) fault("a count below 0", line);
  f.samples.push_back(std::move(s));
}

void exposition::check_histogram(const std::string& name, const family& f) {
  struct series {
    double last_bound{-INFINITY}, last_count{0}, count{-1}, sum{NAN};
  };
  std::map<std::map<std::string, std::string>, series> all;
  for (auto s : f.samples) {
    if (s.name == name) fault("a histogram's sample without an ending", name);
    const auto le = s.labels.extract("le");
    auto& h = all[s.labels];
    if (s.name == name + "_count") h.count = s.value;
    if (s.name == name + "_sum") h.sum = s.value;
    if (s.name != name + "_bucket") continue;
    if (le.empty()) {
      fault("a bucket without a bound", name);
      continue;
    }
    const auto bound = std::strtod(le.mapped().c_str(), nullptr);
    if (!(bound > h.last_bound)) fault("bounds that do not rise", le.mapped());
    if (s.value < h.last_count) fault("buckets that do not add up", le.mapped());
    h.last_bound = bound;
    h.last_count = s.value;
  }
  for (const auto& [labels, h] : all) {
    if (h.last_bound != INFINITY) fault("no bucket for all", name);
    if (h.count != h.last_count) fault("the count is not the last bucket's", name);
    if (!(h.sum >= 0)) fault("no sum", name);
  }
}

} // namespace corelane
