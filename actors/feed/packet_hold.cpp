#include "corelane/actors/feed/packet_hold.hpp"

#include <algorithm>

namespace corelane {

packet_hold::packet_hold(std::size_t bytes, std::size_t packets) : bytes_(bytes), spare_(bytes) {
  index_.reserve(packets);
}

packet_hold::answer packet_hold::keep(const sequenced_packet& p) {
  if (index_.size() == index_.capacity() && head_ > 0) {
    index_.erase(index_.begin(), index_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
  const auto begin = index_.begin() + static_cast<std::ptrdiff_t>(head_);
  auto place = index_.end();
  while (place != begin && (place - 1)->first > p.first) --place;
  for (auto same = place; same != begin && (same - 1)->first == p.first; --same)
    if ((same - 1)->count >= p.count) return answer::known;
  const auto size = p.raw.payload.size();
  if (index_.size() == index_.capacity() || !make_room(size)) return answer::full;
  std::ranges::copy(p.raw.payload, bytes_.begin() + static_cast<std::ptrdiff_t>(used_));
  index_.insert(place, {p.first, p.count, static_cast<std::uint32_t>(size), used_, p.raw.received,
                        p.raw.capture_time, p.raw.line});
  used_ += size;
  live_ += size;
  return answer::kept;
}

/// Moves what is live together when at least half of the room was given back: so each byte is
/// moved once at most, on average.
bool packet_hold::make_room(std::size_t size) {
  if (bytes_.size() - used_ >= size) return true;
  if (live_ > bytes_.size() / 2 || bytes_.size() - live_ < size) return false;
  std::size_t to = 0;
  for (auto i = head_; i < index_.size(); ++i) {
    auto& e = index_[i];
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(e.at), e.size,
                spare_.begin() + static_cast<std::ptrdiff_t>(to));
    e.at = to;
    to += e.size;
  }
  bytes_.swap(spare_);
  used_ = to;
  return true;
}

sequenced_packet packet_hold::front() const noexcept {
  const auto& e = index_[head_];
  return {{{bytes_.data() + e.at, e.size}, e.received, e.capture_time, e.line}, e.first, e.count};
}

void packet_hold::pop() noexcept {
  live_ -= index_[head_].size;
  if (++head_ == index_.size()) clear();
}

void packet_hold::clear() noexcept {
  index_.clear();
  head_ = used_ = live_ = 0;
}

} // namespace corelane
