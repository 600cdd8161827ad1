#pragma once

#include "corelane/hw/net/tcp_stream.hpp"
#include "corelane/protocols/soupbin/client_session.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

/// What is done with a snapshot. A connection that breaks off ends by `on_snapshot_failed`.
class snapshot_handler {
public:
  virtual ~snapshot_handler() = default;

  virtual void on_snapshot_begin() = 0;
  virtual void on_snapshot_message(std::span<const std::byte> message) = 0;
  /// The state is whole; the feed goes on with its message `next_sequence`.
  virtual void on_snapshot_end(std::uint64_t next_sequence) = 0;
  virtual void on_snapshot_failed(std::string_view why) = 0;
};

/// Fetches the state of an ITCH feed's books: GLIMPSE over SoupBinTCP, one connection a snapshot.
/// Never blocks. One thread.
class glimpse_client : private soupbin::client_handler {
public:
  struct settings {
    std::string server; ///< address:port; empty: there is none
    std::string username;
    std::string password;
  };

  explicit glimpse_client(snapshot_handler& handler) : handler_{handler} {}

  /// Allocates.
  void configure(const settings& s);
  [[nodiscard]] bool is_configured() const noexcept { return server_.has_value(); }

  /// Begins a snapshot, in place of one that is under way. False when it cannot.
  bool request();
  /// Reads and handles what has come. False when there was nothing.
  bool poll(timestamp now);
  void close() noexcept;

  [[nodiscard]] int descriptor() const noexcept { return stream_ ? stream_->descriptor() : -1; }

private:
  void on_login(const soupbin::login_accepted&) override { handler_.on_snapshot_begin(); }
  void on_sequenced(std::uint64_t number, std::span<const std::byte> message) override;
  void on_end_of_session() override { fail("the server ended the session before its snapshot"); }
  void on_disconnect(std::string_view why) override { fail(why); }
  void send(std::span<const std::byte> bytes) override;
  void fail(std::string_view why);

  snapshot_handler& handler_;
  std::optional<hw::endpoint> server_;
  soupbin::client_session::settings login_;
  std::optional<hw::tcp_stream> stream_;
  std::optional<soupbin::client_session> session_;
  std::vector<std::byte> in_;
  std::size_t in_size_{0};
  std::uint64_t next_sequence_{0}; ///< of the feed, once the snapshot has said it
  bool connected_{false};
  std::string failure_;
};

} // namespace corelane
