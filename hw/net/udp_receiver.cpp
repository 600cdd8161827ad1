#include "corelane/hw/net/udp_receiver.hpp"

#include "corelane/hw/file_descriptor.hpp"
#include "corelane/hw/net/network_interface.hpp"
#include "corelane/hw/os_error.hpp"
#include "corelane/hw/tsc_clock.hpp"

#include <sys/socket.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <optional>

namespace corelane::hw {

namespace {

constexpr std::size_t control_size =
    CMSG_SPACE(sizeof(timespec)) + CMSG_SPACE(sizeof(std::uint32_t));

bool set_option(int socket, int level, int option, int value) noexcept {
  return ::setsockopt(socket, level, option, &value, sizeof value) == 0;
}

} // namespace

struct udp_receiver::state {
  file_descriptor socket;
  std::vector<std::string> notices;
  std::uint64_t drops{0};
  std::uint32_t drops_seen{0}; ///< the kernel's counter, which wraps
  std::uint64_t oversized{0};
  std::uint64_t read_errors{0};
  std::array<datagram, batch> datagrams{};
  std::array<mmsghdr, batch> headers{};
  std::array<iovec, batch> vectors{};
  std::array<std::array<std::byte, largest>, batch> payloads;
  alignas(cmsghdr) std::array<std::array<std::byte, control_size>, batch> controls;

  state() noexcept {
    for (std::size_t i = 0; i < batch; ++i) {
      payloads[i].fill(std::byte{0}); // faults the pages in
      vectors[i] = {payloads[i].data(), largest};
      headers[i].msg_hdr.msg_iov = &vectors[i];
      headers[i].msg_hdr.msg_iovlen = 1;
      headers[i].msg_hdr.msg_control = controls[i].data();
      headers[i].msg_hdr.msg_controllen = control_size;
    }
  }

  [[nodiscard]] std::optional<std::string> open(const settings& s);
  [[nodiscard]] std::optional<std::string> bind(const settings& s);
  [[nodiscard]] std::optional<std::string> join(const settings& s, const network_interface& via);
  void size_buffer(std::size_t asked);
  void ask_for_stamps();
  [[nodiscard]] std::size_t buffer_size() const noexcept;
  std::span<const datagram> receive() noexcept;
  timestamp read_control(msghdr& header) noexcept;
};

std::optional<std::string> udp_receiver::state::open(const settings& s) {
  socket = file_descriptor{::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!socket) return os_error("open a UDP socket", errno);
  if (s.receive_buffer != 0) size_buffer(s.receive_buffer);
  ask_for_stamps();
  const auto poll_us = static_cast<int>(s.busy_poll.count());
  if (poll_us > 0 && !set_option(socket.get(), SOL_SOCKET, SO_BUSY_POLL, poll_us))
    notices.push_back(os_error("busy-poll the device (it takes CAP_NET_ADMIN)", errno));
  const auto via = find_interface(s.interface);
  if (const auto* error = std::get_if<std::string>(&via)) return *error;
  if (auto error = bind(s)) return error;
  if (!s.group.is_multicast()) return std::nullopt;
  return join(s, std::get<network_interface>(via));
}

std::optional<std::string> udp_receiver::state::bind(const settings& s) {
  // Several processes may listen to a group. An address of our own has one owner: with
  // SO_REUSEADDR a second one would take the datagrams away in silence.
  if (s.group.is_multicast()) set_option(socket.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  const auto address = to_sockaddr(s.group);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
    return std::nullopt;
  const auto number = errno;
  auto text = os_error("receive on " + to_string(s.group), number);
  if (number == EADDRINUSE)
    text += "; another process has this port: stop it (`ss -lunp` shows it) or take another port";
  if (number == EADDRNOTAVAIL) text += "; use an address of this host or a multicast group";
  return text;
}

std::optional<std::string> udp_receiver::state::join(const settings& s,
                                                     const network_interface& via) {
  set_option(socket.get(), IPPROTO_IP, IP_MULTICAST_ALL, 0); // only what this socket joined
  ip_mreqn request{};
  request.imr_multiaddr.s_addr = htonl(s.group.address);
  request.imr_address.s_addr = htonl(via.address);
  request.imr_ifindex = via.index;
  if (::setsockopt(socket.get(), IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof request) == 0)
    return std::nullopt;
  const auto number = errno;
  auto text = os_error("join " + to_string(s.group), number);
  if (number == ENODEV) text += "; no route leads to the group: name the interface to join on";
  if (number == ENOBUFS) text += "; raise net.ipv4.igmp_max_memberships";
  return text;
}

void udp_receiver::state::size_buffer(std::size_t asked) {
  const auto bytes = static_cast<int>(std::min<std::size_t>(asked, 1u << 30));
  if (!set_option(socket.get(), SOL_SOCKET, SO_RCVBUFFORCE, bytes))
    set_option(socket.get(), SOL_SOCKET, SO_RCVBUF, bytes);
  if (const auto got = buffer_size(); got < asked)
    notices.push_back("receive buffer is " + std::to_string(got) + " of " + std::to_string(asked)
                      + " bytes asked: raise net.core.rmem_max, or give CAP_NET_ADMIN");
}

void udp_receiver::state::ask_for_stamps() {
  if (!set_option(socket.get(), SOL_SOCKET, SO_TIMESTAMPNS, 1))
    notices.push_back(os_error("get receive stamps from the kernel", errno));
  if (!set_option(socket.get(), SOL_SOCKET, SO_RXQ_OVFL, 1))
    notices.push_back(os_error("count the kernel's drops", errno));
}

std::size_t udp_receiver::state::buffer_size() const noexcept {
  int bytes = 0;
  socklen_t size = sizeof bytes;
  ::getsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &bytes, &size);
  return static_cast<std::size_t>(bytes) / 2; // the kernel doubles what it is asked for
}

std::span<const datagram> udp_receiver::state::receive() noexcept {
  const auto count = ::recvmmsg(socket.get(), headers.data(), batch, MSG_DONTWAIT, nullptr);
  if (count <= 0) {
    if (errno != EAGAIN && errno != EINTR) ++read_errors;
    return {};
  }
  const auto received = tsc_clock::stamp();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    auto& header = headers[i].msg_hdr;
    const auto kernel_time = read_control(header);
    header.msg_controllen = control_size;
    if ((header.msg_flags & MSG_TRUNC) != 0)
      ++oversized;
    else
      datagrams[kept++] = {{payloads[i].data(), headers[i].msg_len}, received, kernel_time};
  }
  return {datagrams.data(), kept};
}

