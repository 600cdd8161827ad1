#include "corelane/protocols/ouch50/decoder.hpp"
#include "corelane/protocols/ouch50/user_ref_num.hpp"
#include "corelane/protocols/soupbin/client_session.hpp"
#include "corelane/protocols/soupbin/server_session.hpp"
#include "corelane/tests/protocols/ouch50/random_message.hpp"

#include <gtest/gtest.h>
#include <deque>
#include <map>
#include <optional>

// Orders over SoupBinTCP whose connection drops: what the venue says comes again by its number,
// what the client asks is asked again by its own.

namespace corelane::ouch50 {
namespace {

using bytes = std::vector<std::byte>;

void append(bytes& to, std::span<const std::byte> more) {
  to.insert(to.end(), more.begin(), more.end());
}

/// Accepts every order once and keeps what it has said.
struct venue final : soupbin::server_handler {
  std::variant<soupbin::login_accepted, soupbin::login_reject_reason> on_login(
      const soupbin::login_request& r) override {
    return soupbin::login_accepted{"TODAY", r.next_sequence};
  }
  void on_unsequenced(std::span<const std::byte> message) override {
    decode_request(message, [&]<class Message>(const Message& m) {
      if constexpr (std::is_same_v<Message, enter_order>) {
        if (!numbers.accept(m.user_ref_num)) return;
        order_accepted a;
        a.user_ref_num = m.user_ref_num;
        a.quantity = m.quantity;
        said.push_back(ouch50::bytes_of(a));
      } else if constexpr (std::is_same_v<Message, account_query>) {
        account_query_response q;
        q.next_user_ref_num = numbers.next();
        said.push_back(ouch50::bytes_of(q));
      }
    });
  }
  void on_disconnect(std::string_view) override { lost = true; }
  void send(std::span<const std::byte> b) override { append(out, b); }

  user_ref_nums numbers;
  std::vector<bytes> said;
  bytes out;
  bool lost{false};
};

/// Sends orders, and those without an answer again after each login.
struct trader final : soupbin::client_handler {
  void on_login(const soupbin::login_accepted&) override {
    for (const auto& [number, order] : unanswered) session->send(ouch50::bytes_of(order), now);
  }
  void on_sequenced(std::uint64_t, std::span<const std::byte> message) override {
    decode_report(message, [&]<class Message>(const Message& m) {
      if constexpr (std::is_same_v<Message, order_accepted>) {
        ++accepted[m.user_ref_num];
        unanswered.erase(m.user_ref_num);
      }
    });
  }
  void on_end_of_session() override {}
  void on_disconnect(std::string_view) override { lost = true; }
  void send(std::span<const std::byte> b) override { append(out, b); }

  void enter(std::uint32_t quantity) {
    enter_order o;
    o.user_ref_num = *numbers.take();
    o.quantity = quantity;
    unanswered.emplace(o.user_ref_num, o);
    if (session->logged_in()) session->send(ouch50::bytes_of(o), now);
  }

  soupbin::client_session* session{nullptr};
  timestamp now{};
  user_ref_nums numbers;
  std::map<std::uint32_t, enter_order> unanswered;
  std::map<std::uint32_t, int> accepted;
  bytes out;
  bool lost{false};
};

class day {
public:
  explicit day(std::uint64_t seed) : random_{seed} {
    me_.session = &client_;
    connect();
  }

  /// 50 orders, with the connection cut at random points, and then none that is.
  void run() {
    for (int order = 0; order < 50;) {
      if (random_() % 8 == 0) connect();
      if (random_() % 3 == 0) me_.enter(static_cast<std::uint32_t>(++order));
      step(random_() % 60);
    }
    connect();
    for (int i = 0; i < 2'000 && !me_.unanswered.empty(); ++i) step(1'000);
  }
  [[nodiscard]] const trader& client() const { return me_; }
  [[nodiscard]] const venue& exchange() const { return venue_; }

private:
  /// What was on its way is lost.
  void connect() {
    client_.disconnected();
    me_.out.clear();
    venue_.out.clear();
    server_.emplace(soupbin::session_times::settings{}, venue_, now_);
    client_.connected(now_);
  }
  void step(std::size_t most) {
    pass(me_.out, most, [&](auto b) { return server_->received(b, now_); });
    while (server_->logged_in() && server_->next_sequence() <= venue_.said.size())
      server_->send_sequenced(venue_.said[server_->next_sequence() - 1], now_);
    pass(venue_.out, most, [&](auto b) { return client_.received(b, now_); });
  }
  template <class Take>
  static void pass(bytes& from, std::size_t most, Take&& take) {
    const auto used = take(std::span<const std::byte>{from}.first(std::min(most, from.size())));
    from.erase(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(used));
  }

  std::mt19937_64 random_;
  timestamp now_{1'000'000'000};
  trader me_;
  venue venue_;
  soupbin::client_session client_{{"TRADER", "SECRET", "", 1, {}}, me_};
  std::optional<soupbin::server_session> server_;
};

TEST(ouch50_session, takes_every_order_once_over_a_connection_that_drops) {
  const auto first = std::random_device{}();
  for (std::uint64_t seed = first; seed < first + 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    day d{seed};
    d.run();
    ASSERT_TRUE(d.client().unanswered.empty());
    ASSERT_EQ(d.client().accepted.size(), 50U);
    for (const auto& [number, times] : d.client().accepted) ASSERT_EQ(times, 1) << number;
    ASSERT_EQ(d.exchange().said.size(), 50U);
  }
}

} // namespace
} // namespace corelane::ouch50
