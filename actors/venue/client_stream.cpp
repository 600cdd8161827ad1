#include "corelane/actors/venue/client_stream.hpp"

#include <algorithm>
#include <span>

namespace corelane::venue {

bool client_stream::read() noexcept {
  const auto bytes = stream_.receive(std::as_writable_bytes(std::span{in_}.subspan(end_)));
  end_ += bytes;
  return bytes > 0;
}

void client_stream::consume(std::size_t bytes) noexcept {
  begin_ += bytes;
  if (begin_ == end_) {
    begin_ = end_ = 0;
  } else if (begin_ > in_.size() / 2 || (begin_ > 0 && end_ == in_.size())) {
    std::copy(in_.data() + begin_, in_.data() + end_, in_.data());
    end_ -= begin_;
    begin_ = 0;
  }
}

std::size_t client_stream::send(std::string_view bytes) noexcept {
  return stream_.send(std::as_bytes(std::span{bytes}));
}

} // namespace corelane::venue
