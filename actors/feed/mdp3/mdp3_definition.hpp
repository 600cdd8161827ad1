#pragma once

#include "corelane/actors/feed/session_day.hpp"
#include "corelane/protocols/market/definition.hpp"
#include "corelane/protocols/mdp3/messages.hpp"

#include <algorithm>
#include <string_view>

namespace corelane {

/// The definitions of all kinds of instruments, which share most of their fields.
template <class Message>
concept mdp3_definition = requires(const Message& m) {
  m.security_id;
  m.symbol;
  m.asset;
  m.feed_types;
  m.display_factor;
};

namespace mdp3_definitions {

template <std::size_t Size>
void copy(std::string_view from, char (&to)[Size]) {
  std::copy_n(from.begin(), std::min(from.size(), Size), to);
}
template <class Decimal>
[[nodiscard]] price price_of(Decimal d) noexcept {
  return d.has_value() ? price{sbe::nanos_of(d)} : price{};
}

template <mdp3_definition Message>
[[nodiscard]] definition::kind kind_of(const Message& m) noexcept {
  if constexpr (requires { m.put_or_call; })
    return m.put_or_call == mdp3::put_or_call::call ? definition::kind::call
                                                    : definition::kind::put;
  else if constexpr (requires { m.legs; })
    return definition::kind::spread;
  else if constexpr (requires { m.coupon_rate; })
    return definition::kind::bond;
  else if constexpr (
      requires { m.repo_type; } || requires { m.termination_type; })
    return definition::kind::repo;
  else if constexpr (requires { m.fx_currency_symbol; })
    return definition::kind::fx;
  else
    return definition::kind::future;
}

/// The last moment of trading, if an event of the instrument tells it; else its day of maturity.
template <mdp3_definition Message>
[[nodiscard]] timestamp expiry_of(const Message& m) {
  for (const auto e : m.events)
    if (e.type == mdp3::event_type::last_eligible_trade_date) return e.time;
  if constexpr (requires { m.maturity.year; }) {
    if (!m.maturity.year.has_value() || !m.maturity.month.has_value()) return {};
    const auto number =
        *m.maturity.year * 10'000U + *m.maturity.month * 100U + m.maturity.day.value_or(1);
    if (const auto day = session_day::of_number(number)) return day->midnight({});
  }
  return {};
}

} // namespace mdp3_definitions

/// Fills in `d` what the message says. `known`: the instrument was defined before.
template <mdp3_definition Message>
void describe(const Message& m, bool known, definition& d) {
  using namespace mdp3_definitions;
  d.what = m.action == mdp3::definition_action::remove ? definition::action::removed
           : known                                     ? definition::action::modified
                                                       : definition::action::added;
  d.is = kind_of(m);
  d.venue_instrument = static_cast<std::uint32_t>(m.security_id);
  copy(m.currency.view(), d.currency);
  copy(m.group.view(), d.market);
  d.tick = price_of(m.tick);
  d.display_factor = price_of(m.display_factor);
  d.round_lot = {static_cast<std::int64_t>(m.min_trade_qty)};
  d.expires = expiry_of(m);
  if constexpr (requires { m.strike; }) d.strike = price_of(m.strike);
  if constexpr (requires { m.unit_qty; }) d.multiplier = price_of(m.unit_qty);
  if constexpr (requires { m.reference_px; }) d.reference = price_of(m.reference_px);
  d.lowest = price_of(m.low_limit);
  d.highest = price_of(m.high_limit);
}

} // namespace corelane
