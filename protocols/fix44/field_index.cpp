#include "corelane/protocols/fix44/field_index.hpp"

#include "corelane/protocols/fix44/tag.hpp"

#include <cstring>

namespace corelane::fix44 {

bool field_index::read(std::string_view message) noexcept {
  size_ = 0;
  last_ = 0;
  const char* at = message.data();
  const char* const end = at + message.size();
  while (at != end) {
    std::uint32_t tag = 0;
    const char* const tag_begin = at;
    while (at != end && *at >= '0' && *at <= '9' && at - tag_begin < 9)
      tag = tag * 10 + static_cast<std::uint32_t>(*at++ - '0');
    if (at == end || *at != '=' || at == tag_begin || tag == 0) return false;
    const char* const value = ++at;
    at = static_cast<const char*>(std::memchr(value, soh, static_cast<std::size_t>(end - value)));
    if (at == nullptr || at == value || size_ == capacity) return false;
    fields_[size_++] = {tag, {value, static_cast<std::size_t>(at - value)}};
    ++at;
  }
  return size_ != 0;
}

std::string_view field_index::find(std::uint32_t tag) const noexcept {
  for (std::size_t i = last_; i < size_; ++i)
    if (fields_[i].tag == tag) return fields_[last_ = i].value;
  for (std::size_t i = 0; i < last_; ++i)
    if (fields_[i].tag == tag) return fields_[last_ = i].value;
  return {};
}

std::string_view field_index::msg_type() const noexcept {
  return size_ > 2 && fields_[2].tag == tag::msg_type ? fields_[2].value : std::string_view{};
}

} // namespace corelane::fix44
