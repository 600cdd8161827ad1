#pragma once

#include <optional>
#include <string>
#include <vector>

namespace corelane::support {

/// The cells of a table's row, trimmed and without back quotes.
using page_row = std::vector<std::string>;

/// The rows of all tables with this many columns in a page below `docs/`, headings and their
/// rules included; nothing when there is no such page.
[[nodiscard]] std::optional<std::vector<page_row>> page_rows(const std::string& page,
                                                             std::size_t columns);

} // namespace corelane::support
