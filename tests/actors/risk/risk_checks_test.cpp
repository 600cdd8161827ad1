#include "corelane/tests/actors/risk/risk_checks_fixture.hpp"

namespace corelane {
namespace {

TEST_F(risk_checks_test, an_order_within_all_limits_passes_and_is_open) {
  EXPECT_EQ(check(side::buy, 100, 100), passed);
  EXPECT_EQ(checks().orders().size(), 1U);
}

TEST_F(risk_checks_test, order_size_of_the_instrument_passes_and_one_share_more_does_not) {
  limits.instruments.push_back({.symbol = "AAPL", .order_size = {500}});
  EXPECT_EQ(check(side::buy, 500, 100), passed);
  EXPECT_EQ(check(side::buy, 501, 100), refused(order_size, scope::instrument, 500, 501));
}

TEST_F(risk_checks_test, order_size_of_the_strategy_holds_for_that_strategy_alone) {
  limits.strategies.push_back({.strategy = 2, .order_size = {500}});
  EXPECT_EQ(check(side::sell, 500, 100, 2), passed);
  EXPECT_EQ(check(side::sell, 501, 100, 2), refused(order_size, scope::strategy, 500, 501));
  EXPECT_EQ(check(side::sell, 501, 100, 1), passed);
}

TEST_F(risk_checks_test, notional_of_the_order_passes_at_the_limit_and_not_a_cent_above) {
  limits.each.order_notional = dollars(10'000);
  EXPECT_EQ(check(side::buy, 100, 100), passed);
  EXPECT_EQ(check(side::buy, 100, 100.01), refused(order_notional, scope::instrument,
                                                   dollars(10'000).nanos, dollars(10'001).nanos));
}

TEST_F(risk_checks_test, notional_of_the_strategy_is_its_own) {
  limits.strategies.push_back({.strategy = 1, .order_notional = dollars(10'000)});
  EXPECT_EQ(check(side::buy, 101, 100),
            refused(order_notional, scope::strategy, dollars(10'000).nanos, dollars(10'100).nanos));
}

TEST_F(risk_checks_test, position_counts_what_is_held_and_every_open_order_of_the_side) {
  limits.instruments.push_back({.symbol = "AAPL", .position = {1000}});
  hold(400, 100);
  EXPECT_EQ(check(side::buy, 300, 100), passed);
  EXPECT_EQ(check(side::buy, 300, 100), passed);
  EXPECT_EQ(check(side::buy, 1, 100), refused(position, scope::instrument, 1000, 1001));
  EXPECT_EQ(check(side::sell, 1400, 100), passed);
  EXPECT_EQ(check(side::sell, 1, 100), refused(position, scope::instrument, 1000, 1001));
}

TEST_F(risk_checks_test, position_of_one_instrument_is_not_that_of_another) {
  limits.each.position = {100};
  EXPECT_EQ(check(side::buy, 100, 100), passed);
  auto other = order(side::buy, 100, 100);
  other.instrument = msft;
  EXPECT_EQ(check(other), passed);
}

TEST_F(risk_checks_test, position_of_the_strategy_leaves_other_strategies_theirs) {
  limits.strategies.push_back({.strategy = 1, .position = {1000}});
  hold(1000, 100, 1);
  EXPECT_EQ(check(side::buy, 1, 100, 1), refused(position, scope::strategy, 1000, 1001));
  EXPECT_EQ(check(side::buy, 1, 100, 2), passed);
}

TEST_F(risk_checks_test, strategies_share_the_position_of_the_instrument) {
  limits.instruments.push_back({.symbol = "AAPL", .position = {1000}});
  hold(600, 100, 1);
  EXPECT_EQ(check(side::buy, 400, 100, 2), passed);
  EXPECT_EQ(check(side::buy, 1, 100, 3), refused(position, scope::instrument, 1000, 1001));
}

TEST_F(risk_checks_test, what_a_canceled_or_refused_order_held_back_is_free_again) {
  limits.each.position = {100};
  for (const auto why : {exec_type::canceled, exec_type::rejected, exec_type::expired}) {
    const auto o = order(side::buy, 100, 100);
    ASSERT_EQ(check(o), passed);
    ASSERT_FALSE(check(side::buy, 1, 100).passed());
    closed(o, why, ord_status::canceled);
  }
  EXPECT_EQ(check(side::buy, 100, 100), passed);
}

TEST_F(risk_checks_test, a_partial_fill_moves_its_shares_from_open_to_held) {
  limits.each.position = {100};
  const auto o = order(side::buy, 100, 100);
  ASSERT_EQ(check(o), passed);
  filled(o, 40, 100, 60);
  EXPECT_EQ(check(side::buy, 1, 100), refused(position, scope::instrument, 100, 101));
  EXPECT_EQ(check(side::sell, 140, 100), passed);
}

TEST_F(risk_checks_test, open_orders_are_limited_for_strategy_instrument_and_node) {
  limits.strategies.push_back({.strategy = 1, .open_orders = 1});
  limits.instruments.push_back({.symbol = "AAPL", .open_orders = 2});
  limits.node_open_orders = 3;
  EXPECT_EQ(check(side::buy, 1, 100, 1), passed);
  EXPECT_EQ(check(side::buy, 1, 100, 1), refused(open_orders, scope::strategy, 1, 2));
  EXPECT_EQ(check(side::buy, 1, 100, 2), passed);
  EXPECT_EQ(check(side::buy, 1, 100, 2), refused(open_orders, scope::instrument, 2, 3));
  auto other = order(side::buy, 1, 100, 2);
  other.instrument = msft;
  EXPECT_EQ(check(other), passed);
  other.cl_ord_id = ++last_id;
  EXPECT_EQ(check(other), refused(open_orders, scope::node, 3, 4));
}

TEST_F(risk_checks_test, more_orders_than_there_is_room_for_are_refused) {
  for (int n = 0; n < 64; ++n) ASSERT_EQ(check(side::buy, 1, 100), passed);
  EXPECT_EQ(check(side::buy, 1, 100), refused(open_orders, scope::node, 64, 65));
}

TEST_F(risk_checks_test, prices_pass_up_to_the_collar_on_both_sides_of_the_mid) {
  limits.each.collar_bps = 100;
  EXPECT_EQ(check(side::buy, 1, 101.00), passed);
  EXPECT_EQ(check(side::sell, 1, 99.00), passed);
  EXPECT_EQ(check(side::buy, 1, 101.01),
            refused(price_collar, scope::instrument, dollars(101).nanos, dollars(101.01).nanos));
  EXPECT_EQ(check(side::sell, 1, 98.99),
            refused(price_collar, scope::instrument, dollars(99).nanos, dollars(98.99).nanos));
}

TEST_F(risk_checks_test, the_collar_of_a_strategy_may_be_tighter) {
  limits.strategies.push_back({.strategy = 1, .collar_bps = 0});
  EXPECT_EQ(check(side::buy, 1, 100), passed);
  EXPECT_EQ(check(side::buy, 1, 100.01),
            refused(price_collar, scope::strategy, dollars(100).nanos, dollars(100.01).nanos));
}

TEST_F(risk_checks_test, a_trade_is_the_reference_while_the_book_has_one_side) {
  limits.each.collar_bps = 100;
  trade print;
  print.instrument = msft;
  print.px = dollars(50);
  checks().take(print);
  auto o = order(side::buy, 1, 51);
  o.instrument = msft;
  EXPECT_EQ(check(o),
            refused(price_collar, scope::instrument, dollars(50.5).nanos, dollars(51).nanos));
  show(msft, 50.9, 51.1);
  checks().take(print);
  o.cl_ord_id = ++last_id;
  EXPECT_EQ(check(o), passed);
}

TEST_F(risk_checks_test, while_a_book_is_not_to_be_believed_orders_may_only_reduce) {
  book_update top;
  top.instrument = aapl;
  top.bid = {dollars(10), quantity{1}};
  top.ask = {dollars(10), quantity{1}};
  limits.each.collar_bps = 100;
  checks().take(top);
  EXPECT_EQ(check(side::buy, 1, 100),
            refused(stale_book, scope::instrument, 0, dollars(100).nanos));
  show(aapl, 99.9, 100.1);
  EXPECT_EQ(check(side::buy, 1, 100), passed);
}

TEST_F(risk_checks_test, without_a_reference_orders_pass_unless_one_is_required) {
  auto o = order(side::buy, 1, 100);
  o.instrument = msft;
  EXPECT_EQ(check(o), passed);
  limits.require_reference = true;
  o.cl_ord_id = ++last_id;
  EXPECT_EQ(check(o), refused(price_collar, scope::instrument, 0, dollars(100).nanos));
}

TEST_F(risk_checks_test, a_market_order_is_worth_the_reference_and_needs_one) {
  limits.each.order_notional = dollars(10'000);
  auto o = order(side::buy, 101, 0);
  o.ord_type = ord_type::market;
  EXPECT_EQ(check(o), refused(order_notional, scope::instrument, dollars(10'000).nanos,
                              dollars(10'100).nanos));
  o.cl_ord_id = ++last_id;
  o.instrument = msft;
  EXPECT_EQ(check(o), refused(price_collar, scope::instrument, 0, 0));
}

TEST_F(risk_checks_test, message_rate_of_the_strategy_and_of_the_node) {
  limits.strategies.push_back({.strategy = 1, .message_rate = 2});
  limits.node_message_rate = 3;
  EXPECT_EQ(check(side::buy, 1, 100, 1), passed);
  EXPECT_EQ(check(side::buy, 1, 100, 1), passed);
  EXPECT_EQ(check(side::buy, 1, 100, 1), refused(message_rate, scope::strategy, 2, 3));
  EXPECT_EQ(check(side::buy, 1, 100, 2), passed);
  EXPECT_EQ(check(side::buy, 1, 100, 2), refused(message_rate, scope::node, 3, 4));
  clock.ns += 500'000'000;
  EXPECT_EQ(check(side::buy, 1, 100, 1), passed);
  EXPECT_EQ(check(side::buy, 1, 100, 1), refused(message_rate, scope::strategy, 2, 3));
}

TEST_F(risk_checks_test, a_client_order_id_is_used_once_even_after_its_order_is_final) {
  const auto o = order(side::buy, 1, 100);
  EXPECT_EQ(check(o), passed);
  EXPECT_EQ(check(o), refused(duplicate_cl_ord_id, scope::strategy, 1, 1));
  closed(o, exec_type::canceled, ord_status::canceled);
  EXPECT_EQ(check(o), refused(duplicate_cl_ord_id, scope::strategy, 1, 1));
  auto of_another = o;
  of_another.strategy = strategy_id{2};
  EXPECT_EQ(check(of_another), passed);
}

TEST_F(risk_checks_test, the_id_of_a_cancel_is_used_too) {
  const auto o = order(side::buy, 1, 100);
  ASSERT_EQ(check(o), passed);
  const auto c = cancel_of(o);
  ASSERT_EQ(check(c), passed);
  auto again = order(side::buy, 1, 100);
  again.cl_ord_id = c.cl_ord_id;
  EXPECT_EQ(check(again).reason, duplicate_cl_ord_id);
}

TEST_F(risk_checks_test, past_the_daily_loss_of_an_instrument_orders_may_only_reduce) {
  limits.instruments.push_back({.symbol = "AAPL", .daily_loss = dollars(100)});
  hold(100, 100);
  show(aapl, 98.99, 99.01);
  EXPECT_EQ(check(side::buy, 1, 99), passed) << "a loss of 100 is allowed";
  show(aapl, 98.98, 99.00);
  EXPECT_EQ(check(side::buy, 1, 99),
            refused(daily_loss, scope::instrument, dollars(100).nanos, dollars(101).nanos));
  EXPECT_EQ(check(side::sell, 101, 99).reason, daily_loss) << "would open a short";
  EXPECT_EQ(check(side::sell, 100, 99), passed);
  EXPECT_EQ(check(side::sell, 1, 99).reason, daily_loss) << "all is being sold already";
}

TEST_F(risk_checks_test, the_daily_loss_of_a_strategy_counts_all_its_instruments) {
  limits.strategies.push_back({.strategy = 1, .daily_loss = dollars(100)});
  hold(100, 100);
  show(aapl, 98.98, 99.00);
  auto elsewhere = order(side::buy, 1, 50);
  elsewhere.instrument = msft;
  EXPECT_EQ(check(elsewhere),
            refused(daily_loss, scope::strategy, dollars(100).nanos, dollars(101).nanos));
  EXPECT_EQ(check(side::buy, 1, 99, 2), passed);
}

TEST_F(risk_checks_test, the_daily_loss_of_the_node_stops_every_strategy) {
  limits.node_daily_loss = dollars(100);
  hold(100, 100);
  const auto s = order(side::sell, 100, 98);
  ASSERT_EQ(check(s), passed);
  filled(s, 100, 98, 0);
  EXPECT_EQ(check(side::buy, 1, 100, 2),
            refused(daily_loss, scope::node, dollars(100).nanos, dollars(200).nanos));
}

TEST_F(risk_checks_test, a_new_day_forgives_the_loss_of_the_last) {
  limits.node_daily_loss = dollars(100);
  hold(100, 102);
  ASSERT_EQ(check(side::buy, 1, 100).reason, daily_loss);
  clock.ns += 24LL * 3600 * 1'000'000'000;
  EXPECT_EQ(check(side::buy, 1, 100), passed);
}

TEST_F(risk_checks_test, an_instrument_that_the_exchange_halted_takes_no_orders_until_it_trades) {
  trading_status s;
  s.instrument = aapl;
  for (const auto state : {trading_state::halted, trading_state::paused, trading_state::closed}) {
    s.state = state;
    checks().take(s);
    EXPECT_EQ(check(side::buy, 1, 100),
              refused(instrument_halted, scope::instrument, 0, static_cast<std::int64_t>(state)));
  }
  s.state = trading_state::trading;
  checks().take(s);
  EXPECT_EQ(check(side::buy, 1, 100), passed);
}

TEST_F(risk_checks_test, the_kill_switch_refuses_orders_and_replaces_and_lets_cancels_pass) {
  const auto o = order(side::buy, 10, 100);
  ASSERT_EQ(check(o), passed);
  halted = true;
  EXPECT_EQ(check(side::buy, 1, 100), refused(kill_switch, scope::node, 0, 1));
  EXPECT_EQ(check(replace_of(o, 5, 100)), refused(kill_switch, scope::node, 0, 1));
  EXPECT_EQ(check(cancel_of(o)), passed);
}

TEST_F(risk_checks_test, the_node_s_notional_counts_open_orders_and_holdings) {
  limits.node_notional = dollars(30'000);
  hold(100, 100);
  EXPECT_EQ(check(side::buy, 100, 100), passed);
  EXPECT_EQ(check(side::buy, 100, 100, 2), passed);
  EXPECT_EQ(check(side::buy, 1, 100, 2),
            refused(node_notional, scope::node, dollars(30'000).nanos, dollars(30'100).nanos));
  EXPECT_EQ(check(side::sell, 100, 100), passed) << "reduces";
}

TEST_F(risk_checks_test, orders_that_make_no_sense_are_refused_as_invalid) {
  EXPECT_EQ(check(side::buy, 0, 100), refused(invalid_order, scope::none, 1, 0));
  EXPECT_EQ(check(side::buy, -5, 100), refused(invalid_order, scope::none, 1, -5));
  EXPECT_EQ(check(side::buy, 1, 0), refused(invalid_order, scope::none, 1, 0));
  EXPECT_EQ(check(side(2), 1, 100).reason, invalid_order);
  EXPECT_EQ(check(side::buy, 1, 100, 0), refused(invalid_order, scope::strategy, 4, 0));
  EXPECT_EQ(check(side::buy, 1, 100, 5), refused(invalid_order, scope::strategy, 4, 5));
}

TEST_F(risk_checks_test, an_instrument_the_node_does_not_know_is_refused) {
  auto o = order(side::buy, 1, 100);
  o.instrument = no_instrument;
  EXPECT_EQ(check(o).reason, unknown_instrument);
}

TEST_F(risk_checks_test, instruments_past_the_room_for_them_are_refused) {
  for (int n = 0; n < 8; ++n) {
    auto o = order(side::buy, 1, 100);
    o.instrument = instruments.add("S" + std::to_string(n));
    ASSERT_EQ(check(o), passed);
  }
  EXPECT_EQ(check(side::buy, 1, 100), refused(unknown_instrument, scope::instrument, 0, 0));
}

TEST_F(risk_checks_test, cancels_pass_whatever_else_is_broken_but_not_of_an_unknown_order) {
  limits.each.message_rate = 1;
  const auto o = order(side::buy, 1, 100);
  ASSERT_EQ(check(o), passed);
  EXPECT_EQ(check(cancel_of(o)), passed);
  EXPECT_EQ(check(cancel_of(order(side::buy, 1, 100))).reason, unknown_order);
  auto of_another = cancel_of(o);
  of_another.strategy = strategy_id{2};
  EXPECT_EQ(check(of_another).reason, unknown_order);
}

} // namespace
} // namespace corelane
