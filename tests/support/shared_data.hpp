#pragma once

#include <optional>
#include <string>

namespace corelane::support {

/// The folder of shared test data; set by CORELANE_SHARED, else `../shared` beside the source.
[[nodiscard]] std::string shared_folder();

/// A file below its `data/`, or nothing when there is none: then the test skips.
[[nodiscard]] std::optional<std::string> shared_file(const std::string& name);
/// The same for a gzip file, unpacked.
[[nodiscard]] std::optional<std::string> unzipped_file(const std::string& name);

} // namespace corelane::support
