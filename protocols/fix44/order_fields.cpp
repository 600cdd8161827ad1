#include "corelane/protocols/fix44/order_fields.hpp"

#include "corelane/protocols/fix44/field_value.hpp"
#include "corelane/protocols/fix44/tag.hpp"

#include <array>
#include <utility>

namespace corelane::fix44 {

namespace {

template <class Enum>
using code = std::pair<char, Enum>;

constexpr std::array exec_types{
    code<exec_type>{'A', exec_type::pending_new}, code<exec_type>{'0', exec_type::new_order},
    code<exec_type>{'F', exec_type::trade},       code<exec_type>{'4', exec_type::canceled},
    code<exec_type>{'5', exec_type::replaced},    code<exec_type>{'8', exec_type::rejected},
    code<exec_type>{'C', exec_type::expired}};

constexpr std::array statuses{code<ord_status>{'A', ord_status::pending_new},
                              code<ord_status>{'0', ord_status::new_order},
                              code<ord_status>{'1', ord_status::partially_filled},
                              code<ord_status>{'2', ord_status::filled},
                              code<ord_status>{'4', ord_status::canceled},
                              code<ord_status>{'5', ord_status::replaced},
                              code<ord_status>{'6', ord_status::pending_cancel},
                              code<ord_status>{'E', ord_status::pending_replace},
                              code<ord_status>{'8', ord_status::rejected},
                              code<ord_status>{'C', ord_status::expired}};

constexpr std::array tifs{code<time_in_force>{'0', time_in_force::day},
                          code<time_in_force>{'3', time_in_force::ioc},
                          code<time_in_force>{'4', time_in_force::fok}};

/// Codes by the value of the enum; what has none has the first one's.
template <class Enum, std::size_t N>
constexpr std::array<char, 16> codes_of(const std::array<code<Enum>, N>& table) noexcept {
  std::array<char, 16> codes;
  codes.fill(table.front().first);
  for (const auto& [c, v] : table) codes[static_cast<std::size_t>(v)] = c;
  return codes;
}
constexpr auto exec_type_codes = codes_of(exec_types);
constexpr auto status_codes = codes_of(statuses);
constexpr auto tif_codes = codes_of(tifs);

template <class Enum>
constexpr char to_code(const std::array<char, 16>& codes, Enum value) noexcept {
  return codes[static_cast<std::size_t>(value) & 15];
}

template <class Enum, std::size_t N>
std::optional<Enum> from_code(const std::array<code<Enum>, N>& table,
                              std::string_view text) noexcept {
  if (text.size() == 1)
    for (const auto& [c, v] : table)
      if (c == text[0]) return v;
  return std::nullopt;
}

/// Tags 103 of message 8 and 102 of message 9.
reject_reason reason_of(std::string_view rejected, std::string_view cancel_rejected) noexcept {
  if (cancel_rejected == "0") return reject_reason::too_late_to_cancel;
  if (cancel_rejected == "1") return reject_reason::unknown_order;
  if (rejected == "1") return reject_reason::unknown_instrument;
  if (rejected == "2") return reject_reason::exchange_closed;
  if (rejected == "5") return reject_reason::unknown_order;
  if (rejected == "6") return reject_reason::duplicate_cl_ord_id;
  return reject_reason::venue_other;
}

std::uint64_t reason_code(const execution_report& r) noexcept {
  const bool cancel = r.exec_type == exec_type::cancel_rejected;
  switch (r.reason) {
    case reject_reason::too_late_to_cancel: return 0;
    case reject_reason::unknown_order: return cancel ? 1 : 5;
    case reject_reason::unknown_instrument: return 1;
    case reject_reason::exchange_closed: return 2;
    case reject_reason::duplicate_cl_ord_id: return 6;
    default: return 99;
  }
}

/// More than the fields with numbers of a message take.
constexpr std::size_t numbers_room = 10 * (5 + price_room);

constexpr bool names_original(order_action a) noexcept { return a != order_action::submit; }

} // namespace

char msg_type_of(order_action a) noexcept {
  switch (a) {
    case order_action::submit: return 'D';
    case order_action::cancel: return 'F';
    case order_action::replace: return 'G';
  }
  return 'D';
}

void write_request(message_writer& w, const order_request& r, std::string_view symbol,
                   std::string_view time) noexcept {
  char* at = w.reserve(numbers_room + symbol.size() + time.size());
  if (at == nullptr) return;
  at = put_number(at, "11=", r.cl_ord_id);
  if (names_original(r.action)) at = put_number(at, "41=", r.orig_cl_ord_id);
  at = put_text(at, "55=", symbol);
  at = put_character(at, "54=", r.side == side::buy ? '1' : '2');
  if (r.action == order_action::cancel) {
    if (r.qty.units > 0) at = put_amount(at, "38=", r.qty);
    return w.wrote(put_text(at, "60=", time));
  }
  at = put_text(at, "60=", time);
  at = put_amount(at, "38=", r.qty);
  if (r.ord_type == ord_type::market) {
    at = put(at, "40=1\x01");
  } else {
    at = put(at, "40=2\x01");
    at = put_decimal(at, "44=", r.px);
  }
  w.wrote(
      put_character(at, "59=", to_code(tif_codes, static_cast<time_in_force>(r.time_in_force))));
}

std::optional<order_request> read_request(const field_index& fields, std::string_view& symbol,
                                          const char*& fault) noexcept {
  order_request r;
  const auto type = fields.msg_type();
  if (type == "F")
    r.action = order_action::cancel;
  else if (type == "G")
    r.action = order_action::replace;
  const auto missing = [&](const char* what) {
    fault = what;
    return std::nullopt;
  };
  const auto id = to_number(fields.find(tag::cl_ord_id));
  if (!id || *id == 0) return missing("ClOrdID (11) is missing or no number");
  r.cl_ord_id = *id;
  if (names_original(r.action)) {
    const auto original = to_number(fields.find(tag::orig_cl_ord_id));
    if (!original) return missing("OrigClOrdID (41) is missing or no number");
    r.orig_cl_ord_id = *original;
  }
  symbol = fields.find(tag::symbol);
  if (symbol.empty()) return missing("Symbol (55) is missing");
  const auto side_text = fields.find(tag::side);
  if (side_text != "1" && side_text != "2") return missing("Side (54) is missing or not 1 or 2");
  r.side = side_text == "1" ? side::buy : side::sell;
  if (r.action == order_action::cancel) return r;
  const auto qty = to_quantity(fields.find(tag::order_qty));
  if (!qty) return missing("OrderQty (38) is missing or no whole number");
  r.qty = *qty;
  const auto type_text = fields.find(tag::ord_type);
  if (type_text != "1" && type_text != "2") return missing("OrdType (40) is missing or not 1 or 2");
  r.ord_type = type_text == "1" ? ord_type::market : ord_type::limit;
  if (r.ord_type == ord_type::limit) {
    const auto px = to_price(fields.find(tag::price));
    if (!px) return missing("Price (44) is missing or no decimal");
    r.px = *px;
  }
  const auto tif = fields.find(tag::time_in_force);
  const auto known = from_code(tifs, tif.empty() ? "0" : tif);
  if (!known) return missing("TimeInForce (59) is not 0, 3 or 4");
  r.time_in_force = *known;
  return r;
}

char msg_type_of(const execution_report& r) noexcept {
  return r.exec_type == exec_type::cancel_rejected ? '9' : '8';
}

namespace {

char* put_cancel_reject(char* at, const execution_report& r) noexcept {
  at = put(at, "434=1\x01");
  return put_number(at, "102=", reason_code(r));
}

char* put_execution(char* at, const execution_report& r, std::string_view symbol,
                    price avg_px) noexcept {
  at = put_number(at, "17=", r.exec_id);
  at = put_character(at, "150=", to_code(exec_type_codes, r.exec_type));
  if (r.exec_type == exec_type::rejected) at = put_number(at, "103=", reason_code(r));
  at = put_text(at, "55=", symbol);
  at = put_character(at, "54=", r.side == side::buy ? '1' : '2');
  if (r.order_px.nanos != 0) at = put_decimal(at, "44=", r.order_px);
  if (r.exec_type == exec_type::trade) {
    at = put_amount(at, "32=", r.last_qty);
    at = put_decimal(at, "31=", r.last_px);
  }
  at = put_amount(at, "151=", r.leaves_qty);
  at = put_amount(at, "14=", r.cum_qty);
  return put_decimal(at, "6=", avg_px);
}

} // namespace

void write_report(message_writer& w, const execution_report& r, std::string_view symbol,
                  price avg_px, std::string_view time, std::string_view text) noexcept {
  char* at = w.reserve(numbers_room + symbol.size() + time.size() + text.size());
  if (at == nullptr) return;
  at = r.order_id != 0 ? put_number(at, "37=", r.order_id) : put(at, "37=NONE\x01");
  at = put_number(at, "11=", r.cl_ord_id);
  if (r.orig_cl_ord_id != 0) at = put_number(at, "41=", r.orig_cl_ord_id);
  at = put_character(at, "39=", to_code(status_codes, r.ord_status));
  at = r.exec_type == exec_type::cancel_rejected ? put_cancel_reject(at, r)
                                                 : put_execution(at, r, symbol, avg_px);
  at = put_text(at, "60=", time);
  if (!text.empty()) at = put_text(at, "58=", text);
  w.wrote(at);
}

std::optional<execution_report> read_report(const field_index& fields,
                                            const char*& fault) noexcept {
  execution_report r;
  const auto missing = [&](const char* what) {
    fault = what;
    return std::nullopt;
  };
  r.order_id = to_identifier(fields.find(tag::order_id));
  const auto id = to_number(fields.find(tag::cl_ord_id));
  if (!id) return missing("ClOrdID (11) is missing or no number");
  r.cl_ord_id = *id;
  r.orig_cl_ord_id = to_number(fields.find(tag::orig_cl_ord_id)).value_or(0);
  const auto status = from_code(statuses, fields.find(tag::ord_status));
  if (!status) return missing("OrdStatus (39) is missing or not known");
  r.ord_status = *status;
  if (const auto t = to_timestamp(fields.find(tag::transact_time))) r.transact_time = *t;
  r.poss_resend = fields.find(tag::poss_resend) == "Y" || fields.find(tag::poss_dup_flag) == "Y";
  if (fields.msg_type() == "9") {
    r.exec_type = exec_type::cancel_rejected;
    r.reason = reason_of({}, fields.find(tag::cxl_rej_reason));
    return r;
  }
  const auto type = from_code(exec_types, fields.find(tag::exec_type));
  if (!type) return missing("ExecType (150) is missing or not known");
  r.exec_type = *type;
  r.exec_id = to_identifier(fields.find(tag::exec_id));
  r.side = fields.find(tag::side) == "2" ? side::sell : side::buy;
  const auto leaves = to_quantity(fields.find(tag::leaves_qty));
  const auto cum = to_quantity(fields.find(tag::cum_qty));
  if (!leaves || !cum) return missing("LeavesQty (151) or CumQty (14) is missing");
  r.leaves_qty = *leaves;
  r.cum_qty = *cum;
  if (const auto px = to_price(fields.find(tag::price))) r.order_px = *px;
  if (r.exec_type == exec_type::rejected)
    r.reason = reason_of(fields.find(tag::ord_rej_reason), {});
  if (r.exec_type == exec_type::trade) {
    const auto qty = to_quantity(fields.find(tag::last_qty));
    const auto px = to_price(fields.find(tag::last_px));
    if (!qty || !px) return missing("LastQty (32) or LastPx (31) is missing");
    r.last_qty = *qty;
    r.last_px = *px;
  }
  return r;
}

} // namespace corelane::fix44
