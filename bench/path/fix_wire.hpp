#pragma once

#include "corelane/protocols/fix44/order_fields.hpp"
#include "corelane/protocols/fix44/session.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"

#include <cstddef>
#include <memory>

namespace corelane::bench {

/// Turns requests into FIX bytes by a session that is logged on; the bytes go nowhere.
class fix_wire final : private fix44::session_handler {
public:
  fix_wire() {
    fix44::session_settings peer;
    peer.sender_comp_id = "VENUE";
    peer.initiator = false;
    fix44::session acceptor{peer, *this};
    const timestamp now{1'000'000'000'000};
    acceptor.connected(now);
    session_.connected(now);
    session_.sent(acceptor.receive(session_.outbound(), now));
    acceptor.sent(session_.receive(acceptor.outbound(), now));
  }

  /// The number of bytes the request became.
  std::size_t encode(const order_request& r, std::string_view symbol) noexcept {
    session_.send(fix44::msg_type_of(r.action), r.created, [&](fix44::message_writer& w) {
      fix44::write_request(w, r, symbol, session_.time_text(r.created));
    });
    const auto n = session_.outbound().size();
    session_.sent(n);
    return n;
  }

  /// What a venue says that takes everything.
  [[nodiscard]] static execution_report acknowledgement(const order_request& r) noexcept {
    execution_report e;
    e.side = r.side;
    e.instrument = r.instrument;
    e.strategy = r.strategy;
    e.cl_ord_id = r.cl_ord_id;
    e.orig_cl_ord_id = r.orig_cl_ord_id;
    e.order_px = r.px;
    e.leaves_qty = r.qty;
    e.order_id = 1;
    if (r.action == order_action::replace) {
      e.exec_type = exec_type::replaced;
      e.ord_status = ord_status::replaced;
    } else if (r.action == order_action::cancel) {
      e.exec_type = exec_type::canceled;
      e.ord_status = ord_status::canceled;
      e.leaves_qty = {0};
    }
    return e;
  }

private:
  static fix44::session_settings settings() {
    fix44::session_settings s;
    s.sender_comp_id = "CORELANE";
    s.target_comp_id = "VENUE";
    return s;
  }
  void on_message(const fix44::field_index&, bool) override {}
  void on_logon() override {}
  void on_disconnect(std::string_view) override {}

  fix44::session session_{settings(), *this};
};

} // namespace corelane::bench
