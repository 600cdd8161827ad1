#pragma once

#include "corelane/actors/venue/exchange.hpp"
#include "corelane/actors/venue/feed_channel.hpp"
#include "corelane/actors/venue/venue_probe.hpp"
#include "corelane/hw/net/endpoint.hpp"
#include "corelane/runtime/api/actor.hpp"
#include "corelane/runtime/api/registry.hpp"
#include "corelane/runtime/api/source.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace corelane {

/// An exchange to trade against: kind `venue`.
///
/// Each turn of its lane does one piece of work: reads a client, or lets the background flow
/// act if its time has come. Publishes each of `feeds` and takes FIX 4.4 at `order_entry`; either
/// may be empty. On drain clients are logged out, on stop the feed's
/// session ends.
class venue_actor : public actor, public source {
public:
  explicit venue_actor(actor_setup& setup);
  ~venue_actor() override;

  bool poll() override;
  void on_start() override;
  void on_drain() override;
  [[nodiscard]] bool drained() const override;
  void on_stop() override;
  void on_parameters_changed() override;
  void inspect(inspection& out) const override;

  /// Where clients connect; port 0 in the configuration becomes the port that was got. All 0
  /// before `on_start` and without order entry.
  [[nodiscard]] hw::endpoint order_entry() const noexcept { return order_entry_; }
  /// Null before `on_start`.
  [[nodiscard]] const venue::exchange* session() const noexcept { return exchange_.get(); }

private:
  struct settings {
    venue::listing_settings listings;
    std::uint64_t rate{20'000};
    std::uint64_t orders_per_book{40};
    std::uint64_t client_orders{65'536};
    std::chrono::nanoseconds start_delay{std::chrono::seconds{1}};
    std::chrono::nanoseconds packing{std::chrono::microseconds{10}};
    std::chrono::nanoseconds opens_at{0};
    std::vector<venue::feed_settings> feeds;
    venue::line_faults faults;
    std::string order_entry{"127.0.0.1:9898"};
    std::string comp_id{"VENUE"};
    bool cancel_on_disconnect{true};
  };

  void bind(parameter_list& parameters);
  void require_sense(parameter_list& parameters);
  [[nodiscard]] venue::exchange::settings exchange_settings() const;
  [[nodiscard]] timestamp opening_time() const; ///< 0: not set
  [[nodiscard]] std::string session_name(const venue::feed_settings& f) const;
  void open_feeds();
  void open_order_entry();
  void inspect_books(inspection& out) const;

  settings settings_;
  std::uint64_t instruments_{0};
  venue::venue_probe probe_;
  std::unique_ptr<venue::exchange> exchange_;
  std::vector<std::unique_ptr<venue::feed_channel>> feeds_;
  std::vector<std::unique_ptr<venue::order_entry>> entries_;
  hw::endpoint order_entry_{};
  bool clients_first_{false};
};

/// Registers the kind `venue`.
void register_venue_actors(registry& all);

} // namespace corelane
