#include "corelane/protocols/fix44/field_value.hpp"
#include "corelane/protocols/fix44/session.hpp"

#include <gtest/gtest.h>
#include <memory>
#include <random>
#include <string>
#include <vector>

// Two sessions joined by a link that drops at random points, and whose processes die: nothing is
// lost, nothing comes twice, everything in order.

namespace corelane::fix44 {
namespace {

using namespace std::chrono_literals;

/// One side: what it has said and heard, over a store that outlives its sessions.
class side_of_link final : public session_handler {
public:
  side_of_link(bool initiator, std::size_t outbound_bytes, std::size_t queued_bytes) {
    settings_.sender_comp_id = initiator ? "CLIENT" : "VENUE";
    settings_.target_comp_id = initiator ? "VENUE" : "CLIENT";
    settings_.initiator = initiator;
    settings_.reset_on_logon = false;
    settings_.heartbeat = 1s;
    settings_.outbound_bytes = outbound_bytes;
    settings_.queued_bytes = queued_bytes;
    remake();
  }
  /// The process dies and comes up again: only the store is left.
  void remake() { engine = std::make_unique<session>(settings_, *this, store_); }

  void say(timestamp now) {
    const auto n = said + 1;
    if (engine->send('B', now, [&](message_writer& w) { w.number("58=", n); })) said = n;
  }

  std::unique_ptr<session> engine;
  std::uint64_t said{0};
  std::vector<std::uint64_t> heard;
  std::vector<std::string> faults; ///< endings that no lost connection explains

private:
  void on_message(const field_index& f, bool) override {
    if (f.msg_type() == "B")
      heard.push_back(*to_number(f.find(tag::text)));
    else
      faults.push_back("refused: " + std::string{f.find(tag::text)});
  }
  void on_logon() override {}
  void on_disconnect(std::string_view why) override {
    if (why.find("silent") == std::string_view::npos
        && why.find("no logon") == std::string_view::npos
        && why.find("slowly") == std::string_view::npos)
      faults.emplace_back(why);
  }

  session_settings settings_;
  memory_session_store store_{4'096};
};

class dropping_link {
public:
  explicit dropping_link(std::uint64_t seed) : random_{seed} { connect(); }

  /// A few hundred messages each way, then a calm end.
  void run() {
    for (int turn = 0; turn < 400; ++turn) {
      if (random_() % 24 == 0) drop();
      if (random_() % 3 == 0) talk(client_);
      if (random_() % 3 == 0) talk(venue_);
      step(random_() % 400);
      now_ = now_ + std::chrono::milliseconds{random_() % 300};
      if (over()) connect();
    }
    for (int turn = 0; turn < 2'000 && !settled(); ++turn) {
      step(100'000);
      now_ = now_ + 100ms;
      if (over()) connect();
    }
  }
  void expect_nothing_lost_and_nothing_twice() const {
    expect_all(client_, venue_);
    expect_all(venue_, client_);
  }

private:
  void talk(side_of_link& who) {
    for (auto n = random_() % 4; n > 0; --n) who.say(now_);
  }
  /// What is on its way is lost, in part of one message at times; a process may die with it.
  void drop() {
    step(random_() % 100);
    if (random_() % 3 == 0) client_.remake();
    if (random_() % 3 == 0) venue_.remake();
    connect();
  }
  void connect() {
    for (auto* who : {&client_, &venue_}) who->engine->disconnected();
    to_client_.clear();
    to_venue_.clear();
    venue_.engine->connected(now_);
    client_.engine->connected(now_);
  }
  [[nodiscard]] bool over() const {
    return client_.engine->state() == session_state::disconnected
           || venue_.engine->state() == session_state::disconnected;
  }
  void step(std::size_t most) {
    carry(*client_.engine, *venue_.engine, to_venue_, most);
    carry(*venue_.engine, *client_.engine, to_client_, most);
    client_.engine->tick(now_);
    venue_.engine->tick(now_);
  }
  /// Up to `most` bytes leave one side and come to the other.
  void carry(session& from, session& to, std::string& on_its_way, std::size_t most) {
    const auto bytes = from.outbound().substr(0, most);
    on_its_way += bytes;
    from.sent(bytes.size());
    if (to.state() != session_state::disconnected)
      on_its_way.erase(0, to.receive(on_its_way, now_));
  }
  [[nodiscard]] bool settled() const {
    return client_.heard.size() == venue_.said && venue_.heard.size() == client_.said
           && client_.engine->outbound().empty() && venue_.engine->outbound().empty();
  }
  static void expect_all(const side_of_link& from, const side_of_link& to) {
    ASSERT_EQ(to.heard.size(), from.said);
    for (std::size_t i = 0; i < to.heard.size(); ++i) ASSERT_EQ(to.heard[i], i + 1);
    ASSERT_TRUE(from.faults.empty()) << from.faults.front();
  }

  std::mt19937_64 random_;
  timestamp now_{1'795'216'582'000'000'000};
  side_of_link client_{true, random_() % 4 == 0 ? 12'000U : 1U << 18,
                       random_() % 4 == 0 ? 600U : 1U << 18};
  side_of_link venue_{false, random_() % 4 == 0 ? 12'000U : 1U << 18,
                      random_() % 4 == 0 ? 600U : 1U << 18};
  std::string to_client_;
  std::string to_venue_;
};

TEST(fix_link, that_drops_at_any_point_loses_nothing_and_brings_nothing_twice) {
  const auto first = std::random_device{}();
  for (std::uint64_t seed = first; seed < first + 1'000ULL; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    dropping_link link{seed};
    link.run();
    link.expect_nothing_lost_and_nothing_twice();
    if (HasFatalFailure()) return;
  }
}

} // namespace
} // namespace corelane::fix44
