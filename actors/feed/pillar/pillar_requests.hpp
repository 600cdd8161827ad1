#pragma once

#include "corelane/actors/feed/sequence_space.hpp"
#include "corelane/hw/net/tcp_stream.hpp"
#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/protocols/pillar/packet_writer.hpp"
#include "corelane/protocols/pillar/request_messages.hpp"
#include "corelane/runtime/api/parameter.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

/// The session with a request server: asks for lost messages and for the state of all symbols.
/// Both come by multicast. Connects when first asked and stays connected. One thread.
class pillar_requests {
public:
  struct settings {
    std::string server; ///< address:port; empty: there is none
    std::string source; ///< our name there
    std::uint64_t product_id{0};
    std::uint64_t channel_id{0};
    std::uint64_t messages_a_request{1'000};
    std::uint64_t requests_a_day{10'000};
    std::uint64_t refreshes_a_day{500};

    void bind(parameter_list& p);
  };

  /// `refused` is called when what was asked for last will not come.
  explicit pillar_requests(std::function<void()> refused) : refused_{std::move(refused)} {}

  void configure(const settings& s);
  [[nodiscard]] bool is_configured() const noexcept { return server_.has_value(); }

  /// False when there is no connection to be had, or the day's allowance is used up.
  bool ask_messages(message_range missing);
  bool ask_refresh();
  bool poll(timestamp now);
  void close() noexcept;

  [[nodiscard]] int descriptor() const noexcept { return stream_ ? stream_->descriptor() : -1; }
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

private:
  template <class Message>
  bool send(const Message& m);
  bool connect();
  void take(std::span<const std::byte> packet);
  void fail(std::string why);

  std::function<void()> refused_;
  settings settings_;
  pillar::source_id source_;
  std::optional<hw::endpoint> server_;
  std::optional<hw::tcp_stream> stream_;
  std::array<std::byte, 256> out_{};
  pillar::packet_writer packet_{out_, 1};
  std::string unsent_; ///< until connected
  std::vector<std::byte> in_;
  std::size_t in_size_{0};
  bool connected_{false};
  bool waiting_{false}; ///< for what was asked for
  timestamp now_{};
  std::uint64_t requests_{0};
  std::uint64_t refreshes_{0};
  std::string fault_;
};

} // namespace corelane
