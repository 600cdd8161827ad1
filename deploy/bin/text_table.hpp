#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace corelane {

/// A node's answer for people: a list of objects as a table, an object as `key  value` lines with
/// its lists as tables below.
[[nodiscard]] std::string text_table(const nlohmann::ordered_json& answer);

} // namespace corelane
