#include "corelane/actors/venue/client_desk.hpp"

#include "venue_fixture.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace corelane::venue {
namespace {

using namespace std::chrono_literals;

/// A desk whose protocol is the test; keeps reports with their texts.
class bare_desk : public client_desk {
public:
  struct kept {
    client_report report;
    std::string id, original_id, text;
  };
  using client_desk::cancel_all;
  using client_desk::client_desk;
  using client_desk::handle;

  bool poll(timestamp) override { return false; }
  void stop(timestamp) override {}
  bool stopped(timestamp) const override { return true; }
  void inspect(inspection&) const override {}

  std::vector<kept> take() { return std::exchange(reports_, {}); }

private:
  void report(const client_report& r) override {
    reports_.push_back({r, std::string{r.id}, std::string{r.original_id}, std::string{r.text}});
  }
  std::vector<kept> reports_;
};

constexpr price fifty{50'000'000'000};
constexpr price cent{10'000'000};

exchange::settings without_flow() {
  exchange::settings s;
  s.messages_per_second = 0;
  return s;
}

struct client_desk_test : testing::Test {
  client_desk_test() {
    driver.start();
    driver.run_until_trading();
  }

  void order(const char* id, side s, price px, std::int64_t qty,
             time_in_force tif = time_in_force::day, std::uint32_t session = 1,
             ord_type type = ord_type::limit) {
    client_request r;
    r.id = id;
    r.symbol = "CORA";
    r.side = s;
    r.px = px;
    r.qty = {qty};
    r.time_in_force = tif;
    r.ord_type = type;
    desk.handle(session, r, driver.now());
  }
  void change(order_action action, const char* id, const char* original, price px = fifty,
              std::int64_t qty = 100) {
    client_request r;
    r.action = action;
    r.id = id;
    r.original_id = original;
    r.symbol = "CORA";
    r.px = px;
    r.qty = {qty};
    desk.handle(1, r, driver.now());
  }

  bare_setup setup;
  venue_probe probe{setup};
  exchange venue{without_flow(), {{"CORA", fifty}, {"LANE", fifty}}, probe};
  bare_desk desk{venue, 16};
  exchange_driver driver{venue};
};

TEST_F(client_desk_test, a_resting_order_is_acknowledged_and_later_its_fill_is_reported) {
  order("A1", side::buy, fifty, 300);
  auto seen = desk.take();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].report.exec_type, exec_type::new_order);
  EXPECT_EQ(seen[0].report.leaves_qty.units, 300);
  order("B1", side::sell, fifty, 100, time_in_force::day, 2);
  seen = desk.take();
  ASSERT_EQ(seen.size(), 3U);
  const auto& fill = seen[1].report;
  EXPECT_EQ(seen[1].id, "A1");
  EXPECT_EQ(fill.session, 1U);
  EXPECT_EQ(fill.ord_status, ord_status::partially_filled);
  EXPECT_EQ(fill.cum_qty.units, 100);
  EXPECT_EQ(fill.leaves_qty.units, 200);
  EXPECT_EQ(fill.last_px, fifty);
  EXPECT_EQ(seen[2].report.session, 2U);
  EXPECT_EQ(seen[2].report.ord_status, ord_status::filled);
  EXPECT_EQ(seen[2].report.leaves_qty.units, 0);
}

TEST_F(client_desk_test, an_ioc_order_reports_its_fill_and_then_the_cancel_of_the_rest) {
  order("B1", side::sell, fifty, 100, time_in_force::day, 2);
  desk.take();
  order("A1", side::buy, fifty, 250, time_in_force::ioc);
  const auto seen = desk.take();
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_EQ(seen[0].report.exec_type, exec_type::new_order);
  EXPECT_EQ(seen[2].report.exec_type, exec_type::trade);
  EXPECT_EQ(seen[3].report.exec_type, exec_type::canceled);
  EXPECT_EQ(seen[3].report.ord_status, ord_status::canceled);
  EXPECT_EQ(seen[3].report.cum_qty.units, 100);
  EXPECT_EQ(seen[3].report.leaves_qty.units, 0);
  EXPECT_EQ(seen[3].original_id, "");
}

TEST_F(client_desk_test, a_cancel_is_reported_under_its_own_identifier) {
  order("A1", side::buy, fifty, 300);
  desk.take();
  change(order_action::cancel, "A2", "A1");
  const auto seen = desk.take();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].report.exec_type, exec_type::canceled);
  EXPECT_EQ(seen[0].id, "A2");
  EXPECT_EQ(seen[0].original_id, "A1");
  EXPECT_EQ(desk.open_orders(), 0U);
}

