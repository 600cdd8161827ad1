#include "corelane/config/value.hpp"

#include <algorithm>

namespace corelane::config {

std::string error::to_string() const {
  if (!where.file) return what;
  if (where.line == 0) return *where.file + ": " + what;
  return *where.file + ':' + std::to_string(where.line) + ':' + std::to_string(where.column) + ": "
         + what;
}

const value* value::find(std::string_view key) const noexcept {
  const auto found = std::ranges::find(entries_, key, &entry::key);
  return found == entries_.end() ? nullptr : &found->content;
}

void value::add(std::string key, mark key_where, value v) {
  entries_.push_back({std::move(key), std::move(key_where), std::move(v)});
}

} // namespace corelane::config
