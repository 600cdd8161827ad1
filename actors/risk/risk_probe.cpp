#include "corelane/actors/risk/risk_probe.hpp"

#include <string>

namespace corelane {

risk_probe::risk_probe(actor_setup& setup)
    : checks_{setup.make_counter("corelane_risk_checks_total", "Requests checked")},
      lost_fills_{setup.make_counter("corelane_risk_unplaced_fills_total",
                                     "Fills of more instruments than there is room for")},
      realised_{setup.make_gauge("corelane_risk_realised_profit_nanos",
                                 "Profit of closed holdings since start, 1e-9 currency units")},
      unrealised_{setup.make_gauge("corelane_risk_unrealised_profit_nanos",
                                   "Profit of open holdings at the reference price, 1e-9 units")} {
  refusals_.push_back(checks_); // `none` is never refused for
  for_each_reason([&](reject_reason r) {
    refusals_.push_back(setup.make_counter("corelane_risk_rejects_total", "Requests refused",
                                           std::string{"reason=\""} + to_string(r) + "\""));
  });
}

} // namespace corelane
