#pragma once

#include "corelane/bench/orders/order_sample.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"

#include <vector>

namespace corelane::bench {

/// How many different orders a round goes through: more than a branch predictor learns by heart.
inline constexpr std::size_t sample_count = 4'096;

/// Orders of 500 symbols of 1 to 5 letters at $5 to $500, in lots of 100 (nine of ten) and odd
/// lots, in the course of two seconds; client order ids of 17 digits.
[[nodiscard]] std::vector<order_sample> make_samples();

[[nodiscard]] order_request request_of(const order_sample& s);
/// A fill of `last_qty`, whole when that is `qty`.
[[nodiscard]] execution_report fill_of(const order_sample& s);

} // namespace corelane::bench
