#pragma once

#include "corelane/protocols/sbe/group.hpp"
#include "corelane/protocols/sbe/message_header.hpp"

#include <iterator>
#include <span>
#include <type_traits>

namespace corelane::sbe {

/// Goes through the groups behind a message's block and lets none reach past the message.
class group_reader {
public:
  group_reader(std::span<const std::byte> bytes, std::uint16_t version) noexcept
      : at_{bytes.data()}, left_{bytes.size()}, version_{version} {}

  /// The next group, empty where the message's version does not have it. False, and nothing more
  /// to be taken, when it does not lie within the message or its entries are too short.
  template <class Entry>
  [[nodiscard, gnu::always_inline]] bool take(group<Entry>& to) noexcept {
    using head = typename Entry::head;
    if (Entry::group_since > version_) return true;
    if (left_ < head::wire_size) [[unlikely]]
      return false;
    const auto length = head::length(at_);
    const auto count = head::count(at_);
    const std::size_t size = head::wire_size + std::size_t{length} * count;
    if (size > left_ || (count != 0 && length < Entry::required_length)) [[unlikely]]
      return false;
    to.refer_to({at_ + head::wire_size, length, version_}, count);
    at_ += size;
    left_ -= size;
    return true;
  }

private:
  const std::byte* at_;
  std::size_t left_;
  std::uint16_t version_;
};

/// Reads a message with its header, of whatever version, into `to`, which is as it was made. False
/// when its block or one of its groups is not whole; `to` is then not to be used. What follows the
/// groups we know is skipped.
template <class Message>
[[nodiscard, gnu::always_inline]] inline bool read_message(std::span<const std::byte> bytes,
                                                           Message& to) noexcept {
  if (bytes.size() < message_header::wire_size) [[unlikely]]
    return false;
  const auto header = read_header(bytes.data());
  const auto body = bytes.subspan(message_header::wire_size);
  if (header.block_length > body.size() || header.block_length < Message::required_length)
      [[unlikely]]
    return false;
  read_into(to, {body.data(), header.block_length, header.version});
  group_reader groups{body.subspan(header.block_length), header.version};
  return Message::groups(
      to, [&](auto&... group)
              __attribute__((always_inline)) { return (groups.take(group) && ...); });
}

namespace writing {

template <class Entry, class Entries>
[[nodiscard]] std::size_t size_of(const Entries& entries) noexcept {
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(*std::begin(entries))>, Entry>,
                "the groups of a message are given in its order");
  return Entry::head::wire_size + std::size(entries) * Entry::block_length;
}

template <class Entry, class Entries>
std::byte* put(std::byte* at, const Entries& entries) noexcept {
  Entry::head::write(at, Entry::block_length, std::size(entries));
  at += Entry::head::wire_size;
  for (const Entry& entry : entries) {
    write(entry, at);
    at += Entry::block_length;
  }
  return at;
}

} // namespace writing

/// Writes a message with its header and, in the message's order, the entries of all its groups,
/// each as a range of them; by the newest version of the schema. Returns its length; 0, and
/// nothing written, when it does not fit or a group has more entries than it can count.
template <class Message, class... Entries>
[[nodiscard]] std::size_t write_message(const Message& m, std::span<std::byte> to,
                                        const Entries&... entries) noexcept {
  return Message::groups(m, [&]<class... Entry>(const group<Entry>&...) -> std::size_t {
    static_assert(sizeof...(Entry) == sizeof...(Entries), "one range for each group");
    const std::size_t size = message_header::wire_size + Message::block_length
                             + (std::size_t{0} + ... + writing::size_of<Entry>(entries));
    const bool counted = (true && ... && (std::size(entries) <= Entry::head::most));
    if (size > to.size() || !counted) return 0;
    auto* at = to.data();
    write_header(
        {Message::block_length, Message::type, Message::schema::id, Message::schema::version}, at);
    at += message_header::wire_size;
    write(m, at);
    at += Message::block_length;
    ((at = writing::put<Entry>(at, entries)), ...);
    return size;
  });
}

/// Writes a message that was read, with the entries that its groups refer to.
template <class Message>
[[nodiscard]] std::size_t write_again(const Message& m, std::span<std::byte> to) noexcept {
  return Message::groups(m, [&](const auto&... groups) { return write_message(m, to, groups...); });
}

} // namespace corelane::sbe
