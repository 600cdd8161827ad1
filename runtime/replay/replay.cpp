#include "corelane/runtime/replay/replay.hpp"

#include "corelane/hw/recording/framed_file.hpp"
#include "corelane/hw/recording/packet_recording.hpp"
#include "corelane/protocols/moldudp64/packet_writer.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <array>
#include <cstring>
#include <exception>
#include <ranges>
#include <thread>

namespace corelane {

namespace {

/// An ITCH message's ns since midnight: where every one of them has it.
std::optional<std::uint64_t> itch_time(std::span<const std::byte> message) {
  if (message.size() < 11) return std::nullopt;
  return wire::load_be<std::uint64_t>(message.data() + 3) & 0xFFFF'FFFF'FFFF;
}

std::string text_of(std::exception_ptr why) {
  try {
    std::rethrow_exception(std::move(why));
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "something that is no exception";
  }
}

} // namespace

std::variant<std::unique_ptr<replay>, config::error> replay::make(node_plan plan,
                                                                  const registry& kinds,
                                                                  options how) {
  std::unique_ptr<replay> r{new replay};
  r->how_ = how;
  r->lanes_ = std::make_unique<virtual_lanes>();
  graph::options build;
  build.fuse = !how.keep_lanes;
  build.replace_kinds = std::move(how.replace_kinds);
  if (how.keep_lanes) build.crossing = r->lanes_->crossing();
  auto built = graph::build(std::move(plan), kinds, std::move(build));
  if (auto* error = std::get_if<config::error>(&built)) return std::move(*error);
  r->graph_ = std::move(std::get<std::unique_ptr<graph>>(built));
  for (auto& a : r->graph_->actors())
    if (auto* handler = dynamic_cast<packet_handler*>(a.self.get()))
      r->feeds_.push_back({handler, a.on});
  return r;
}

replay::~replay() {
  if (lanes_) lanes_->release();
}

std::optional<std::string> replay::run(const std::string& file) {
  if (feeds_.empty()) return "no actor of the configuration takes packets: add a feed";
  auto error = hw::packet_recording::recognises(file) ? run_pcap(file) : run_framed(file);
  if (!error) error = std::exchange(failure_, std::nullopt);
  return error;
}

std::optional<std::string> replay::start(timestamp at) {
  for (const auto& l : graph_->lanes())
    l->set_failure_handler([this](actor& failed, std::exception_ptr why) {
      graph_->links().close(failed);
      if (!failure_) failure_ = "actor '" + failed.name() + "' threw: " + text_of(std::move(why));
    });
  lanes_->take(*graph_, at, how_.keep_lanes);
  std::string error;
  for (auto& a : graph_->actors() | std::views::reverse) {
    lanes_->run_on(*a.on, [&] {
      try {
        a.self->on_start();
      } catch (const std::exception& e) {
        error = "actor '" + a.name + "': " + e.what();
      }
    });
    if (!error.empty()) return error;
  }
  return std::nullopt;
}

void replay::deliver(packet_handler& to, lane& on, const packet& p) {
  lanes_->run_on(on, [&] {
    try {
      to.on_packet(p);
    } catch (...) {
      report_failure(dynamic_cast<actor&>(to), std::current_exception());
    }
  });
}

/// Waits until a packet's turn has come, if a pace is to be kept.
void replay::keep_pace(timestamp at) {
  if (how_.speed <= 0) return;
  if (began_at_.ns == 0) {
    began_at_ = at;
    began_ = std::chrono::steady_clock::now();
  }
  const auto after = static_cast<double>((at - began_at_).count()) / how_.speed;
  std::this_thread::sleep_until(began_
                                + std::chrono::nanoseconds{static_cast<std::int64_t>(after)});
}

void replay::finish() {
  for (auto& a : graph_->actors()) lanes_->run_on(*a.on, [&] { a.self->on_drain(); });
  for (auto& a : graph_->actors()) lanes_->run_on(*a.on, [&] { a.self->on_stop(); });
  lanes_->release();
}

std::optional<std::string> replay::run_pcap(const std::string& file) {
  auto opened = hw::packet_recording::open(file);
  if (auto* error = std::get_if<std::string>(&opened)) return *error;
  auto& recording = std::get<hw::packet_recording>(opened);
  bool started = false;
  while (const auto p = recording.next()) {
    if (!started)
      if (auto error = start(p->capture_time)) return error;
    started = true;
    keep_pace(p->capture_time);
    lanes_->advance_to(p->capture_time);
    bool claimed = false;
    for (const auto& f : feeds_) {
      const auto line = f.handler->line_of(p->destination.address, p->destination.port);
      if (feeds_.size() > 1 && !line) continue;
      deliver(*f.handler, *f.on,
              {p->payload, hw::tsc_clock::stamp(), p->capture_time, line.value_or(0)});
      claimed = true;
    }
    if (!claimed) ++unclaimed_;
  }
  if (!started) return recording.error().empty() ? file + " has no UDP packets" : recording.error();
  finish();
  if (!recording.error().empty()) return recording.error();
  return std::nullopt;
}

std::optional<std::string> replay::run_framed(const std::string& file) {
  auto opened = hw::framed_file::open(file);
  if (auto* error = std::get_if<std::string>(&opened)) return *error;
  auto& messages = std::get<hw::framed_file>(opened);
  if (feeds_.size() > 1)
    return "a framed file names no feed, and the configuration has " + std::to_string(feeds_.size())
           + ": keep one, or replay a pcap";
  const auto& f = feeds_.front();
  std::array<std::byte, 1472> bytes;
  constexpr moldudp64::session_name session{'R', 'E', 'P', 'L', 'A', 'Y', ' ', ' ', ' ', ' '};
  moldudp64::packet_writer writer{bytes, session, 1};
  std::optional<std::uint64_t> time;
  const auto flush = [&] {
    if (writer.empty()) return;
    const timestamp now{static_cast<std::int64_t>(time.value_or(0))};
    lanes_->advance_to(now);
    deliver(*f.handler, *f.on, {writer.finish(), hw::tsc_clock::stamp(), {}, 0});
  };
  bool started = false;
  while (const auto message = messages.next()) {
    const auto at = itch_time(*message);
    if (!started)
      if (auto error = start({static_cast<std::int64_t>(at.value_or(0))})) return error;
    started = true;
    if (at && time && *at != *time) flush();
    if (at) time = at;
    auto room = writer.begin_message(message->size());
    if (room.empty()) {
      flush();
      room = writer.begin_message(message->size());
    }
    if (room.empty()) continue; // no ITCH message is as long as a packet
    std::memcpy(room.data(), message->data(), message->size());
    writer.end_message(message->size());
  }
  if (!started) return messages.error().empty() ? file + " is empty" : messages.error();
  flush();
  finish();
  if (!messages.error().empty()) return messages.error();
  return std::nullopt;
}

} // namespace corelane
