#include "corelane/hw/net/network_interface.hpp"

#include "corelane/hw/net/endpoint.hpp"
#include "corelane/hw/os_error.hpp"

#include <ifaddrs.h>
#include <net/if.h>
#include <cerrno>
#include <memory>

namespace corelane::hw {

std::variant<network_interface, std::string> find_interface(const std::string& text) {
  if (text.empty()) return network_interface{};
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return os_error("list the network interfaces", errno);
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner{list, &::freeifaddrs};
  const auto wanted = parse_address(text);
  std::string known;
  for (auto* i = list; i != nullptr; i = i->ifa_next) {
    if (i->ifa_addr == nullptr || i->ifa_addr->sa_family != AF_INET) continue;
    const auto address = from_sockaddr(*reinterpret_cast<const sockaddr_in*>(i->ifa_addr)).address;
    if (wanted ? address == *wanted : text == i->ifa_name)
      return network_interface{static_cast<int>(::if_nametoindex(i->ifa_name)), address};
    known += (known.empty() ? "" : ", ") + std::string{i->ifa_name} + ' ' + address_text(address);
  }
  // An interface without an address still takes multicast.
  if (const auto index = ::if_nametoindex(text.c_str()); index != 0)
    return network_interface{static_cast<int>(index), 0};
  return "no network interface " + std::string{wanted ? "has the address " : "is named "} + text
         + "; this host has " + (known.empty() ? "none with an address" : known);
}

} // namespace corelane::hw
