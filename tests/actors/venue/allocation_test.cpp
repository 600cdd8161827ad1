#include "corelane/actors/venue/client_desk.hpp"
#include "corelane/actors/venue/itch50/itch_publisher.hpp"

#include "venue_fixture.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <charconv>
#include <cstdlib>
#include <new>

namespace {
std::atomic<std::uint64_t> allocations{0};
}

void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace corelane::venue {
namespace {

using namespace std::chrono_literals;

class counting_sink : public datagram_sink {
public:
  bool send(std::span<const std::byte> payload) noexcept override {
    bytes += payload.size();
    return true;
  }
  std::size_t bytes{0};
};

/// Sends orders around the touch, replaces and cancels some of them.
class busy_client : public client_desk {
public:
  using client_desk::client_desk;
  bool poll(timestamp now) override {
    char id[16];
    const auto text = [&](std::uint64_t n) {
      return std::string_view{id, std::to_chars(id, id + sizeof id, n).ptr};
    };
    const auto bid = venue().engine().best(instrument_id{0}, side::buy);
    client_request r;
    r.id = text(++requests_);
    r.symbol = "CORA";
    r.px = bid.qty.units > 0 ? bid.px : price{50'000'000'000};
    r.qty = {100};
    handle(1, r, now);
    char original[16];
    r.original_id = {original, std::to_chars(original, original + sizeof original, requests_).ptr};
    r.id = text(++requests_);
    r.action = order_action::replace;
    r.qty = {200};
    handle(1, r, now);
    r.original_id = {original, std::to_chars(original, original + sizeof original, requests_).ptr};
    r.id = text(++requests_);
    r.action = order_action::cancel;
    if (requests_ % 2 == 0) handle(1, r, now);
    if (open_orders() > 1'000) cancel_all(1, now);
    return true;
  }
  void stop(timestamp) override {}
  bool stopped(timestamp) const override { return true; }
  void inspect(inspection&) const override {}
  std::uint64_t reports{0};

private:
  void report(const client_report&) override { ++reports; }
  std::uint64_t requests_{0};
};

TEST(venue, a_running_session_with_clients_does_not_allocate) {
  bare_setup setup;
  venue_probe probe{setup};
  exchange::settings s;
  s.messages_per_second = 100'000;
  exchange venue{s, make_listings({}), probe};
  counting_sink network;
  itch_publisher itch{"V1", venue.listings(), network, probe};
  venue.add(itch);
  busy_client client{venue, 4'096};
  exchange_driver driver{venue};
  driver.start();
  driver.run(100ms);

  const auto before = allocations.load();
  for (int i = 0; i < 20'000; ++i) {
    driver.run(50us);
    client.poll(driver.now());
  }
  EXPECT_EQ(allocations.load() - before, 0U);
  EXPECT_GT(client.reports, 20'000U);
  EXPECT_GT(network.bytes, 1'000'000U);
  EXPECT_GT(probe.fills(), 100U);
}

} // namespace
} // namespace corelane::venue
