#include "corelane/protocols/fix44/frame.hpp"
#include "corelane/protocols/fix44/order_fields.hpp"

#include <benchmark/benchmark.h>
#include <array>
#include <string>

namespace corelane::fix44 {
namespace {

constexpr std::string_view header =
    "49=CORELANE\x01"
    "56=VENUE\x01";
constexpr std::string_view time = "20261120-14:30:00.123";

order_request order() {
  order_request r;
  r.cl_ord_id = 72'291'523'726'672'562;
  r.px = price::from_1e4(1'012'500);
  r.qty = {100};
  return r;
}

execution_report fill() {
  execution_report r;
  r.exec_type = exec_type::trade;
  r.ord_status = ord_status::filled;
  r.cl_ord_id = 72'291'523'726'672'562;
  r.order_id = 123'456;
  r.exec_id = 654'321;
  r.order_px = r.last_px = price::from_1e4(1'012'500);
  r.last_qty = r.cum_qty = {100};
  return r;
}

template <class Body>
std::string_view write(std::span<char> room, char type, Body&& body) {
  message_writer w{room};
  w.character("35=", type);
  w.constant(header);
  w.number("34=", 12'345);
  w.text("52=", time);
  body(w);
  return w.finish();
}

std::string_view write_order(std::span<char> room) {
  return write(room, 'D', [](auto& w) { write_request(w, order(), "AAPL", time); });
}
std::string_view write_fill(std::span<char> room) {
  return write(room, '8',
               [](auto& w) { write_report(w, fill(), "AAPL", fill().last_px, time, {}); });
}

void encode_new_order_single(benchmark::State& state) {
  std::array<char, 1024> room;
  for (auto _ : state) benchmark::DoNotOptimize(write_order(room));
}
BENCHMARK(encode_new_order_single);

void encode_execution_report(benchmark::State& state) {
  std::array<char, 1024> room;
  for (auto _ : state) benchmark::DoNotOptimize(write_fill(room));
}
BENCHMARK(encode_execution_report);

void decode(benchmark::State& state, std::string_view message) {
  field_index fields;
  for (auto _ : state) {
    benchmark::DoNotOptimize(read_frame(message, fields));
  }
}

void decode_new_order_single(benchmark::State& state) {
  std::array<char, 1024> room;
  decode(state, write_order(room));
}
BENCHMARK(decode_new_order_single);

void decode_execution_report(benchmark::State& state) {
  std::array<char, 1024> room;
  decode(state, write_fill(room));
}
BENCHMARK(decode_execution_report);

} // namespace
} // namespace corelane::fix44
