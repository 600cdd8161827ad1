#pragma once

#include <httplib.h>
#include <array>
#include <chrono>
#include <cstddef>

namespace corelane {

/// A client's connection for the one request it may make.
///
/// Reads at most `most_bytes`, and nothing after `patience`, however slowly they drip: then it is
/// as if the client had closed. The answer has as long again. One thread.
class request_stream final : public httplib::Stream {
public:
  using clock = std::chrono::steady_clock;

  request_stream(int socket, std::size_t most_bytes, clock::duration patience);

  [[nodiscard]] bool is_readable() const override;
  [[nodiscard]] bool is_writable() const override;
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(const char* from, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  [[nodiscard]] socket_t socket() const override { return socket_; }

private:
  [[nodiscard]] bool wait_for(short event, clock::time_point until) const;

  int socket_;
  std::size_t left_;
  clock::duration patience_;
  clock::time_point read_until_;
  clock::time_point write_until_{}; ///< set by the first write
  std::array<char, 4096> buffer_;
  std::size_t begin_{0};
  std::size_t end_{0};
};

} // namespace corelane
