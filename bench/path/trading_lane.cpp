#include "corelane/bench/path/trading_lane.hpp"

#include "corelane/actors/register_all.hpp"
#include "corelane/config/document.hpp"

#include <algorithm>
#include <ranges>
#include <stdexcept>

namespace corelane::bench {

namespace {

outlet_base& out_of(actor& a, std::string_view name) {
  return **std::ranges::find(a.outlets(), name, [](const auto* p) { return p->name(); });
}
inlet_base& into(actor& a, std::string_view name) {
  return **std::ranges::find(a.inlets(), name, [](const auto* p) { return p->name(); });
}

} // namespace

actor& trading_lane::make(const std::string& name, const std::string& kind,
                          const std::string& parameters) {
  setups_.push_back(std::make_unique<bench_setup>(name, node_));
  auto& setup = *setups_.back();
  actors_.push_back(kinds_.find(kind)->make(setup));
  const auto given = config::load_text(parameters, "bench");
  if (auto error = setup.parameters().assign(std::get<config::value>(given)))
    throw std::runtime_error{error->to_string()};
  links_.place(*actors_.back(), lane_);
  actors_.back()->bind_to(lane_);
  return *actors_.back();
}

trading_lane::trading_lane(const std::string& strategy, const std::string& strategy_parameters,
                           const std::string& book_parameters, bool stamps) {
  register_all(kinds_);
  kinds_.add<encoding_gateway>("gateway.encoding", "encodes and acknowledges");
  auto& feed = make("feed", "feed.itch50", "{group: '127.0.0.1:0'}");
  auto& book = make("book", "book", book_parameters);
  auto& trader = make("strategy", strategy, strategy_parameters);
  auto& risk =
      make("risk", "risk", "{max_message_rate: 1000000000, node_max_message_rate: 1000000000}");
  auto& gateway = make("gateway", "gateway.encoding", "{}");
  feed_ = dynamic_cast<packet_handler*>(&feed);
  gateway_ = dynamic_cast<encoding_gateway*>(&gateway);
  const auto link = [&](actor& from, const char* outlet, actor& to, const char* inlet) {
    links_.link({&from, &out_of(from, outlet), {&into(to, inlet)}});
  };
  link(feed, "events", book, "events");
  link(book, "updates", risk, "books");
  link(book, "updates", trader, "books");
  link(trader, "orders", risk, "orders");
  link(risk, "approved", gateway, "orders");
  link(gateway, "executions", risk, "executions");
  link(risk, "reports", trader, "executions");
  if (stamps)
    links_.set_stage_latency([this](const actor& from, const lane& on) {
      return &node_.metrics.make_latency(from.name(), on.settings().name);
    });
  links_.resolve();
  for (auto& a : actors_ | std::views::reverse) a->on_start();
}

trading_lane::~trading_lane() {
  for (auto& a : actors_) a->on_stop();
}

void trading_lane::take(std::span<const std::byte> packet, tsc_stamp received) {
  feed_->on_packet({packet, received, {}});
  lane_.settle();
}

} // namespace corelane::bench
