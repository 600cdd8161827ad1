#include "corelane/bench/orders/order_benches.hpp"
#include "corelane/bench/orders/order_samples.hpp"
#include "corelane/bench/orders/sample_timing.hpp"
#include "corelane/protocols/ouch50/decoder.hpp"
#include "corelane/protocols/ouch50/wire_price.hpp"
#include "corelane/protocols/soupbin/packet.hpp"

#include <array>
#include <stdexcept>

namespace corelane::bench {

namespace {

constexpr int rounds = 9, passes = 100;
constexpr ouch50::symbol_text symbol{"AAPL"};
constexpr ouch50::cl_ord_id_text cl_ord_id{"20261121000001"};

ouch50::enter_order order_of(const order_request& r, ouch50::appendage options) {
  ouch50::enter_order o;
  o.user_ref_num = static_cast<std::uint32_t>(r.cl_ord_id);
  o.side = r.side == side::buy ? 'B' : 'S';
  o.quantity = static_cast<std::uint32_t>(r.qty.units);
  o.symbol = symbol;
  o.price = ouch50::to_wire(r.px).value_or(0);
  o.time_in_force = '0';
  o.display = 'Y';
  o.capacity = 'P';
  o.intermarket_sweep = 'N';
  o.cross_type = 'N';
  o.cl_ord_id = cl_ord_id;
  o.options = options;
  return o;
}

template <class Message>
void append(std::vector<std::byte>& to, const Message& m) {
  const auto at = to.size();
  const auto size = ouch50::size_of(m);
  to.resize(at + soupbin::header_size + size);
  soupbin::write_header(soupbin::packet_type::sequenced_data, size, to.data() + at);
  ouch50::write(m, to.data() + at + soupbin::header_size);
}

/// Of ten messages four accepts, four cancels and two executions, at random.
std::vector<std::byte> reports_of(const std::vector<order_sample>& samples) {
  std::vector<std::byte> stream;
  ouch50::appendage_writer options;
  options.add<ouch50::option::firm>(ouch50::firm_id{"CORE"});
  for (const auto& s : samples) {
    const auto kind = s.order_id % 10;
    if (kind < 4) {
      ouch50::order_accepted a;
      a.user_ref_num = static_cast<std::uint32_t>(s.seq_num);
      a.price = static_cast<std::uint64_t>(s.cents) * 100;
      a.options = options.view();
      append(stream, a);
    } else if (kind < 8) {
      ouch50::order_canceled c;
      c.user_ref_num = static_cast<std::uint32_t>(s.seq_num);
      append(stream, c);
    } else {
      ouch50::order_executed e;
      e.user_ref_num = static_cast<std::uint32_t>(s.seq_num);
      e.quantity = static_cast<std::uint32_t>(s.last_qty);
      append(stream, e);
    }
  }
  return stream;
}

} // namespace

/// An `order_request` to the bytes of an enter order with one option, in its SoupBinTCP packet.
void ouch_encode(bench_output& out) {
  const auto samples = make_samples();
  std::vector<order_request> requests;
  for (const auto& s : samples) requests.push_back(request_of(s));
  ouch50::appendage_writer options;
  options.add<ouch50::option::firm>(ouch50::firm_id{"CORE"});
  std::array<std::byte, 128> room;
  out.add("ouch_encode",
          run_interleaved(
              {each_sample("corelane", samples.size(), passes,
                           [&](std::size_t i) {
                             const auto o = order_of(requests[i], options.view());
                             const auto n = ouch50::write(o, room.data() + soupbin::header_size);
                             soupbin::write_header(soupbin::packet_type::unsequenced_data, n,
                                                   room.data());
                             made(room);
                           })},
              rounds));
}

/// Packets to all fields of each message as a struct in memory, its options checked.
void ouch_decode(bench_output& out) {
  const auto samples = make_samples();
  const auto stream = reports_of(samples);
  std::span<const std::byte> rest;
  const auto decode = [&](std::size_t i) {
    if (i == 0) rest = stream;
    const auto p = soupbin::read_packet(rest);
    const auto result = ouch50::decode_report(p.value.payload, [](const auto& m) { made(m); });
    if (result != ouch50::decode_result::handled) throw std::runtime_error{"no message"};
    rest = rest.subspan(p.value.wire_size());
  };
  out.add("ouch_decode",
          run_interleaved({each_sample("corelane", samples.size(), passes, decode)}, rounds),
          {{"bytes", static_cast<double>(stream.size()) / static_cast<double>(samples.size())}});
}

} // namespace corelane::bench
