#include "corelane/tests/support/framed_day.hpp"

#include "corelane/protocols/itch50/decoder.hpp"

#include <unistd.h>
#include <array>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string_view>
#include <vector>

namespace corelane::support {

namespace {

class day_writer {
public:
  day_writer(const std::string& path, std::uint64_t seed)
      : out_{path, std::ios::binary}, random_{seed} {}

  template <class Message>
  void put(Message m, std::uint32_t instrument) {
    m.header.stock_locate = static_cast<std::uint16_t>(instrument + 1);
    m.header.timestamp = time_ += 1 + random_() % 400'000;
    std::array<std::byte, 64> bytes;
    const auto n = itch50::write(m, bytes.data());
    const std::array<char, 2> length{static_cast<char>(n >> 8), static_cast<char>(n)};
    out_.write(length.data(), 2);
    out_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(n));
  }
  std::uint64_t chance(std::uint64_t below) { return random_() % below; }

private:
  std::ofstream out_;
  std::mt19937_64 random_;
  std::uint64_t time_{34'200'000'000'000};
};

struct live_order {
  std::uint64_t reference;
  std::uint32_t shares;
};

} // namespace

framed_day::framed_day(std::uint32_t instruments, std::size_t messages, std::uint64_t seed) {
  std::string name = "/tmp/corelane-day-XXXXXX";
  const int fd = ::mkstemp(name.data());
  ::close(fd);
  path_ = name;
  day_writer day{path_, seed};
  std::vector<std::vector<live_order>> open(instruments);
  std::uint64_t last = 0;
  for (std::size_t n = 0; n < messages; ++n) {
    const auto i = static_cast<std::uint32_t>(day.chance(instruments));
    auto& mine = open[i];
    const auto kind = day.chance(100);
    const auto pick = mine.empty() ? 0 : day.chance(mine.size());
    const bool buy = day.chance(2) == 0;
    const auto away = static_cast<std::uint32_t>(100 + day.chance(8) * 100);
    const auto px = buy ? 1'000'000 - away : 1'000'000 + away;
    if (kind < 50 || mine.size() < 8) {
      itch50::add_order a;
      a.order_reference = ++last;
      a.buy_sell = buy ? 'B' : 'S';
      a.shares = 100 + static_cast<std::uint32_t>(day.chance(5) * 100);
      a.symbol = std::string_view{"T" + std::to_string(i)};
      a.price = px;
      day.put(a, i);
      mine.push_back({last, a.shares});
      continue;
    }
    if (kind < 85) {
      itch50::order_delete d;
      d.order_reference = mine[pick].reference;
      day.put(d, i);
    } else if (kind < 92) {
      itch50::order_executed e;
      e.order_reference = mine[pick].reference;
      e.executed_shares = mine[pick].shares;
      e.match_number = n;
      day.put(e, i);
    } else {
      itch50::order_replace u;
      u.original_reference = mine[pick].reference;
      u.new_reference = ++last;
      u.shares = 200;
      u.price = px;
      day.put(u, i);
      mine.push_back({last, 200});
    }
    mine.erase(mine.begin() + static_cast<std::ptrdiff_t>(pick));
  }
}

framed_day::~framed_day() { ::unlink(path_.c_str()); }

} // namespace corelane::support
