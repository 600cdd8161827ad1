#pragma once

#include <cstddef>
#include <type_traits>

namespace corelane::wire {

/// The messages of a protocol, each a struct with a `type`: what must know them all asks here.
template <class... Messages>
struct message_list {
  static constexpr std::size_t size = sizeof...(Messages);

  /// What `take(std::type_identity<Message>{})` gives for the message of this type; `none` when
  /// there is none. The compiler makes a switch of it.
  template <class Type, class Result, class Take>
  static constexpr Result with(Type type, Result none, Take&& take) {
    Result result = none;
    const auto is = [&]<class Message>(std::type_identity<Message> message) {
      if (type != Message::type) return false;
      result = take(message);
      return true;
    };
    (void)(is(std::type_identity<Messages>{}) || ...);
    return result;
  }
  template <class Take>
  static constexpr void for_each(Take&& take) {
    (take(std::type_identity<Messages>{}), ...);
  }
};

} // namespace corelane::wire
