#include "corelane/actors/venue/faulty_line.hpp"

#include <utility>

namespace corelane::venue {

faulty_line::faulty_line(std::size_t number, std::unique_ptr<datagram_sink> to,
                         const line_faults& faults)
    : number_{number}, to_{std::move(to)}, faults_{faults}, random_{faults.seed * 64 + number} {}

bool faulty_line::named_in(const std::string& lines) const noexcept {
  return lines.find(static_cast<char>('A' + number_)) != std::string::npos;
}

bool faulty_line::hit_by(std::uint64_t percent) noexcept {
  return percent != 0 && named_in(faults_.faulty_lines) && random_.below(100) < percent;
}

bool faulty_line::send(std::span<const std::byte> payload) noexcept {
  // What is lost was sent, as far as a sender can tell.
  if (named_in(faults_.lines_down) || hit_by(faults_.loss_percent)) return true;
  if (overtaken_.empty() && hit_by(faults_.reorder_percent)) {
    overtaken_.assign(payload.begin(), payload.end());
    return true;
  }
  bool sent = pass_on(payload);
  if (hit_by(faults_.duplicate_percent)) sent &= pass_on(payload);
  if (!overtaken_.empty()) sent &= pass_on(std::exchange(overtaken_, {}));
  return sent;
}

bool faulty_line::pass_on(std::span<const std::byte> payload) {
  if (number_ == 0 || (faults_.delay.count() == 0 && waiting_.empty())) return to_->send(payload);
  waiting_.push_back({now_ + faults_.delay, {payload.begin(), payload.end()}});
  return true;
}

bool faulty_line::release(timestamp now) {
  now_ = now;
  bool any = false;
  for (; !waiting_.empty() && waiting_.front().due <= now; any = true) {
    (void)to_->send(waiting_.front().payload);
    waiting_.pop_front();
  }
  return any;
}

} // namespace corelane::venue