TEST_F(client_desk_test, a_replace_keeps_the_order_id_and_what_was_filled) {
  order("A1", side::buy, fifty, 300);
  order("B1", side::sell, fifty, 100, time_in_force::ioc, 2);
  const auto first = desk.take()[0].report.order_id;
  change(order_action::replace, "A2", "A1", fifty - cent, 500);
  auto seen = desk.take();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].report.exec_type, exec_type::replaced);
  EXPECT_EQ(seen[0].id, "A2");
  EXPECT_EQ(seen[0].original_id, "A1");
  EXPECT_EQ(seen[0].report.order_id, first);
  EXPECT_EQ(seen[0].report.qty.units, 500);
  EXPECT_EQ(seen[0].report.leaves_qty.units, 400);
  EXPECT_EQ(seen[0].report.cum_qty.units, 100);
  EXPECT_EQ(venue.engine().best(instrument_id{0}, side::buy).px, fifty - cent);

  change(order_action::cancel, "A3", "A1");
  EXPECT_EQ(desk.take()[0].report.reason, reject_reason::unknown_order) << "A1 is A2 now";
  change(order_action::cancel, "A4", "A2");
  EXPECT_EQ(desk.take()[0].report.exec_type, exec_type::canceled);
}

TEST_F(client_desk_test, a_cancel_after_the_fill_is_too_late_and_of_a_stranger_unknown) {
  order("A1", side::buy, fifty, 100);
  order("B1", side::sell, fifty, 100, time_in_force::day, 2);
  desk.take();
  change(order_action::cancel, "A2", "A1");
  auto seen = desk.take();
  EXPECT_EQ(seen[0].report.exec_type, exec_type::cancel_rejected);
  EXPECT_EQ(seen[0].report.reason, reject_reason::too_late_to_cancel);
  EXPECT_EQ(seen[0].report.ord_status, ord_status::filled);
  change(order_action::cancel, "A3", "B1");
  EXPECT_EQ(desk.take()[0].report.reason, reject_reason::unknown_order);
}

TEST_F(client_desk_test, a_replace_to_less_than_was_filled_is_refused) {
  order("A1", side::buy, fifty, 300);
  order("B1", side::sell, fifty, 100, time_in_force::ioc, 2);
  desk.take();
  change(order_action::replace, "A2", "A1", fifty, 100);
  const auto seen = desk.take();
  EXPECT_EQ(seen[0].report.exec_type, exec_type::cancel_rejected);
  EXPECT_EQ(seen[0].report.leaves_qty.units, 200);
}

TEST_F(client_desk_test, an_identifier_may_be_used_once) {
  order("A1", side::buy, fifty, 100);
  order("A1", side::buy, fifty, 100);
  const auto seen = desk.take();
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[1].report.reason, reject_reason::duplicate_cl_ord_id);
  order("A1", side::buy, fifty, 100, time_in_force::day, 2);
  EXPECT_EQ(desk.take()[0].report.exec_type, exec_type::new_order) << "another session's A1";
}

TEST_F(client_desk_test, a_refused_order_says_why_and_leaves_nothing_open) {
  order("A1", side::buy, {1}, 100);
  order("A2", side::buy, fifty, 0);
  order("", side::buy, fifty, 100);
  client_request unknown;
  unknown.id = "A4";
  unknown.symbol = "NONE";
  unknown.qty = {100};
  desk.handle(1, unknown, driver.now());
  const auto seen = desk.take();
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_EQ(seen[0].report.reason, reject_reason::invalid_order);
  EXPECT_EQ(seen[1].report.reason, reject_reason::invalid_order);
  EXPECT_EQ(seen[2].report.reason, reject_reason::invalid_order);
  EXPECT_EQ(seen[3].report.reason, reject_reason::unknown_instrument);
  for (const auto& s : seen) EXPECT_EQ(s.report.exec_type, exec_type::rejected);
  EXPECT_EQ(desk.open_orders(), 0U);
}

TEST_F(client_desk_test, a_refused_replace_leaves_the_order_open_under_its_old_name) {
  order("A1", side::buy, fifty, 100);
  desk.take();
  change(order_action::replace, "A2", "A1", {1}, 100);
  EXPECT_EQ(desk.take()[0].report.exec_type, exec_type::cancel_rejected);
  change(order_action::cancel, "A3", "A1");
  EXPECT_EQ(desk.take()[0].report.exec_type, exec_type::canceled);
}

TEST_F(client_desk_test, all_orders_of_a_session_can_be_cancelled_at_once) {
  order("A1", side::buy, fifty - cent, 100);
  order("A2", side::buy, fifty, 100);
  order("B1", side::sell, fifty + cent, 100, time_in_force::day, 2);
  desk.take();
  desk.cancel_all(1, driver.now());
  const auto seen = desk.take();
  ASSERT_EQ(seen.size(), 2U);
  for (const auto& s : seen) EXPECT_EQ(s.report.exec_type, exec_type::canceled);
  EXPECT_EQ(venue.engine().open_orders(), 1U);
}

TEST_F(client_desk_test, after_the_close_orders_are_refused) {
  driver.stop();
  order("A1", side::buy, fifty, 100);
  EXPECT_EQ(desk.take()[0].report.reason, reject_reason::exchange_closed);
}

TEST_F(client_desk_test, a_venue_without_room_says_so) {
  for (int i = 0; i < 16; ++i) order(std::to_string(i).c_str(), side::buy, fifty, 100);
  desk.take();
  order("more", side::buy, fifty, 100);
  EXPECT_EQ(desk.take()[0].report.reason, reject_reason::venue_other);
}

} // namespace
} // namespace corelane::venue
