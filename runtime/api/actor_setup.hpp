#pragma once

#include "corelane/runtime/api/halt_switch.hpp"
#include "corelane/runtime/api/metric.hpp"
#include "corelane/runtime/api/parameter.hpp"

#include <string>
#include <string_view>

namespace corelane {

class instrument_directory;

/// What an actor is given when it is made: its name, the node it belongs to, and places for its
/// parameters and metrics.
///
/// Actors are also made just to list and check their parameters; so a constructor only binds.
/// Memory, sockets and files are taken in `on_start`.
class actor_setup {
public:
  virtual ~actor_setup() = default;

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] parameter_list& parameters() noexcept { return parameters_; }
  [[nodiscard]] instrument_directory& instruments() noexcept { return *instruments_; }
  [[nodiscard]] halt_switch& halt() noexcept { return *halt_; }

  /// A metric of this actor, exported with the label `actor` and, if given, one more in
  /// Prometheus's form (`side="buy"`). The same name and label give the same slot again.
  /// `name` and `help` follow Prometheus: base units, `_total` for counts.
  virtual counter make_counter(std::string_view name, std::string_view help,
                               std::string_view label = {}) = 0;
  virtual gauge make_gauge(std::string_view name, std::string_view help,
                           std::string_view label = {}) = 0;
  /// Buckets of tsc ticks, exported in seconds; in the report under `stage`.
  virtual latency_buckets& make_latency(std::string_view stage) = 0;

  /// A value that differs for each strategy actor of the node, from 1.
  virtual std::uint8_t next_strategy_id() = 0;

protected:
  actor_setup(std::string name, instrument_directory& instruments, halt_switch& halt)
      : name_{std::move(name)}, instruments_{&instruments}, halt_{&halt} {}

private:
  std::string name_;
  parameter_list parameters_;
  instrument_directory* instruments_;
  halt_switch* halt_;
};

} // namespace corelane
