#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corelane {

/// `name="value"` in Prometheus's form, where backslash, quote and line end are escaped.
[[nodiscard]] std::string metric_label(std::string_view name, std::string_view value);

/// The names and values of `a="x",b="y"`; what cannot be read ends the list.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> read_labels(std::string_view text);

} // namespace corelane
