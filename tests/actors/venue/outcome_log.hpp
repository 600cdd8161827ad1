#pragma once

#include "corelane/actors/venue/matching_handler.hpp"

#include <cstdint>
#include <iomanip>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace corelane::venue {

/// What an engine put out, as short texts: `accepted #1`, `trade #1 x #2 100 @ 10.01 (1)`.
class outcome_log : public matching_handler {
public:
  void accepted(const book_order& o) override { note("accepted ", o.reference); }
  void rested(const book_order& o) override {
    note("rested ", o.reference, " ", o.leaves, " @ ", o.px);
  }
  void executed(const execution& e) override {
    note("trade ", e.resting.reference, " x ", e.taker.reference, " ", e.qty, " @ ", e.px, " (",
         e.match, ")");
  }
  void canceled(const cancellation& c) override {
    static constexpr const char* causes[] = {"requested", "ioc", "fok", "no liquidity"};
    note("canceled ", c.order.reference, " ", c.qty, " ", causes[static_cast<int>(c.cause)]);
  }
  void replaced(const replacement& r) override {
    note("replaced ", r.before.reference, " by ", r.after.reference, " ", r.after.leaves, " @ ",
         r.after.px, r.rests ? "" : " crossing");
  }
  void printed(const print& p) override {
    note("printed ", p.qty, " @ ", p.px, " (", p.match, ")");
  }
  void order_refused(const new_order&, refusal why) override { note("refused ", to_string(why)); }
  void request_refused(order_reference reference, order_owner, refusal why) override {
    note("request on ", reference, " refused ", to_string(why));
  }

  std::vector<std::string> take() { return std::exchange(lines_, {}); }

private:
  template <class... Parts>
  void note(const Parts&... parts) {
    std::ostringstream line;
    (put(line, parts), ...);
    lines_.push_back(std::move(line).str());
  }
  template <class T>
  static void put(std::ostream& out, const T& part) {
    out << part;
  }
  static void put(std::ostream& out, order_reference r) {
    out << '#' << static_cast<std::uint64_t>(r);
  }
  static void put(std::ostream& out, quantity qty) { out << qty.units; }
  static void put(std::ostream& out, price px) {
    const auto cents = px.nanos / 10'000'000;
    out << cents / 100 << '.' << std::setw(2) << std::setfill('0') << cents % 100;
  }

  std::vector<std::string> lines_;
};

} // namespace corelane::venue
