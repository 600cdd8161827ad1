#include "corelane/hw/tsc_clock.hpp"
#include "corelane/runtime/metrics/metric_labels.hpp"
#include "corelane/runtime/metrics/metric_store.hpp"
#include "corelane/runtime/metrics/quantiles.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <random>
#include <vector>

namespace corelane {
namespace {

TEST(latency_buckets, each_value_lies_in_a_bucket_at_most_a_sixteenth_wide) {
  std::mt19937_64 random{1};
  for (int i = 0; i < 100'000; ++i) {
    const auto value = random() >> (random() % 64);
    const auto bucket = latency_buckets::bucket_of(value);
    ASSERT_LT(bucket, latency_buckets::bucket_count);
    const auto upper = latency_buckets::upper_bound_of(bucket);
    ASSERT_GE(upper, value);
    ASSERT_LE(upper - value, value / 16) << value;
    if (bucket > 0) {
      ASSERT_LT(latency_buckets::upper_bound_of(bucket - 1), value);
    }
  }
}

TEST(quantiles, agree_with_the_sorted_values_within_a_sixteenth) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  latency_buckets one, two;
  std::vector<std::uint64_t> all;
  for (int i = 0; i < 20'000; ++i) {
    const auto v = 100 + (random() % 1'000'000 >> (random() % 12));
    (i % 2 == 0 ? one : two).record(v);
    all.push_back(v);
  }
  std::ranges::sort(all);
  const auto q = quantiles_of({&one, &two});
  EXPECT_EQ(q.count, all.size());
  const auto check = [&](std::int64_t got, double share) {
    const auto truth = hw::tsc_clock::to_ns(
        all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))]);
    EXPECT_GE(got, truth - 1);
    EXPECT_LE(got, truth + truth / 16 + 1);
  };
  check(q.p50, 0.5);
  check(q.p90, 0.9);
  check(q.p99, 0.99);
  check(q.p999, 0.999);
  check(q.max, 1);
}

TEST(metric_labels, what_is_written_is_read_again) {
  using pairs = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(metric_label("actor", "a\\b\"c\n"), R"(actor="a\\b\"c\n")");
  EXPECT_EQ(read_labels(metric_label("actor", "a\",b=\"c") + "," + metric_label("line", "\\")),
            (pairs{{"actor", "a\",b=\"c"}, {"line", "\\"}}));
  EXPECT_EQ(read_labels(""), pairs{});
  EXPECT_EQ(read_labels("a"), pairs{});
  EXPECT_EQ(read_labels("a=\"x\",b=y"), (pairs{{"a", "x"}}));
  EXPECT_EQ(read_labels("a=\"x\\"), (pairs{{"a", "x\\"}}));
}

TEST(metric_store, the_same_name_and_labels_are_the_same_slot) {
  metric_store store;
  auto a = store.make_counter("n_total", "help", "actor=\"a\"");
  auto again = store.make_counter("n_total", "help", "actor=\"a\"");
  auto b = store.make_counter("n_total", "help", "actor=\"b\"");
  a.add(2);
  again.add();
  b.add(10);
  EXPECT_EQ(a.value(), 3U);
  EXPECT_EQ(store.total("n_total"), 13.0);
}

} // namespace
} // namespace corelane
