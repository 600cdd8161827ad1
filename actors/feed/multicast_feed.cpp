#include "corelane/actors/feed/multicast_feed.hpp"

#include <algorithm>
#include <stdexcept>

namespace corelane {

multicast_feed::multicast_feed(actor_setup& setup, std::chrono::nanoseconds silence)
    : actor{setup}, probe_{setup}, recovery_probe_{setup}, silence_{silence} {
  auto& p = setup.parameters();
  p.bind_one_or_more(groups_, "group",
                     "address:port of the feed, or of each of its lines A, B...: the first copy of "
                     "a packet counts; multicast groups are joined")
      .checked(&hw::endpoint_fault);
  p.bind_one_or_more(interfaces_, "interface",
                     "address or name of the interface to join on; one for all lines or one for "
                     "each");
  p.bind(symbols_, "symbols", "", "instruments wanted, by symbol or pattern (AA*); all when empty");
  p.bind_within<std::uint64_t>(venue_, 0, 255, "venue", "", "number put on all events");
  p.bind(receive_buffer_, "receive_buffer", "bytes", "room the kernel keeps for unread packets");
  p.bind(busy_poll_, "busy_poll", "", "how long a read polls the device (SO_BUSY_POLL)");
  p.bind(record_, "record", "",
         "pcapng file that all packets of the lines are written to, with their receive stamps; "
         "none when empty");
  p.bind(silence_, "silence", "",
         "how long no line may bring anything before the books are called stale; 0: for ever");
  recovery_.bind(p);
  p.require("group", [this]() -> std::string {
    if (groups_.empty() || std::ranges::count(groups_, "") != 0) return "each line wants one";
    return groups_.size() <= most_lines ? "" : "at most " + std::to_string(most_lines) + " lines";
  });
  p.require("interface", [this] {
    return interfaces_.size() <= 1 || interfaces_.size() == groups_.size()
               ? ""
               : "name one for all lines or one for each";
  });
}

void multicast_feed::on_start() {
  wanted_ = symbol_filter{symbols_};
  lines_.clear();
  for (const auto* groups : {&groups_, &other_groups_})
    for (const auto& text : *groups)
      lines_.push_back({*hw::parse_endpoint(text), std::nullopt, {}});
  if (now_is_virtual()) return;
  open_recording();
  open_lines();
  if (silence_.count() > 0) listening_ = start_repeating_timer(silence_);
}

void multicast_feed::open_recording() {
  if (record_.empty()) return;
  auto opened = hw::packet_recorder::open({record_});
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  recorder_ = std::move(std::get<std::unique_ptr<hw::packet_recorder>>(opened));
}

void multicast_feed::open_lines() {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto& via = interfaces_.empty()      ? std::string{}
                      : i < interfaces_.size() ? interfaces_[i]
                                               : interfaces_.front();
    auto opened =
        hw::udp_receiver::open({lines_[i].group, via, receive_buffer_,
                                std::chrono::duration_cast<std::chrono::microseconds>(busy_poll_)});
    if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
    lines_[i].socket = std::move(std::get<hw::udp_receiver>(opened));
    descriptors_.add(lines_[i].socket->descriptor());
  }
}

void multicast_feed::on_stop() {
  lines_.clear();
  recorder_.reset();
}

int multicast_feed::descriptor() const { return descriptors_.descriptor(); }

bool multicast_feed::poll() {
  for (std::size_t n = 0; n < lines_.size(); ++n) {
    const auto i = turn_;
    turn_ = turn_ + 1 < lines_.size() ? turn_ + 1 : 0;
    if (poll_line(i)) return true;
  }
  return poll_services();
}

bool multicast_feed::poll_line(std::size_t i) {
  auto& l = lines_[i];
  if (!l.socket) return false;
  if (l.batch.empty()) {
    l.batch = l.socket->receive();
    if (l.batch.empty()) return false;
    std::uint64_t dropped = 0;
    for (const auto& each : lines_) dropped += each.socket->kernel_drops();
    probe_.kernel_dropped(dropped);
  }
  const auto& next = l.batch.front();
  l.batch = l.batch.subspan(1);
  if (recorder_) recorder_->record(l.group, next.payload, next.kernel_time);
  on_packet({next.payload, next.received, next.kernel_time, static_cast<std::uint8_t>(i)});
  return true;
}

std::optional<std::uint8_t> multicast_feed::line_of(std::uint32_t address,
                                                    std::uint16_t port) const {
  std::uint8_t i = 0;
  for (const auto* groups : {&groups_, &other_groups_})
    for (const auto& text : *groups) {
      const auto group = hw::parse_endpoint(text);
      if (group && group->address == address && group->port == port) return i;
      ++i;
    }
  return std::nullopt;
}

std::size_t multicast_feed::also_listen(const std::vector<std::string>& groups) {
  const auto first = groups_.size() + other_groups_.size();
  other_groups_.insert(other_groups_.end(), groups.begin(), groups.end());
  return first;
}

void multicast_feed::wake(timestamp at) {
  if (timer_ && wake_at_ <= at) return;
  if (timer_) cancel_timer(*timer_);
  wake_at_ = at;
  timer_ = start_timer(std::max(at - now(), std::chrono::nanoseconds{0}));
}

/// Silent for one to two periods.
void multicast_feed::listen() {
  if (heard_) {
    heard_ = false;
  } else if (!silent_) {
    silent_ = true;
    probe_.fell_silent();
    on_silence(true);
  }
}

void multicast_feed::break_silence() {
  silent_ = false;
  on_silence(false);
}

void multicast_feed::on_timer(timer_id id) {
  if (listening_ && id == *listening_) return listen();
  if (!timer_ || id != *timer_) return;
  timer_.reset();
  on_wake();
}

void multicast_feed::inspect(inspection& out) const {
  out.field("packets", probe_.packets());
  out.field("messages", probe_.messages());
  recovery_probe_.inspect(out);
  out.field("duplicates", probe_.duplicates());
  out.field("malformed", probe_.malformed());
  out.field("silent", silent_);
  if (recorder_) {
    out.field("recorded_packets", recorder_->recorded());
    out.field("not_recorded_packets", recorder_->lost());
    out.field("recording_failed", recorder_->failed());
  }
  out.table("sockets");
  for (const auto& l : lines_) {
    out.row();
    out.field("group", hw::to_string(l.group));
    if (!l.socket) continue;
    out.field("kernel_drops", l.socket->kernel_drops());
    out.field("oversized", l.socket->oversized());
    out.field("read_errors", l.socket->read_errors());
  }
  out.end_table();
  out.table("notices");
  for (const auto& l : lines_)
    if (l.socket)
      for (const auto& notice : l.socket->notices()) {
        out.row();
        out.field("notice", notice);
      }
  out.end_table();
}

} // namespace corelane
