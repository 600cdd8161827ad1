#include "corelane/protocols/fix44/frame.hpp"
#include "corelane/protocols/fix44/order_fields.hpp"
#include "corelane/protocols/fix44/session.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using namespace corelane::fix44;

struct ignore_all final : session_handler {
  void on_message(const field_index& f, bool) override {
    std::string_view symbol;
    const char* fault = nullptr;
    (void)read_request(f, symbol, fault);
    (void)read_report(f, fault);
  }
  void on_logon() override {}
  void on_disconnect(std::string_view) override {}
};

/// Lines as messages, with the length and the sum that a mutation would break.
std::string framed(std::string_view lines) {
  std::string stream;
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    std::string m =
        "8=FIX.4.4\x01"
        "9="
        + std::to_string(line.size()) + soh;
    m += line;
    char sum[8];
    std::snprintf(sum, sizeof sum, "10=%03u", checksum_of(m));
    stream += m + sum + soh;
  }
  return stream;
}

} // namespace

/// Any bytes as a peer's stream, or lines of it as whole messages, split where the first byte
/// says: the engine stays in bounds, uses no more than it was given, and counts forward.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  ignore_all handler;
  session_settings s;
  s.sender_comp_id = "CORELANE";
  s.target_comp_id = "VENUE";
  s.initiator = (data[0] & 1) != 0;
  s.max_clock_skew = {};
  s.stored_messages = 16;
  s.outbound_bytes = 16 * 1024;
  s.queued_bytes = 1024;
  session engine{s, handler};
  const corelane::timestamp now{1'795'216'582'000'000'000};
  engine.connected(now);
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  const auto stream = (data[0] & 2) != 0 ? framed(bytes) : std::string{bytes};
  std::string_view rest{stream};
  const auto first = engine.receive(rest.substr(0, rest.size() * data[0] / 255), now);
  if (first > rest.size()) std::abort();
  rest.remove_prefix(first);
  if (engine.receive(rest, now) > rest.size()) std::abort();
  if (engine.next_expected() == 0 || engine.next_sent() == 0) std::abort();
  engine.tick(now + std::chrono::seconds{40});
  engine.sent(engine.outbound().size());
  return 0;
}
