#include "corelane/runtime/api/registry.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace corelane {

void registry::add(kind k) {
  if (find(k.name) != nullptr) {
    std::fprintf(stderr, "registry: two actor kinds are named '%s'; rename one\n", k.name.c_str());
    std::abort();
  }
  kinds_.push_back(std::move(k));
}

const registry::kind* registry::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find(kinds_, name, &kind::name);
  return found == kinds_.end() ? nullptr : &*found;
}

std::vector<std::string> registry::names() const {
  std::vector<std::string> all;
  for (const auto& k : kinds_) all.push_back(k.name);
  return all;
}

} // namespace corelane
