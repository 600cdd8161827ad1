#pragma once

namespace corelane {

/// Takes SIGTERM and SIGINT as a wish to stop in good order. One per program.
class stop_signals {
public:
  stop_signals();
  [[nodiscard]] bool received() const noexcept;
};

} // namespace corelane
