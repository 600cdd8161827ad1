#include "corelane/runtime/node/node.hpp"

#include "corelane/config/document.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/runtime/api/source.hpp"

#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

namespace corelane {
namespace {

using namespace std::chrono_literals;

/// Emits a print each millisecond or so.
class ticker final : public actor, public source {
public:
  explicit ticker(actor_setup& s) : actor{s} {}
  void on_start() override { start_repeating_timer(1ms); }
  void on_timer(timer_id) override { out_.emit(trade{}); }
  bool poll() override { return false; }

private:
  outlet<trade> out_{*this, "out"};
};

/// Counts prints, and throws at the tenth since it was made; refuses to start when told to.
class fragile final : public actor {
public:
  explicit fragile(actor_setup& s) : actor{s}, all_{s.make_counter("seen_total", "seen")} {
    s.parameters().bind(limit_, "limit", "1", "print at which to throw").live();
    s.parameters().bind(refuse_, "refuse", "", "do not start");
  }
  void on_start() override {
    if (refuse_) throw std::runtime_error{"port 99 is in use; choose another"};
  }
  void inspect(inspection& out) const override {
    out.field("seen", seen_);
    out.field("limit", limit_);
  }

private:
  void take(const trade&) {
    all_.add();
    if (++seen_ == limit_) throw std::runtime_error{"too many"};
  }
  inlet<trade> in_{*this, "in", on<&fragile::take>};
  counter all_;
  std::int64_t limit_{10};
  std::int64_t seen_{0};
  bool refuse_{false};
};

class node_test : public ::testing::Test {
protected:
  node_test() {
    kinds.add<ticker>("ticker", "");
    kinds.add<fragile>("fragile", "");
  }
  void make(const std::string& on_failure, const std::string& parameters = "") {
    const auto yaml = "node: {control: ''}\n"
                      "lanes: [{name: a, idle: park}, {name: b, idle: park}]\n"
                      "actors:\n"
                      "  - {name: ticker, kind: ticker, lane: a}\n"
                      "  - {name: fragile, kind: fragile, lane: b, on_failure: "
                      + on_failure + ", parameters: {" + parameters
                      + "}}\n"
                        "links: [{from: ticker.out, to: fragile.in}]\n";
    auto plan = read_plan(std::get<config::value>(config::load_text(yaml, "test.yaml")));
    auto made = node::make(std::get<node_plan>(plan), kinds);
    ASSERT_TRUE(std::holds_alternative<std::unique_ptr<node>>(made))
        << std::get<config::error>(made).to_string();
    n = std::move(std::get<std::unique_ptr<node>>(made));
  }
  [[nodiscard]] std::string state_of(std::size_t actor) {
    return std::get<nlohmann::ordered_json>(n->actors())[actor]["state"];
  }
  template <class Holds>
  void until(Holds&& holds) {
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (!holds()) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline);
      std::this_thread::yield();
    }
  }
  [[nodiscard]] double seen() { return n->metric_slots().total("seen_total"); }

  registry kinds;
  std::unique_ptr<node> n;
};

TEST_F(node_test, an_actor_that_throws_is_made_anew_and_keeps_parameters_and_counts) {
  make("restart");
  ASSERT_FALSE(n->start());
  ASSERT_TRUE(std::holds_alternative<nlohmann::ordered_json>(n->set("fragile", "limit", "20")));
  until([&] { return seen() > 50; });
  EXPECT_EQ(state_of(1), "running");
  const auto told = std::get<nlohmann::ordered_json>(n->inspect("fragile"));
  EXPECT_EQ(told["limit"], 20) << "what was set at run time is kept";
  EXPECT_FALSE(n->actors_and_links().halt().halted());
  n->stop();
}

TEST_F(node_test, one_that_throws_too_often_halts_the_node_instead) {
  make("restart", "limit: 1");
  ASSERT_FALSE(n->start());
  until([&] { return n->actors_and_links().halt().halted(); });
  EXPECT_EQ(state_of(1), "failed");
  EXPECT_EQ(seen(), 6) << "the first, and five more made anew";
  n->stop();
}

TEST_F(node_test, a_failure_that_halts_lets_the_others_go_on) {
  make("halt");
  ASSERT_FALSE(n->start());
  until([&] { return n->actors_and_links().halt().halted(); });
  EXPECT_EQ(state_of(0), "running");
  EXPECT_FALSE(n->stop_requested());
  n->stop();
}

TEST_F(node_test, a_failure_that_escalates_asks_for_a_stop_with_the_reason) {
  make("escalate");
  ASSERT_FALSE(n->start());
  EXPECT_TRUE(n->wait_for_stop(20s));
  EXPECT_EQ(n->stop_reason(), "fragile failed");
  n->stop();
}

TEST_F(node_test, an_actor_that_does_not_start_is_named_and_nothing_runs) {
  make("halt", "refuse: true");
  const auto error = n->start();
  ASSERT_TRUE(error);
  EXPECT_EQ(*error, "actor 'fragile': port 99 is in use; choose another");
}

TEST_F(node_test, what_is_asked_of_it_is_answered_or_refused_with_a_reason) {
  make("halt");
  ASSERT_FALSE(n->start());
  EXPECT_EQ(std::get<control_error>(n->inspect("nobody")).status, 404);
  EXPECT_EQ(std::get<control_error>(n->set("fragile", "refuse", "true")).status, 400);
  EXPECT_EQ(std::get<control_error>(n->set("fragile", "limit", "x")).status, 400);
  EXPECT_EQ(std::get<nlohmann::ordered_json>(n->links())[0]["kind"], "ring");
  n->stop();
}

} // namespace
} // namespace corelane
