#include "corelane/actors/feed/pitch/gap_proxy.hpp"

#include "corelane/protocols/pitch/decoder.hpp"
#include "corelane/protocols/pitch/unit_sequence.hpp"

#include <algorithm>
#include <utility>

namespace corelane {

namespace {

template <class... Takes>
struct overloads : Takes... {
  using Takes::operator()...;
};
template <class... Takes>
overloads(Takes...) -> overloads<Takes...>;

} // namespace

bool gap_proxy::ask(std::uint8_t unit, message_range missing) {
  request_.unit = unit;
  request_.sequence = pitch::rolled(missing.first);
  request_.count = static_cast<std::uint16_t>(std::min<std::uint64_t>(missing.size(), 0xFFFF));
  if (logged_in_) return stream_.send(request_);
  waiting_ = true;
  return stream_.is_open() || stream_.open();
}

bool gap_proxy::poll(timestamp now) {
  const bool was_open = stream_.is_open();
  const bool worked = stream_.poll(now);
  if (was_open && !stream_.is_open()) {
    logged_in_ = false;
    refuse(request_.unit, stream_.fault());
  }
  return worked;
}

void gap_proxy::close() noexcept {
  stream_.close();
  logged_in_ = waiting_ = false;
}

void gap_proxy::take(std::span<const std::byte> message) {
  const auto on_login = [this](const pitch::login_response& m) {
    logged_in_ = m.status == 'A';
    if (!logged_in_) return refuse(request_.unit, std::string{"login refused: "} + m.status);
    if (std::exchange(waiting_, false)) (void)stream_.send(request_);
  };
  const auto on_answer = [this](const pitch::gap_response& m) {
    if (m.status != 'A') refuse(m.unit, std::string{"request refused: "} + m.status);
  };
  (void)pitch::decode<pitch::market::equities>(message,
                                               overloads{on_login, on_answer, [](const auto&) {}});
}

void gap_proxy::refuse(std::uint8_t unit, std::string why) {
  fault_ = std::move(why);
  waiting_ = false;
  refused_(unit);
}

} // namespace corelane