timestamp udp_receiver::state::read_control(msghdr& header) noexcept {
  timestamp at;
  for (auto* c = CMSG_FIRSTHDR(&header); c != nullptr; c = CMSG_NXTHDR(&header, c)) {
    if (c->cmsg_level != SOL_SOCKET) continue;
    if (c->cmsg_type == SCM_TIMESTAMPNS) {
      timespec t;
      std::memcpy(&t, CMSG_DATA(c), sizeof t);
      at.ns = t.tv_sec * 1'000'000'000 + t.tv_nsec;
    } else if (c->cmsg_type == SO_RXQ_OVFL) {
      std::uint32_t seen = 0;
      std::memcpy(&seen, CMSG_DATA(c), sizeof seen);
      drops += seen - drops_seen;
      drops_seen = seen;
    }
  }
  return at;
}

std::variant<udp_receiver, std::string> udp_receiver::open(const settings& s) {
  auto made = std::make_unique<state>();
  if (auto error = made->open(s)) return *std::move(error);
  return udp_receiver{std::move(made)};
}

udp_receiver::udp_receiver(std::unique_ptr<state> s) noexcept : state_{std::move(s)} {}
udp_receiver::udp_receiver(udp_receiver&&) noexcept = default;
udp_receiver& udp_receiver::operator=(udp_receiver&&) noexcept = default;
udp_receiver::~udp_receiver() = default;

std::span<const datagram> udp_receiver::receive() noexcept { return state_->receive(); }
std::uint64_t udp_receiver::kernel_drops() const noexcept { return state_->drops; }
std::uint64_t udp_receiver::oversized() const noexcept { return state_->oversized; }
std::uint64_t udp_receiver::read_errors() const noexcept { return state_->read_errors; }
std::size_t udp_receiver::receive_buffer() const { return state_->buffer_size(); }
int udp_receiver::descriptor() const noexcept { return state_->socket.get(); }
const std::vector<std::string>& udp_receiver::notices() const noexcept { return state_->notices; }

endpoint udp_receiver::local() const { return local_endpoint(state_->socket.get()); }

} // namespace corelane::hw
