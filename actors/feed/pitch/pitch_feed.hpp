#pragma once

#include "corelane/actors/feed/feed_line.hpp"
#include "corelane/actors/feed/multicast_feed.hpp"
#include "corelane/actors/feed/pitch/gap_proxy.hpp"
#include "corelane/actors/feed/pitch/pitch_unit.hpp"
#include "corelane/actors/feed/session_calendar.hpp"
#include "corelane/protocols/pitch/market.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

/// Cboe PITCH by multicast: US equities, options, or CFE futures.
///
/// Follows one or more units, each with its own sequence and books. Missing messages are awaited
/// from the other lines, then asked for at the gap request proxy, whose answers come by the
/// group of resent messages, then replaced by a spin. A session begins with the first packet, and
/// anew with sequence 1 after an end of session or a silence. Mappings of options and futures are
/// learned whenever they come round; the instrument's name is the option's OSI symbol without
/// spaces, or a future's product and day (`VX20190522`).
class pitch_feed final : public multicast_feed {
public:
  explicit pitch_feed(actor_setup& setup);
  ~pitch_feed() override;

  void on_start() override;
  void on_stop() override;
  void on_drain() override;
  void inspect(inspection& out) const override;
  void on_packet(const packet& p) override;

private:
  friend class pitch_unit;

  bool poll_services() override;
  void on_wake() override;
  void on_silence(bool silent) override;

  bool ask_proxy(std::uint8_t unit, message_range missing);
  void watch(int descriptor);
  void count(std::uint8_t type) noexcept {
    if (auto& c = by_type_[type]) c->add();
  }
  [[nodiscard]] timestamp midnight_of(const packet& p) const;
  [[nodiscard]] pitch_unit* unit_of(std::uint8_t number) noexcept;

  // parameters
  std::string market_name_{"equities"};
  std::vector<std::string> unit_numbers_{"1"};
  std::vector<std::string> retransmission_groups_;
  pitch_stream::settings server_settings_;
  std::string request_server_;
  std::vector<std::string> snapshot_servers_;
  std::string late_join_{"recover"};
  session_calendar calendar_;
  std::uint64_t max_orders_{1'000'000};
  std::uint64_t max_symbols_{16'384};

  instrument_directory& instruments_;
  pitch::market market_{pitch::market::equities};
  std::array<std::optional<counter>, 256> by_type_;
  std::vector<feed_line> lines_; ///< the last one is for resent messages
  std::size_t first_retransmission_line_{0};
  gap_proxy proxy_;
  std::vector<std::unique_ptr<pitch_unit>> units_;
  std::uint64_t foreign_packets_{0}; ///< of units that are not ours
};

} // namespace corelane
