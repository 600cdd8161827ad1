#include "corelane/protocols/soupbin/client_session.hpp"
#include "corelane/protocols/soupbin/server_session.hpp"

#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {

using namespace corelane;
using namespace corelane::soupbin;

struct client : client_handler {
  void on_login(const login_accepted& a) override { next = a.next_sequence; }
  void on_sequenced(std::uint64_t number, std::span<const std::byte>) override {
    if (number != next++) std::abort();
  }
  void on_end_of_session() override {}
  void on_disconnect(std::string_view) override {}
  void send(std::span<const std::byte>) override {}
  std::uint64_t next{0};
};

struct server : server_handler {
  std::variant<login_accepted, login_reject_reason> on_login(const login_request& r) override {
    return login_accepted{r.session, r.next_sequence};
  }
  void on_unsequenced(std::span<const std::byte>) override {}
  void on_disconnect(std::string_view) override {}
  void send(std::span<const std::byte>) override {}
};

/// Any bytes, in two pieces as a network might cut them.
template <class Session>
void feed(Session& session, std::span<const std::byte> bytes) {
  const auto cut = bytes.size() / 2;
  // Copies of their own, so that the sanitizer sees a read past the end.
  std::vector<std::byte> piece{bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(cut)};
  const auto used = session.received(piece, timestamp{1});
  if (used > piece.size()) std::abort();
  piece.assign(bytes.begin() + static_cast<std::ptrdiff_t>(used), bytes.end());
  if (session.received(piece, timestamp{2}) > piece.size()) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span bytes{reinterpret_cast<const std::byte*>(data) + 1, size - 1};
  if (data[0] % 2 == 0) {
    client handler;
    client_session session{{.username = "u", .password = "p", .session = {}, .next_sequence = 0},
                           handler};
    session.connected(timestamp{0});
    feed(session, bytes);
  } else {
    server handler;
    server_session session{{}, handler, timestamp{0}};
    feed(session, bytes);
  }
  return 0;
}
