#include "corelane/actors/venue/fix_order_fields.hpp"

#include "corelane/protocols/fix44/field_value.hpp"
#include "corelane/protocols/fix44/tag.hpp"

namespace corelane::venue {

namespace tag = fix44::tag;

namespace {

const char* read_side(std::string_view text, side& to) noexcept {
  if (text != "1" && text != "2") return "Side (54) is missing or not 1 or 2";
  to = text == "1" ? side::buy : side::sell;
  return nullptr;
}

const char* read_time_in_force(std::string_view text, time_in_force& to) noexcept {
  if (text.empty() || text == "0")
    to = time_in_force::day;
  else if (text == "3")
    to = time_in_force::ioc;
  else if (text == "4")
    to = time_in_force::fok;
  else
    return "TimeInForce (59) is not 0, 3 or 4";
  return nullptr;
}

/// What D and G have and F has not.
const char* read_terms(const fix44::field_index& fields, client_request& to) noexcept {
  const auto qty = fix44::to_quantity(fields.find(tag::order_qty));
  if (!qty) return "OrderQty (38) is missing or no whole number";
  to.qty = *qty;
  const auto type = fields.find(tag::ord_type);
  if (type != "1" && type != "2") return "OrdType (40) is missing or not 1 or 2";
  to.ord_type = type == "1" ? ord_type::market : ord_type::limit;
  if (to.ord_type == ord_type::limit) {
    const auto px = fix44::to_price(fields.find(tag::price));
    if (!px) return "Price (44) is missing or no decimal";
    to.px = *px;
  } else if (to.action == order_action::replace) {
    return "OrdType (40) of a replace must be 2";
  }
  return read_time_in_force(fields.find(tag::time_in_force), to.time_in_force);
}

char code_of(exec_type t) noexcept {
  switch (t) {
    case exec_type::trade: return 'F';
    case exec_type::canceled: return '4';
    case exec_type::replaced: return '5';
    case exec_type::rejected: return '8';
    default: return '0';
  }
}

char code_of(ord_status s) noexcept {
  switch (s) {
    case ord_status::partially_filled: return '1';
    case ord_status::filled: return '2';
    case ord_status::canceled: return '4';
    case ord_status::rejected: return '8';
    default: return '0';
  }
}

char code_of(time_in_force t) noexcept {
  switch (t) {
    case time_in_force::day: return '0';
    case time_in_force::ioc: return '3';
    case time_in_force::fok: return '4';
  }
  return '0';
}

/// Tag 103.
std::uint64_t ord_rej_reason(reject_reason r) noexcept {
  switch (r) {
    case reject_reason::unknown_instrument: return 1;
    case reject_reason::exchange_closed: return 2;
    case reject_reason::duplicate_cl_ord_id: return 6;
    default: return 99;
  }
}

/// Tag 102.
std::uint64_t cxl_rej_reason(reject_reason r) noexcept {
  switch (r) {
    case reject_reason::too_late_to_cancel: return 0;
    case reject_reason::unknown_order: return 1;
    case reject_reason::duplicate_cl_ord_id: return 6;
    default: return 99;
  }
}

void write_cancel_reject(fix44::message_writer& w, const client_report& r) noexcept {
  w.constant(r.request == order_action::replace ? "434=2\x01" : "434=1\x01");
  w.number("102=", cxl_rej_reason(r.reason));
}

void write_execution(fix44::message_writer& w, const client_report& r) noexcept {
  w.number("17=", r.exec_id);
  w.character("150=", code_of(r.exec_type));
  if (r.exec_type == exec_type::rejected) w.number("103=", ord_rej_reason(r.reason));
  w.text("55=", r.symbol);
  w.constant(r.side == side::buy ? "54=1\x01" : "54=2\x01");
  w.amount("38=", r.qty);
  w.constant(r.ord_type == ord_type::market ? "40=1\x01" : "40=2\x01");
  if (r.ord_type == ord_type::limit) w.decimal("44=", r.px);
  w.character("59=", code_of(r.time_in_force));
  if (r.exec_type == exec_type::trade) {
    w.amount("32=", r.last_qty);
    w.decimal("31=", r.last_px);
  }
  w.amount("151=", r.leaves_qty);
  w.amount("14=", r.cum_qty);
  w.decimal("6=", r.avg_px);
}

} // namespace

const char* read_client_request(const fix44::field_index& fields, client_request& to) noexcept {
  const auto type = fields.msg_type();
  to.action = type == "F"   ? order_action::cancel
              : type == "G" ? order_action::replace
                            : order_action::submit;
  to.id = fields.find(tag::cl_ord_id);
  if (to.id.empty()) return "ClOrdID (11) is missing";
  if (to.action != order_action::submit) {
    to.original_id = fields.find(tag::orig_cl_ord_id);
    if (to.original_id.empty()) return "OrigClOrdID (41) is missing";
  }
  to.symbol = fields.find(tag::symbol);
  if (to.symbol.empty()) return "Symbol (55) is missing";
  if (const auto* fault = read_side(fields.find(tag::side), to.side)) return fault;
  return to.action == order_action::cancel ? nullptr : read_terms(fields, to);
}

char msg_type_of(const client_report& r) noexcept {
  return r.exec_type == exec_type::cancel_rejected ? '9' : '8';
}

void write_client_report(fix44::message_writer& w, const client_report& r,
                         std::string_view time) noexcept {
  if (r.order_id == 0)
    w.constant("37=NONE\x01");
  else
    w.number("37=", r.order_id);
  w.text("11=", r.id);
  if (!r.original_id.empty()) w.text("41=", r.original_id);
  w.character("39=", code_of(r.ord_status));
  if (r.exec_type == exec_type::cancel_rejected)
    write_cancel_reject(w, r);
  else
    write_execution(w, r);
  w.text("60=", time);
  if (!r.text.empty()) w.text("58=", r.text);
}

} // namespace corelane::venue
