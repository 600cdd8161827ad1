#include "corelane/protocols/ouch50/decoder.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {

using namespace corelane::ouch50;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// A message that decodes is written back byte for byte, up to what the wire had besides.
struct check {
  std::span<const std::byte> bytes;

  template <class Message>
  void operator()(const Message& m) const {
    std::vector<std::byte> again(size_of(m));
    demand(write(m, again.data()) == again.size());
    again.resize(std::min(again.size(), bytes.size()));
    demand(std::equal(again.begin(), again.end(), bytes.begin()));
    if constexpr (has_options<Message>) {
      demand(m.options.well_formed());
      all_options::for_each([&]<class Option>(std::type_identity<Option>) {
        (void)m.options.template get<Option>();
      });
    }
  }
};

} // namespace

/// Any bytes as messages of both directions, each behind its length in one byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::span rest{reinterpret_cast<const std::byte*>(data), size};
  while (!rest.empty()) {
    const auto claimed = static_cast<std::size_t>(rest[0]);
    rest = rest.subspan(1);
    // A copy of its own, so that the sanitizer sees a read past the end.
    const std::vector<std::byte> message{
        rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(std::min(claimed, rest.size()))};
    rest = rest.subspan(message.size());
    decode_request(message, check{message});
    decode_report(message, check{message});
  }
  return 0;
}
