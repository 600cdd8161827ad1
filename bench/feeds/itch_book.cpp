#include "corelane/actors/book/book_csv.hpp"
#include "corelane/actors/book/order_books.hpp"
#include "corelane/actors/feed/itch50/itch50_normaliser.hpp"
#include "corelane/bench/feeds/feed_benches.hpp"
#include "corelane/bench/feeds/stream_timing.hpp"
#include "corelane/bench/measure/bench_setup.hpp"

#include <array>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace corelane::bench {

namespace {

constexpr std::size_t batch = 256;
constexpr book_capacity room{.orders = 4'000'000, .instruments = 16'384, .levels = 2'000'000};

/// The shipping decoder, normaliser and books, joined without a runtime. Events go to the books
/// one by one, or 256 at a time, so that memory is fetched ahead.
class book_builder {
public:
  explicit book_builder(bool in_batches) : in_batches_{in_batches} {}

  void take(std::span<const std::byte> message) { itch50::decode(message, normaliser_); }
  void flush() {
    books_.apply(std::span{pending_}.first(count_), [](const auto&, const auto&) {});
    count_ = 0;
  }
  [[nodiscard]] const order_books& books() const noexcept { return books_; }
  [[nodiscard]] const instrument_directory& instruments() const noexcept {
    return node_.instruments;
  }

private:
  friend class itch50_normaliser<book_builder>;
  void emit(const mbo_event& e) {
    if (!in_batches_) {
      (void)books_.apply(e);
      return;
    }
    pending_[count_] = e;
    if (++count_ == batch) flush();
  }
  template <class Other>
  void emit(const Other&) {}

  bench_node node_;
  bench_setup setup_{"feed", node_};
  feed_probe probe_{setup_};
  locate_map locates_{node_.instruments};
  itch50_normaliser<book_builder> normaliser_{*this, locates_, probe_};
  order_books books_{room};
  std::array<mbo_event, batch> pending_{};
  std::size_t count_{0};
  bool in_batches_;
};

void time_day(std::vector<double>& samples, const itch_day& day, bool in_batches,
              std::optional<book_builder>& last) {
  last.reset();
  last.emplace(in_batches);
  auto& builder = *last;
  time_stream(samples, day.messages(), [&] {
    day.for_each([&](auto message) { builder.take(message); });
    builder.flush();
  });
}

void write_books(const std::string& path, const book_builder& builder) {
  book_csv csv;
  csv.add(builder.books(), builder.instruments());
  std::ofstream file{path};
  csv.write(file);
  if (!file.flush()) throw std::runtime_error{"cannot write " + path};
}

} // namespace

/// Decoding, and full books by order: FIFO per level, level sums and best prices, from an empty
/// book each round. The peer is the same without looking ahead.
void itch_book(bench_output& out, const itch_day& day, const feed_settings& s) {
  std::optional<book_builder> last;
  const std::vector<contestant> all{
      {"corelane", [&](auto& samples) { time_day(samples, day, true, last); }},
      {"one by one", [&](auto& samples) { time_day(samples, day, false, last); }}};
  const auto result = run_interleaved(all, 7);
  out.add("itch_book", result,
          {{"messages", static_cast<double>(day.messages())},
           {"memory_bytes", static_cast<double>(last->books().memory())},
           {"orders_at_end", static_cast<double>(last->books().orders())}});
  if (!s.books.empty()) write_books(s.books, *last);
}

} // namespace corelane::bench
