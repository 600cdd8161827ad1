#pragma once

#include "corelane/actors/feed/feed_probe.hpp"
#include "corelane/actors/feed/recovery_probe.hpp"
#include "corelane/actors/feed/recovery_settings.hpp"
#include "corelane/actors/feed/symbol_filter.hpp"
#include "corelane/hw/net/descriptor_set.hpp"
#include "corelane/hw/net/udp_receiver.hpp"
#include "corelane/hw/recording/packet_recorder.hpp"
#include "corelane/protocols/market/definition.hpp"
#include "corelane/protocols/market/imbalance.hpp"
#include "corelane/protocols/market/mbo_event.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/runtime/api/actor.hpp"
#include "corelane/runtime/api/source.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

/// What feeds have in common, whatever the venue's protocol: several lines that carry the same
/// packets, read in turn, time in which missing messages are awaited, and the outlets for what
/// the venue says of the wanted instruments.
///
/// A feed derives from it, takes packets by `on_packet` (from sockets and from replays alike) and
/// polls the sockets of its recovery services in `poll_services`.
class multicast_feed : public actor, public source, public packet_handler {
public:
  /// `silence`: unless the configuration says otherwise, how long nothing may come.
  explicit multicast_feed(actor_setup& setup,
                          std::chrono::nanoseconds silence = std::chrono::seconds{3});

  void on_start() override;
  void on_stop() override;
  void on_timer(timer_id id) override;
  bool poll() final;
  [[nodiscard]] int descriptor() const final;
  [[nodiscard]] std::optional<std::uint8_t> line_of(std::uint32_t address,
                                                    std::uint16_t port) const override;
  void inspect(inspection& out) const override;

  static constexpr std::size_t most_lines = 4;

protected:
  /// Does one piece of work for the recovery services, if there is any.
  virtual bool poll_services() { return false; }
  /// The time asked for by `wake` has come.
  virtual void on_wake() {}
  /// Nothing has come by any line for too long, or something comes again. Feeds say that they
  /// live at least each second, so the books are not to be believed in between. Not in replays.
  virtual void on_silence(bool) {}
  /// Called for each packet.
  void heard() noexcept {
    heard_ = true;
    if (silent_) [[unlikely]]
      break_silence();
  }
  [[nodiscard]] bool silent() const noexcept { return silent_; }

  /// Listens to these groups too: what comes by them is of the line that is given, or one of those
  /// after it. Before `on_start`.
  std::size_t also_listen(const std::vector<std::string>& groups);
  /// Calls `on_wake` at `at` or soon after; an earlier wish stands.
  void wake(timestamp at);
  [[nodiscard]] std::size_t line_count() const noexcept { return groups_.size(); }
  /// For the sockets of recovery services.
  [[nodiscard]] hw::descriptor_set& descriptors() noexcept { return descriptors_; }

  /// The instruments wanted, and the number that all events carry. Set from `on_start` on.
  [[nodiscard]] const symbol_filter& wanted() const noexcept { return wanted_; }
  [[nodiscard]] std::uint8_t venue() const noexcept { return static_cast<std::uint8_t>(venue_); }

  void emit(const mbo_event& e) { events_.emit(e); }
  void emit(const trade& t) { trades_.emit(t); }
  void emit(const trading_status& s) { statuses_.emit(s); }
  void emit(const definition& d) { definitions_.emit(d); }
  void emit(const imbalance& i) { imbalances_.emit(i); }

  feed_probe probe_;
  recovery_probe recovery_probe_;
  recovery_settings recovery_;

private:
  struct line {
    hw::endpoint group;
    std::optional<hw::udp_receiver> socket;
    std::span<const hw::datagram> batch{}; ///< read and not yet taken
  };

  void open_lines();
  void open_recording();
  void listen();
  void break_silence();
  bool poll_line(std::size_t i);

  outlet<mbo_event> events_{*this, "events"};
  outlet<trade> trades_{*this, "trades"};
  outlet<trading_status> statuses_{*this, "statuses"};
  outlet<definition> definitions_{*this, "definitions"};
  outlet<imbalance> imbalances_{*this, "imbalances"};

  // parameters
  std::vector<std::string> symbols_;
  std::uint64_t venue_{0};
  std::vector<std::string> groups_{"239.192.0.1:26400"};
  std::vector<std::string> interfaces_;
  std::vector<std::string> other_groups_;
  std::uint64_t receive_buffer_{8U << 20};
  std::chrono::nanoseconds busy_poll_{0};
  std::string record_;
  std::chrono::nanoseconds silence_;

  symbol_filter wanted_;
  std::unique_ptr<hw::packet_recorder> recorder_; ///< null: nobody wants a recording
  std::vector<line> lines_;
  std::size_t turn_{0};
  hw::descriptor_set descriptors_;
  std::optional<timer_id> timer_;
  timestamp wake_at_{};
  std::optional<timer_id> listening_;
  bool heard_{false}; ///< since the last look
  bool silent_{false};
};

/// Names a line in metrics: `A`, `B`...
[[nodiscard]] inline std::string line_label(std::size_t i) {
  return std::string{"line=\""} + static_cast<char>('A' + i) + '"';
}

} // namespace corelane
