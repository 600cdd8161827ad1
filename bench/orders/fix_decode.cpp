#include "corelane/bench/orders/fix_samples.hpp"
#include "corelane/bench/orders/order_benches.hpp"
#include "corelane/bench/orders/sample_timing.hpp"
#include "corelane/protocols/fix44/frame.hpp"
#ifdef CORELANE_QUICKFIX
#include "corelane/bench/orders/quickfix_peer.hpp"
#endif

#include <array>
#include <memory>
#include <stdexcept>

namespace corelane::bench {

namespace {

constexpr int rounds = 9, passes = 40;

/// Messages one after the other, as a socket's reads leave them.
void decode(bench_output& out, const char* name, const std::vector<std::string>& messages) {
  std::string stream;
  for (const auto& m : messages) stream += m;
  const auto fields = std::make_unique<fix44::field_index>();
  std::string_view rest;
  std::vector<contestant> all{each_sample("corelane", messages.size(), passes, [&](std::size_t i) {
    if (i == 0) rest = stream;
    const auto f = fix44::read_frame(rest, *fields);
    if (f.what != fix44::frame::state::complete) throw std::runtime_error{"no message"};
    rest.remove_prefix(f.message.size());
    made(*fields);
  })};
#ifdef CORELANE_QUICKFIX
  quickfix_peer peer;
  all.push_back(each_sample("quickfix", messages.size(), 2, [&](std::size_t i) {
    if (!peer.decode(messages[i])) throw std::runtime_error{"QuickFIX refuses " + messages[i]};
  }));
#endif
  out.add(name, run_interleaved(all, rounds),
          {{"bytes", static_cast<double>(stream.size()) / static_cast<double>(messages.size())}});
}

template <class Write>
std::vector<std::string> all_messages(Write&& write) {
  fix_samples ours;
  std::array<char, 1024> room;
  std::vector<std::string> messages;
  for (const auto& s : make_samples()) messages.emplace_back(write(ours, room, s));
  return messages;
}

} // namespace

/// Messages D: framed, summed and taken apart into an index by tag. QuickFIX validates besides.
void fix_decode_nos(bench_output& out) {
  decode(out, "fix_decode_nos", all_messages([](auto& to, auto& room, auto& s) {
           return to.order(room, s, request_of(s));
         }));
}

/// The same of messages 8.
void fix_decode_er(bench_output& out) {
  decode(out, "fix_decode_er",
         all_messages([](auto& to, auto& room, auto& s) { return to.fill(room, s, fill_of(s)); }));
}

} // namespace corelane::bench
