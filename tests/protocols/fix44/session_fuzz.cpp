#include "corelane/protocols/fix44/order_fields.hpp"
#include "corelane/protocols/fix44/session.hpp"

#include <cstdint>
#include <cstdlib>

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

} // namespace

/// Any bytes as a peer's stream, split where the first byte says: the engine stays in bounds and
/// uses no more than it was given.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  ignore_all handler;
  session_settings s;
  s.sender_comp_id = "CORELANE";
  s.target_comp_id = "VENUE";
  s.initiator = (data[0] & 1) != 0;
  s.stored_messages = 16;
  s.outbound_bytes = 16 * 1024;
  session engine{s, handler};
  const corelane::timestamp now{1'795'216'582'000'000'000};
  engine.connected(now);
  std::string_view rest{reinterpret_cast<const char*>(data) + 1, size - 1};
  const auto first = engine.receive(rest.substr(0, rest.size() * data[0] / 255), now);
  if (first > rest.size()) std::abort();
  rest.remove_prefix(first);
  if (engine.receive(rest, now) > rest.size()) std::abort();
  engine.tick(now + std::chrono::seconds{40});
  return 0;
}
