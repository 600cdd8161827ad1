#include "corelane/actors/venue/client_orders.hpp"

#include <numeric>

namespace corelane::venue {

client_orders::client_orders(std::uint32_t capacity)
    : orders_(capacity), free_(capacity), names_(std::size_t{capacity} * 4), index_{names_.size()} {
  std::iota(free_.begin(), free_.end(), 0U);
}

client_orders::lookup client_orders::find(std::uint32_t session, std::string_view id) noexcept {
  const auto at = index_.find(key_of(session, id));
  if (at == slot_index::none) return {false, nullptr};
  const auto& n = names_[at];
  auto& order = orders_[n.token];
  const bool remembered =
      order.generation == n.generation && n.session == session && n.id.text() == id;
  return {true, remembered ? &order : nullptr};
}

client_order* client_orders::add(std::uint32_t session, std::string_view id) noexcept {
  if (open_ == orders_.size()) return nullptr;
  const auto token = free_[free_at_];
  free_at_ = (free_at_ + 1) % static_cast<std::uint32_t>(free_.size());
  ++open_;
  auto& order = orders_[token];
  const auto generation = order.generation + 1;
  order = {};
  order.generation = generation;
  order.open = true;
  order.session = session;
  order.id = client_id{id};
  remember(order, id);
  return &order;
}

void client_orders::add_name(client_order& order, std::string_view id) noexcept {
  remember(order, id);
}

void client_orders::close(client_order& order) noexcept {
  order.open = false;
  --open_;
  const auto size = static_cast<std::uint32_t>(free_.size());
  free_[(free_at_ + size - open_ - 1) % size] = token_of(order);
}

std::uint64_t client_orders::key_of(std::uint32_t session, std::string_view id) noexcept {
  auto hash = (0xCBF2'9CE4'8422'2325U ^ session) * 0x100'0000'01B3U; // FNV-1a
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3U;
  return hash == 0 ? 1 : hash;
}

bool client_orders::in_use(const name& n) const noexcept {
  const auto& order = orders_[n.token];
  return n.key != 0 && order.open && order.generation == n.generation
         && (order.id.text() == n.id.text() || order.pending.text() == n.id.text());
}

void client_orders::remember(const client_order& order, std::string_view id) noexcept {
  const auto size = static_cast<std::uint32_t>(names_.size());
  // At most two names of each open order are in use, and there are four for each.
  while (in_use(names_[names_at_])) names_at_ = (names_at_ + 1) % size;
  auto& n = names_[names_at_];
  if (n.key != 0) index_.erase(n.key);
  n = {client_id{id}, key_of(order.session, id), order.session, token_of(order), order.generation};
  index_.insert(n.key, names_at_);
  names_at_ = (names_at_ + 1) % size;
}

} // namespace corelane::venue
