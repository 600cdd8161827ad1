#include "corelane/bench/orders/order_samples.hpp"

#include <random>

namespace corelane::bench {

namespace {

std::string symbol_of(std::uint64_t n) {
  std::string symbol;
  for (auto size = 1 + n % 5; size > 0; --size, n = n / 5 + 7)
    symbol += static_cast<char>('A' + n % 26);
  return symbol;
}

} // namespace

std::vector<order_sample> make_samples() {
  std::mt19937_64 random{1};
  std::vector<order_sample> all;
  for (std::uint64_t i = 0; i < sample_count; ++i) {
    const auto lots = static_cast<std::int64_t>(1 + random() % 20);
    const auto qty = random() % 10 == 0 ? lots * 100 - 37 : lots * 100;
    all.push_back({12'000 + i, 72'291'523'726'672'562 + i, 123'456 + random() % 800'000,
                   654'321 + i, symbol_of(random() % 500), random() % 2 == 0,
                   static_cast<std::int64_t>(500 + random() % 49'500), qty,
                   random() % 2 == 0 ? qty : (qty + 1) / 2, 1'795'216'582,
                   static_cast<int>(i % 1'000)});
    all.back().second += static_cast<std::int64_t>(i / 2'048);
  }
  return all;
}

order_request request_of(const order_sample& s) {
  order_request r;
  r.cl_ord_id = s.cl_ord_id;
  r.side = s.buy ? side::buy : side::sell;
  r.px = {s.cents * 10'000'000};
  r.qty = {s.qty};
  r.created = {s.second * 1'000'000'000 + s.millisecond * 1'000'000};
  return r;
}

execution_report fill_of(const order_sample& s) {
  execution_report r;
  r.exec_type = exec_type::trade;
  r.ord_status = s.last_qty == s.qty ? ord_status::filled : ord_status::partially_filled;
  r.side = s.buy ? side::buy : side::sell;
  r.cl_ord_id = s.cl_ord_id;
  r.order_id = s.order_id;
  r.exec_id = s.exec_id;
  r.order_px = r.last_px = {s.cents * 10'000'000};
  r.last_qty = r.cum_qty = {s.last_qty};
  r.leaves_qty = {s.qty - s.last_qty};
  r.transact_time = {s.second * 1'000'000'000 + s.millisecond * 1'000'000};
  return r;
}

} // namespace corelane::bench
