#include "corelane/runtime/graph/order_check.hpp"

#include "corelane/protocols/market/mbo_event.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace corelane {

namespace {

using problem = std::optional<config::error>;

/// One planned link of one outlet to one inlet, by actors of the plan (all replicas alike).
struct planned_link {
  std::string from, outlet, to, inlet;
  std::string_view event;
  config::mark where;
};

struct ports {
  std::set<std::string_view> in, out; ///< the events of an actor's inlets and outlets
};

class order_check {
public:
  explicit order_check(graph& g) : graph_{g} {
    for (auto& a : g.actors()) {
      auto& p = ports_[a.plan->name];
      for (const auto* i : a.self->inlets()) p.in.insert(i->type().name);
      for (const auto* o : a.self->outlets()) p.out.insert(o->type().name);
    }
    for (const auto& l : g.plan().links)
      for (const auto& to : l.to) links_.push_back(planned(l, to));
  }

  problem run() {
    for (const auto check :
         {&order_check::doubled, &order_check::two_feeds, &order_check::split,
          &order_check::past_risk, &order_check::unheard, &order_check::forgetful})
      if (auto error = (this->*check)()) return error;
    return std::nullopt;
  }

private:
  planned_link planned(const link_plan& l, const std::string& to) const {
    const auto from_dot = l.from.find('.');
    const auto to_dot = to.find('.');
    planned_link p{l.from.substr(0, from_dot),
                   l.from.substr(from_dot + 1),
                   to.substr(0, to_dot),
                   to.substr(to_dot + 1),
                   {},
                   l.source.where()};
    for (auto& a : graph_.actors())
      if (a.plan->name == p.from)
        for (const auto* o : a.self->outlets())
          if (o->name() == p.outlet) p.event = o->type().name;
    return p;
  }
  [[nodiscard]] bool linked(const std::string& actor, std::string_view event, bool out) const {
    return std::ranges::any_of(links_, [&](const planned_link& l) {
      return l.event == event && (out ? l.from : l.to) == actor;
    });
  }

  /// It does something with an order, where others only look on.
  [[nodiscard]] bool answers(const std::string& actor) const {
    return ports_.at(actor).out.contains(execution_report::event_name);
  }

  problem doubled() {
    std::set<std::string> seen;
    for (const auto& l : links_)
      if (!seen.insert(l.from + '.' + l.outlet + " to " + l.to + '.' + l.inlet).second)
        return config::error{l.where, "'" + l.from + "." + l.outlet + "' is linked to '" + l.to
                                          + "." + l.inlet + "' twice: each event would come twice"};
    return std::nullopt;
  }

  problem two_feeds() {
    std::map<std::string, std::string> source;
    for (const auto& l : links_) {
      if (l.event != mbo_event::event_name) continue;
      const auto [known, fresh] = source.emplace(l.to + '.' + l.inlet, l.from);
      if (!fresh)
        return config::error{l.where, "'" + l.to + "." + l.inlet + "' takes orders of '"
                                          + known->second + "' already: venues number their orders "
                                          "as they like, so give each feed a book of its own"};
    }
    return std::nullopt;
  }

  problem split() {
    std::map<std::string, std::string> target;
    for (const auto& l : links_) {
      if (l.event != order_request::event_name || !answers(l.to)) continue;
      const auto [known, fresh] = target.emplace(l.from + '.' + l.outlet, l.to);
      if (!fresh)
        return config::error{l.where, "orders of '" + l.from + "." + l.outlet + "' go to '"
                                          + known->second + "' and to '" + l.to
                                          + "': each would be sent twice; link them to one"};
    }
    return std::nullopt;
  }

  /// From where orders begin straight to where they end.
  problem past_risk() {
    if (graph_.plan().unchecked_orders) return std::nullopt;
    for (const auto& l : links_)
      if (l.event == order_request::event_name
          && !ports_.at(l.from).in.contains(order_request::event_name) && answers(l.to)
          && !ports_.at(l.to).out.contains(order_request::event_name))
        return config::error{l.where, "orders of '" + l.from + "' go to '" + l.to
                                          + "' past risk; link them by a risk actor, or set "
                                            "node.unchecked_orders: true"};
    return std::nullopt;
  }

  problem unheard() {
    for (const auto& l : links_) {
      if (l.event != order_request::event_name || !answers(l.to)) continue;
      if (!linked(l.to, execution_report::event_name, true))
        return config::error{
            l.where, "orders go to '" + l.to + "', and its executions go nowhere: link them back"};
      if (ports_.at(l.from).in.contains(execution_report::event_name)
          && !linked(l.from, execution_report::event_name, false))
        return config::error{l.where, "'" + l.from
                                          + "' sends orders and hears of no executions: link an "
                                            "outlet of executions to it"};
    }
    return std::nullopt;
  }

  problem forgetful() {
    for (const auto& a : graph_.plan().actors) {
      if (a.supervision != on_failure::restart) continue;
      const auto& p = ports_.at(a.name);
      for (const auto event : {order_request::event_name, mbo_event::event_name})
        if (p.in.contains(event) || p.out.contains(event))
          return config::error{a.source.where(),
                               "actor '" + a.name + "' cannot have on_failure: restart: it would "
                               "begin without the orders it knew; use halt or escalate"};
    }
    return std::nullopt;
  }

  graph& graph_;
  std::map<std::string, ports> ports_;
  std::vector<planned_link> links_;
};

} // namespace

std::optional<config::error> check_orders(graph& g) { return order_check{g}.run(); }

} // namespace corelane
