#pragma once

#include <optional>
#include <string>

namespace corelane::hw {

/// Keeps all memory of the process resident, what it has and what it will take: no page fault
/// waits for a disk. Nothing returned means done; else what was refused and what to do.
[[nodiscard]] std::optional<std::string> lock_memory();

/// What reserved huge pages the host has, or how to reserve them: a sentence for the log.
[[nodiscard]] std::string huge_page_notice();

} // namespace corelane::hw
