#include "corelane/protocols/market/instrument_directory.hpp"

#include <algorithm>

namespace corelane {

namespace {

std::string_view trimmed(std::string_view symbol) {
  const auto end = symbol.find_last_not_of(' ');
  return end == std::string_view::npos ? std::string_view{} : symbol.substr(0, end + 1);
}

} // namespace

instrument_directory::instrument_directory(std::size_t capacity)
    : capacity_{capacity}, entries_{std::make_unique<entry[]>(capacity)} {
  index_.reserve(capacity);
}

instrument_id instrument_directory::add(std::string_view symbol) {
  symbol = trimmed(symbol);
  if (symbol.empty() || symbol.size() > max_symbol) return no_instrument;
  std::lock_guard lock{mutex_};
  if (auto found = index_.find(symbol); found != index_.end()) return found->second;
  const auto next = size_.load(std::memory_order_relaxed);
  if (next == capacity_) return no_instrument;
  auto& slot = entries_[next];
  std::copy(symbol.begin(), symbol.end(), slot.text);
  slot.length = static_cast<std::uint8_t>(symbol.size());
  const auto id = static_cast<instrument_id>(next);
  index_.emplace(std::string_view{slot.text, slot.length}, id);
  size_.store(next + 1, std::memory_order_release);
  return id;
}

instrument_id instrument_directory::find(std::string_view symbol) const {
  symbol = trimmed(symbol);
  std::lock_guard lock{mutex_};
  const auto found = index_.find(symbol);
  return found == index_.end() ? no_instrument : found->second;
}

std::string_view instrument_directory::symbol(instrument_id id) const noexcept {
  const auto i = index_of(id);
  if (i >= size()) return {};
  return {entries_[i].text, entries_[i].length};
}

} // namespace corelane
