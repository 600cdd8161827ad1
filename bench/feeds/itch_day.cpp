#include "corelane/bench/feeds/itch_day.hpp"

#include "corelane/hw/recording/framed_file.hpp"
#include "corelane/protocols/itch50/decoder.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <stdexcept>
#include <string>

namespace corelane::bench {

namespace {

constexpr std::uint32_t instruments = 8'000;
constexpr double mean_distance = 6; ///< of new orders from the best price, in ticks

class day_maker {
public:
  day_maker(itch_day& day, std::uint64_t seed) : day_{day}, random_{seed}, books_(instruments) {
    double sum = 0;
    for (std::uint32_t i = 0; i < instruments; ++i) {
      cumulative_.push_back(sum += 1.0 / (i + 1));
      number_.push_back(i);
    }
    // An instrument's rank says nothing about its number.
    std::shuffle(number_.begin(), number_.end(), random_);
    for (auto& b : books_) b.middle = 1'000 + static_cast<std::uint32_t>(random_() % 50'000);
  }

  void list_all() {
    for (std::uint32_t i = 0; i < instruments; ++i) {
      itch50::stock_directory d;
      d.header = header_of(i);
      d.symbol = std::string_view{"S" + std::to_string(i)};
      put(d);
    }
  }
  void one() {
    const auto i = some_instrument();
    auto& b = books_[i];
    const auto dice = random_() % 100;
    if (dice < 45 || b.live.empty()) return add(i, b);
    auto& order = b.live[random_() % b.live.size()];
    if (dice < 85) return remove(i, b, order);
    if (dice < 90) return execute(i, b, order);
    replace(i, b, order);
  }

private:
  struct live_order {
    std::uint64_t id;
    std::uint32_t qty;
    char side;
  };
  struct book {
    std::uint32_t middle{0}; ///< cents
    std::vector<live_order> live;
  };

  template <class Message>
  void put(const Message& m) {
    std::array<std::byte, 64> bytes;
    day_.add(std::span{bytes}.first(itch50::write(m, bytes.data())));
  }
  itch50::message_header header_of(std::uint32_t instrument) {
    time_ += 1 + random_() % 9'000;
    return {static_cast<std::uint16_t>(instrument + 1), 0, time_};
  }
  std::uint32_t some_instrument() {
    const auto u = std::uniform_real_distribution<double>{0, cumulative_.back()}(random_);
    const auto rank = std::ranges::lower_bound(cumulative_, u) - cumulative_.begin();
    return number_[static_cast<std::size_t>(rank)];
  }
  std::uint32_t some_price(book& b, char side) {
    if (random_() % 16 == 0) b.middle += random_() % 2 == 0 ? 1 : -1;
    const auto distance = 1 + std::geometric_distribution<std::int64_t>{1 / mean_distance}(random_);
    const auto cents = static_cast<std::int64_t>(b.middle) + (side == 'B' ? -distance : distance);
    return static_cast<std::uint32_t>(std::max<std::int64_t>(cents, 1)) * 100;
  }
  std::uint32_t some_qty() { return static_cast<std::uint32_t>(1 + random_() % 10) * 100; }

  void add(std::uint32_t i, book& b) {
    itch50::add_order m;
    m.header = header_of(i);
    m.order_reference = ++last_id_;
    m.buy_sell = random_() % 2 == 0 ? 'B' : 'S';
    m.shares = some_qty();
    m.price = some_price(b, m.buy_sell);
    m.symbol = std::string_view{"S" + std::to_string(i)};
    b.live.push_back({m.order_reference, m.shares, m.buy_sell});
    put(m);
  }
  void remove(std::uint32_t i, book& b, live_order& order) {
    itch50::order_delete m;
    m.header = header_of(i);
    m.order_reference = order.id;
    put(m);
    drop(b, order);
  }
  void execute(std::uint32_t i, book& b, live_order& order) {
    itch50::order_executed m;
    m.header = header_of(i);
    m.order_reference = order.id;
    m.executed_shares = std::min<std::uint32_t>(order.qty, 100);
    m.match_number = ++matches_;
    put(m);
    order.qty -= m.executed_shares;
    if (order.qty == 0) drop(b, order);
  }
  void replace(std::uint32_t i, book& b, live_order& order) {
    itch50::order_replace m;
    m.header = header_of(i);
    m.original_reference = order.id;
    m.new_reference = order.id = ++last_id_;
    m.shares = order.qty = some_qty();
    m.price = some_price(b, order.side);
    put(m);
  }
  static void drop(book& b, live_order& order) {
    order = b.live.back();
    b.live.pop_back();
  }

  itch_day& day_;
  std::mt19937_64 random_;
  std::vector<double> cumulative_;
  std::vector<std::uint32_t> number_;
  std::vector<book> books_;
  std::uint64_t time_{34'200'000'000'000};
  std::uint64_t last_id_{0};
  std::uint64_t matches_{0};
};

} // namespace

itch_day itch_day::made(std::size_t messages, std::uint64_t seed) {
  itch_day day;
  day.bytes_.reserve(messages * 34);
  day_maker maker{day, seed};
  maker.list_all();
  while (day.messages() < messages) maker.one();
  return day;
}

itch_day itch_day::of_file(const std::string& path) {
  auto opened = hw::framed_file::open(path);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  auto& file = std::get<hw::framed_file>(opened);
  itch_day day;
  while (const auto message = file.next()) day.add(*message);
  if (!file.error().empty()) throw std::runtime_error{file.error()};
  return day;
}

void itch_day::add(std::span<const std::byte> message) {
  const auto at = bytes_.size();
  bytes_.resize(at + 2 + message.size());
  wire::store_be(bytes_.data() + at, static_cast<std::uint16_t>(message.size()));
  std::ranges::copy(message, bytes_.begin() + static_cast<std::ptrdiff_t>(at + 2));
  ++messages_;
}

} // namespace corelane::bench
