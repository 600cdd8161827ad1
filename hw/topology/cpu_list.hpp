#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane::hw {

/// Reads the kernel's form of a set of CPUs, `0-3,8`; a line break at the end is fine, and an
/// empty text is the empty set. Ascending, each once. Numbers end at 65535.
[[nodiscard]] std::optional<std::vector<unsigned>> parse_cpu_list(std::string_view text);

/// `0-3,8` from ascending numbers; `none` from none.
[[nodiscard]] std::string print_cpu_list(std::span<const unsigned> cpus);

} // namespace corelane::hw
