#pragma once

#include "corelane/config/value.hpp"

#include <string>
#include <variant>

namespace corelane::config {

/// Reads a YAML file into a tree, or says what is wrong with it.
///
/// Refused with their place: broken YAML, duplicate keys, an unterminated quote, more than one
/// document, more than 1 MiB, nesting deeper than 32, aliases that expand past 100,000 nodes.
[[nodiscard]] std::variant<value, error> load_file(const std::string& path);

/// The same for text in memory; `name` stands for the file in errors.
[[nodiscard]] std::variant<value, error> load_text(const std::string& text,
                                                   const std::string& name);

} // namespace corelane::config
