#include "corelane/hw/recording/framed_file.hpp"

#include "corelane/hw/file_descriptor.hpp"
#include "corelane/hw/os_error.hpp"
#include "corelane/protocols/wire/byte_order.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <cerrno>
#include <utility>

namespace corelane::hw {

std::variant<framed_file, std::string> framed_file::open(const std::string& path) {
  const file_descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file) return os_error("open " + path, errno);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return os_error("read " + path, errno);
  if (!S_ISREG(about.st_mode)) return "cannot read " + path + ": not a file";
  if (about.st_size == 0) return "cannot read " + path + ": it is empty";
  const auto size = static_cast<std::size_t>(about.st_size);
  auto* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (mapped == MAP_FAILED) return os_error("map " + path, errno);
  ::madvise(mapped, size, MADV_SEQUENTIAL);
  return framed_file{path, {static_cast<const std::byte*>(mapped), size}};
}

framed_file::framed_file(framed_file&& other) noexcept
    : path_{std::move(other.path_)},
      content_{std::exchange(other.content_, {})},
      offset_{std::exchange(other.offset_, 0)},
      messages_{other.messages_},
      error_{std::move(other.error_)} {}

framed_file& framed_file::operator=(framed_file&& other) noexcept {
  if (this == &other) return *this;
  unmap();
  path_ = std::move(other.path_);
  content_ = std::exchange(other.content_, {});
  offset_ = std::exchange(other.offset_, 0);
  messages_ = other.messages_;
  error_ = std::move(other.error_);
  return *this;
}

framed_file::~framed_file() { unmap(); }

void framed_file::unmap() noexcept {
  if (!content_.empty()) ::munmap(const_cast<std::byte*>(content_.data()), content_.size());
}

std::optional<std::span<const std::byte>> framed_file::next() {
  constexpr std::size_t prefix = 2;
  const auto left = content_.size() - offset_;
  if (left == 0 || !error_.empty()) return std::nullopt;
  if (left < prefix) {
    fail("ends within a length");
    return std::nullopt;
  }
  const std::size_t length = wire::load_be<std::uint16_t>(content_.data() + offset_);
  if (length == 0) {
    if (left == prefix)
      offset_ += prefix;
    else
      fail("has a message of length 0; is it framed by 2-byte lengths?");
    return std::nullopt;
  }
  if (left - prefix < length) {
    fail("ends within a message: " + std::to_string(left - prefix) + " of " + std::to_string(length)
         + " bytes are there");
    return std::nullopt;
  }
  const auto message = content_.subspan(offset_ + prefix, length);
  offset_ += prefix + length;
  ++messages_;
  return message;
}

void framed_file::fail(const std::string& what) {
  error_ = path_ + ", after " + std::to_string(messages_) + " messages, at byte "
           + std::to_string(offset_) + ": " + what;
}

} // namespace corelane::hw
