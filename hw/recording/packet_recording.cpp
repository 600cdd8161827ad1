#include "corelane/hw/recording/packet_recording.hpp"

#include "corelane/hw/recording/udp_frame.hpp"

#include <pcap/pcap.h>
#include <array>
#include <cstdio>

namespace corelane::hw {

namespace {

pcap_t* as_pcap(void* capture) noexcept { return static_cast<pcap_t*>(capture); }

std::string link_name(int link) {
  const auto* name = ::pcap_datalink_val_to_name(link);
  return name == nullptr ? std::to_string(link) : name;
}

void count(packet_recording::counts& to, udp_frame::verdict v) noexcept {
  switch (v) {
    case udp_frame::verdict::datagram: ++to.datagrams; break;
    case udp_frame::verdict::other: ++to.other; break;
    case udp_frame::verdict::fragment: ++to.fragments; break;
    case udp_frame::verdict::malformed: ++to.malformed; break;
  }
}

} // namespace

void packet_recording::closer::operator()(void* capture) const noexcept {
  ::pcap_close(as_pcap(capture));
}

std::variant<packet_recording, std::string> packet_recording::open(const std::string& path) {
  std::array<char, PCAP_ERRBUF_SIZE> reason{};
  std::unique_ptr<void, closer> capture{::pcap_open_offline_with_tstamp_precision(
      path.c_str(), PCAP_TSTAMP_PRECISION_NANO, reason.data())};
  if (!capture) {
    const std::string text{reason.data()};
    return "cannot read the recording "
           + (text.starts_with(path) ? text : path + ": " + text); // libpcap names it or not
  }
  if (const auto link = ::pcap_datalink(as_pcap(capture.get())); link != DLT_EN10MB)
    return "cannot read the recording " + path + ": its frames are of the kind " + link_name(link)
           + ", only Ethernet (EN10MB) is read; capture on an Ethernet interface, not on `any`";
  return packet_recording{path, std::move(capture)};
}

bool packet_recording::recognises(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "rbe"),
                                                             &std::fclose};
  std::uint32_t magic = 0;
  if (!file || std::fread(&magic, sizeof magic, 1, file.get()) != 1) return false;
  for (const auto known : {0xa1b2c3d4u, 0xd4c3b2a1u, 0xa1b23c4du, 0x4d3cb2a1u, 0x0a0d0d0au})
    if (magic == known) return true;
  return false;
}

std::optional<recorded_packet> packet_recording::next() {
  if (!error_.empty()) return std::nullopt;
  pcap_pkthdr* header = nullptr;
  const u_char* data = nullptr;
  for (;;) {
    const auto got = ::pcap_next_ex(as_pcap(capture_.get()), &header, &data);
    if (got == PCAP_ERROR_BREAK) return std::nullopt; // the end
    if (got != 1) {
      error_ = path_ + " breaks off after frame " + std::to_string(counts_.frames) + ": "
               + ::pcap_geterr(as_pcap(capture_.get()));
      return std::nullopt;
    }
    ++counts_.frames;
    const auto frame =
        parse_udp_frame({reinterpret_cast<const std::byte*>(data), std::size_t{header->caplen}});
    if (frame.found != udp_frame::verdict::datagram && header->caplen < header->len) {
      ++counts_.cut_short;
      continue;
    }
    count(counts_, frame.found);
    if (frame.found != udp_frame::verdict::datagram) continue;
    // With nanosecond precision asked for, tv_usec holds nanoseconds.
    return recorded_packet{
        frame.payload, {header->ts.tv_sec * 1'000'000'000 + header->ts.tv_usec}, frame.destination};
  }
}

} // namespace corelane::hw
