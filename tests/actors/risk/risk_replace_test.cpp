#include "corelane/tests/actors/risk/risk_checks_fixture.hpp"

namespace corelane {
namespace {

class risk_of_replaces : public risk_checks_test {
protected:
  risk_of_replaces() {
    limits.each.position = {1000};
    o = order(side::buy, 600, 100);
    EXPECT_EQ(check(o), passed);
  }
  order_request o;
};

TEST_F(risk_of_replaces, only_the_difference_counts_against_the_position) {
  EXPECT_EQ(check(replace_of(o, 1001, 100)), refused(position, scope::instrument, 1000, 1001));
  EXPECT_EQ(check(replace_of(o, 1000, 100)), passed);
}

TEST_F(risk_of_replaces, while_in_flight_the_larger_of_both_versions_is_reserved) {
  ASSERT_EQ(check(replace_of(o, 100, 100)), passed);
  EXPECT_EQ(check(side::buy, 401, 100), refused(position, scope::instrument, 1000, 1001));
  EXPECT_EQ(check(side::buy, 400, 100), passed);
}

TEST_F(risk_of_replaces, once_granted_the_new_quantity_is_reserved) {
  const auto r = replace_of(o, 100, 100);
  ASSERT_EQ(check(r), passed);
  auto done = about(r, exec_type::replaced, ord_status::new_order);
  done.order_px = r.px;
  done.leaves_qty = {100};
  checks().take(done);
  EXPECT_EQ(check(side::buy, 901, 100), refused(position, scope::instrument, 1000, 1001));
  EXPECT_EQ(check(side::buy, 900, 100), passed);
}

TEST_F(risk_of_replaces, once_refused_the_old_quantity_is_reserved) {
  const auto r = replace_of(o, 1000, 100);
  ASSERT_EQ(check(r), passed);
  ASSERT_FALSE(check(side::buy, 1, 100).passed());
  checks().take(about(r, exec_type::cancel_rejected, ord_status::new_order));
  EXPECT_EQ(check(side::buy, 400, 100), passed);
}

TEST_F(risk_of_replaces, price_and_size_are_checked_like_those_of_an_order) {
  limits.each.collar_bps = 100;
  limits.each.order_size = {700};
  checks().limits_changed();
  EXPECT_EQ(check(replace_of(o, 600, 102)).reason, price_collar);
  EXPECT_EQ(check(replace_of(o, 701, 100)).reason, order_size);
}

TEST_F(risk_of_replaces, a_second_one_waits_for_the_answer_to_the_first) {
  ASSERT_EQ(check(replace_of(o, 500, 100)), passed);
  EXPECT_EQ(check(replace_of(o, 400, 100)).reason, invalid_order);
}

TEST_F(risk_of_replaces, an_order_that_is_not_open_cannot_be_replaced) {
  EXPECT_EQ(check(replace_of(order(side::buy, 1, 100), 1, 100)).reason, unknown_order);
}

} // namespace
} // namespace corelane
