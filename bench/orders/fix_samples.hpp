#pragma once

#include "corelane/bench/orders/order_samples.hpp"
#include "corelane/protocols/fix44/order_fields.hpp"
#include "corelane/protocols/fix44/utc_text.hpp"

#include <span>
#include <string_view>

namespace corelane::bench {

/// Writes samples as whole FIX messages, header, body length and checksum included.
class fix_samples {
public:
  std::string_view order(std::span<char> room, const order_sample& s, const order_request& r) {
    return message(room,
                   "35=D\x01"
                   "49=CORELANE\x01"
                   "56=VENUE\x01"
                   "34=",
                   s, r.created,
                   [&](auto& w, auto time) { fix44::write_request(w, r, s.symbol, time); });
  }
  std::string_view fill(std::span<char> room, const order_sample& s, const execution_report& r) {
    return message(room,
                   "35=8\x01"
                   "49=VENUE\x01"
                   "56=CORELANE\x01"
                   "34=",
                   s, r.transact_time, [&](auto& w, auto time) {
                     fix44::write_report(w, r, s.symbol, r.last_px, time, {});
                   });
  }

private:
  template <class Body>
  std::string_view message(std::span<char> room, std::string_view head, const order_sample& s,
                           timestamp at, Body&& body) {
    fix44::message_writer w{room};
    const auto time = time_.of(at);
    w.number(head, s.seq_num);
    w.text("52=", time);
    body(w, time);
    return w.finish();
  }

  fix44::utc_text time_;
};

} // namespace corelane::bench
