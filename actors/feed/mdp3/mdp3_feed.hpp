#pragma once

#include "corelane/actors/feed/feed_line.hpp"
#include "corelane/actors/feed/mdp3/mdp3_instruments.hpp"
#include "corelane/actors/feed/mdp3/mdp3_normaliser.hpp"
#include "corelane/actors/feed/mdp3/mdp3_snapshot.hpp"
#include "corelane/actors/feed/multicast_feed.hpp"
#include "corelane/actors/feed/sequence_space.hpp"
#include "corelane/protocols/market/mbp_event.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

/// One channel of CME MDP 3.0: books by price (`prices`) and by order (`events`).
///
/// Packets are awaited from the other line; what neither brings is replaced from the loops of
/// snapshots: the incremental packets are held meanwhile, each instrument's changes up to its
/// own snapshot are left out, and the books are shown again when all instruments have been taken.
/// Instruments are known by their definitions, from their own loop or from the channel itself. A
/// session (a week) begins with packet 1.
class mdp3_feed final : public multicast_feed, private sequence_owner {
public:
  explicit mdp3_feed(actor_setup& setup);
  ~mdp3_feed() override;

  void on_start() override;
  void on_drain() override;
  void inspect(inspection& out) const override;
  void on_packet(const packet& p) override;

private:
  friend class mdp3_normaliser<mdp3_feed>;
  struct definition_reader;
  struct snapshot_reader;

  using multicast_feed::emit;
  void emit(const mbp_event& e) { prices_.emit(e); }
  void contradicted();

  void on_wake() override { space_.on_deadline(); }
  void on_silence(bool silent) override;

  std::uint32_t take(const sequenced_packet& p, std::uint32_t skip) override;
  bool request_messages(message_range) override { return false; }
  bool request_snapshot() override;
  void trust(book_state state) override { normaliser_->trust(state); }
  [[nodiscard]] timestamp time() const override { return now(); }
  void wake_at(timestamp at) override { wake(at); }

  void take_increment(const packet& p, const mdp3::packet_header& header);
  void take_definitions(const packet& p);
  void take_snapshots(const packet& p);
  template <class Snapshot>
  void take_levels(const Snapshot& m);
  template <class Snapshot>
  void take_orders(const Snapshot& m);
  [[nodiscard]] mdp3_instrument* instrument_of(std::int32_t security_id);
  void begin_session(const packet& p, std::uint64_t first);

  outlet<mbp_event> prices_{*this, "prices"};

  // parameters
  std::vector<std::string> snapshot_groups_;
  std::vector<std::string> order_snapshot_groups_;
  std::vector<std::string> definition_groups_;
  std::string late_join_{"recover"};
  std::uint64_t max_instruments_{16'384};
  std::uint64_t max_orders_{1'000'000};

  instrument_directory& directory_;
  std::vector<feed_line> lines_; ///< the last one is for the loops
  std::size_t first_snapshot_line_{0};
  std::size_t first_order_snapshot_line_{0};
  std::size_t first_definition_line_{0};
  std::unique_ptr<mdp3_instruments> instruments_;
  std::unique_ptr<mdp3_normaliser<mdp3_feed>> normaliser_;
  std::unique_ptr<mdp3_snapshot> snapshot_;
  sequence_space space_{*this, recovery_probe_};
  counter unknown_templates_;
  counter contradictions_;
  std::size_t definitions_expected_{0}; ///< 0: no loop has said it yet
  timestamp sent_{};                    ///< the newest packet taken
  bool begun_{false};
};

} // namespace corelane
