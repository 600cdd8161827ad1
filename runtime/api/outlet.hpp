#pragma once

#include "corelane/runtime/api/event.hpp"

#include <atomic>
#include <cstdint>
#include <string_view>

namespace corelane {

class actor;

/// The untyped part of an outlet, as the wiring sees it.
class outlet_base {
public:
  outlet_base(actor& owner, std::string_view name, const event_type& type);
  outlet_base(const outlet_base&) = delete;
  outlet_base& operator=(const outlet_base&) = delete;

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] const event_type& type() const noexcept { return type_; }
  [[nodiscard]] actor& owner() const noexcept { return owner_; }

  /// Events emitted so far. Any thread.
  [[nodiscard]] std::uint64_t emitted() const noexcept {
    return emitted_.load(std::memory_order_relaxed);
  }

  /// Sets where events go. Before start, or on the owner's lane between events.
  void connect(sink to) noexcept { sink_ = to; }
  /// Events go nowhere again; they are still counted.
  void disconnect() noexcept;
  [[nodiscard]] bool connected() const noexcept { return sink_.target != nullptr; }

protected:
  void send(const void* event) noexcept {
    emitted_.store(emitted_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    sink_.deliver(sink_.target, event);
  }

private:
  sink sink_;
  std::atomic<std::uint64_t> emitted_{0};
  std::string_view name_;
  const event_type& type_;
  actor& owner_;
};

/// Where an actor's events of one type leave it. A member of the actor:
///
///     outlet<book_update> updates{*this, "updates"};
///
/// Costs an increment and one indirect call, plus what the link's distance demands.
template <event E>
class outlet : public outlet_base {
public:
  outlet(actor& owner, std::string_view name) : outlet_base{owner, name, event_type_of<E>} {}

  /// Passes `e` on. On the owner's lane only. When the link is a direct call, the receiver has
  /// handled `e` on return; otherwise `e` has been copied.
  void emit(const E& e) noexcept { send(&e); }
};

} // namespace corelane
