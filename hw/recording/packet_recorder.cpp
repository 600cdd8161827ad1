#include "corelane/hw/recording/packet_recorder.hpp"

#include "corelane/hw/os_error.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace corelane::hw {

namespace {

constexpr std::size_t ethernet = 14, ip = 20, udp = 8;
constexpr std::size_t frame_head = ethernet + ip + udp;
constexpr std::size_t block_head = 28; ///< of an enhanced packet block

/// pcapng's numbers are the writer's; this one writes little endian.
template <class Number>
std::byte* little(std::byte* at, Number n) noexcept {
  wire::store_le(at, n);
  return at + sizeof n;
}

/// Section header and one Ethernet interface with stamps in nanoseconds.
std::array<std::byte, 60> file_head() noexcept {
  std::array<std::byte, 60> bytes{};
  auto* at = bytes.data();
  at = little(at, std::uint32_t{0x0A0D0D0A});
  at = little(at, std::uint32_t{28});
  at = little(at, std::uint32_t{0x1A2B3C4D});
  at = little(at, std::uint16_t{1}); // version 1.0
  at = little(at, std::uint16_t{0});
  at = little(at, std::uint64_t{UINT64_MAX}); // length of the section: not told
  at = little(at, std::uint32_t{28});
  at = little(at, std::uint32_t{1}); // interface description
  at = little(at, std::uint32_t{32});
  at = little(at, std::uint16_t{1}); // Ethernet
  at = little(at, std::uint16_t{0});
  at = little(at, std::uint32_t{0}); // no limit to a packet's length
  at = little(at, std::uint16_t{9}); // resolution of stamps...
  at = little(at, std::uint16_t{1});
  at = little(at, std::uint32_t{9}); // ... 10^-9
  at = little(at, std::uint32_t{0}); // no more options
  little(at, std::uint32_t{32});
  return bytes;
}

std::uint16_t checksum(const std::byte* at) noexcept {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < ip; i += 2) sum += wire::load_be<std::uint16_t>(at + i);
  while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

void write_frame_head(std::byte* at, endpoint to, std::size_t payload) noexcept {
  std::memset(at, 0, frame_head);
  if (to.is_multicast()) { // 01:00:5e and the address's low 23 bits
    wire::store_be(at, std::uint32_t{0x01005E00} | ((to.address >> 16) & 0x7F));
    wire::store_be(at + 4, static_cast<std::uint16_t>(to.address));
  }
  wire::store_be(at + 12, std::uint16_t{0x0800});
  auto* const header = at + ethernet;
  header[0] = std::byte{0x45};
  wire::store_be(header + 2, static_cast<std::uint16_t>(ip + udp + payload));
  header[8] = std::byte{1}; // hops
  header[9] = std::byte{17};
  wire::store_be(header + 16, to.address);
  wire::store_be(header + 10, checksum(header));
  wire::store_be(header + ip + 2, to.port);
  wire::store_be(header + ip + 4, static_cast<std::uint16_t>(udp + payload));
}

} // namespace

std::variant<std::unique_ptr<packet_recorder>, std::string> packet_recorder::open(
    const settings& s) {
  const int file = ::open(s.path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return os_error("record to " + s.path, errno);
  const auto head = file_head();
  if (::write(file, head.data(), head.size()) != static_cast<ssize_t>(head.size())) {
    auto error = os_error("write to " + s.path, errno);
    ::close(file);
    return error;
  }
  return std::unique_ptr<packet_recorder>{new packet_recorder{file, s.buffer}};
}

packet_recorder::packet_recorder(int file, std::size_t buffer)
    : file_{file},
      ring_(std::bit_ceil(std::max<std::size_t>(buffer, 1U << 17))),
      writer_{[this](std::stop_token stop) { write_on(std::move(stop)); }} {}

packet_recorder::~packet_recorder() {
  writer_.request_stop();
  writer_.join();
  ::close(file_);
}

void packet_recorder::record(endpoint destination, std::span<const std::byte> payload,
                             timestamp at) noexcept {
  const auto frame = frame_head + payload.size();
  const auto padding = (4 - frame % 4) % 4;
  const auto block = block_head + frame + padding + 4;
  if (failed_ || filled_ + block - head_.load(std::memory_order_acquire) > ring_.size())
    return void(lost_.fetch_add(1, std::memory_order_relaxed));
  std::array<std::byte, block_head + frame_head> head;
  auto* to = head.data();
  to = little(to, std::uint32_t{6}); // enhanced packet
  to = little(to, static_cast<std::uint32_t>(block));
  to = little(to, std::uint32_t{0}); // the interface
  to = little(to, static_cast<std::uint32_t>(static_cast<std::uint64_t>(at.ns) >> 32));
  to = little(to, static_cast<std::uint32_t>(at.ns));
  to = little(to, static_cast<std::uint32_t>(frame));
  to = little(to, static_cast<std::uint32_t>(frame));
  write_frame_head(to, destination, payload.size());
  put(head);
  put(payload);
  std::array<std::byte, 8> tail{};
  wire::store_le(tail.data() + padding, static_cast<std::uint32_t>(block));
  put(std::span{tail}.first(padding + 4));
  tail_.store(filled_, std::memory_order_release);
  recorded_.fetch_add(1, std::memory_order_relaxed);
}

void packet_recorder::put(std::span<const std::byte> bytes) noexcept {
  if (bytes.empty()) return;
  const auto at = filled_ & (ring_.size() - 1);
  const auto first = std::min(bytes.size(), ring_.size() - at);
  std::memcpy(ring_.data() + at, bytes.data(), first);
  std::memcpy(ring_.data(), bytes.data() + first, bytes.size() - first);
  filled_ += bytes.size();
}

void packet_recorder::write_on(std::stop_token stop) {
  for (;;) {
    const bool last = stop.stop_requested(); // asked before the look: what came until then is there
    while (write_some()) {
    }
    if (last) return;
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
}

bool packet_recorder::write_some() {
  const auto head = head_.load(std::memory_order_relaxed);
  const auto tail = tail_.load(std::memory_order_acquire);
  if (head == tail) return false;
  const auto at = head & (ring_.size() - 1);
  const auto n = std::min<std::uint64_t>(tail - head, ring_.size() - at);
  const auto written = failed_ ? static_cast<ssize_t>(n) : ::write(file_, ring_.data() + at, n);
  if (written < 0 && errno == EINTR) return true;
  if (written < 0) failed_ = true;
  head_.store(head + static_cast<std::uint64_t>(std::max<ssize_t>(written, 0)),
              std::memory_order_release);
  return true;
}

} // namespace corelane::hw
