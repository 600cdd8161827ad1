#pragma once

#include "corelane/hw/file_descriptor.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace corelane::hw {

/// A named piece of memory that one process writes and others read (POSIX shared memory).
///
/// The creator holds a lock on it for as long as it lives, and takes the name away when it goes;
/// the kernel drops the lock even if the creator crashes. Movable; one thread makes and ends it,
/// the bytes are for whoever synchronises on them.
class shared_memory {
public:
  /// Makes a zero-filled segment. One of that name left behind by a crash is replaced; one whose
  /// creator lives is refused. The string is the error, saying what to do.
  static std::variant<shared_memory, std::string> create(std::string_view name, std::size_t bytes);
  /// Maps an existing segment for reading.
  static std::variant<shared_memory, std::string> open(std::string_view name);

  shared_memory(shared_memory&& other) noexcept;
  shared_memory& operator=(shared_memory&& other) noexcept;
  ~shared_memory();

  [[nodiscard]] std::byte* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// The creator lives and this is still the segment of that name. Two system calls.
  [[nodiscard]] bool creator_alive() const noexcept;

private:
  shared_memory(file_descriptor file, std::byte* data, std::size_t size, std::string created)
      : file_{std::move(file)}, data_{data}, size_{size}, created_{std::move(created)} {}
  void release() noexcept;

  file_descriptor file_;
  std::byte* data_{nullptr};
  std::size_t size_{0};
  std::string created_; ///< the name, for its creator; empty for a reader
};

} // namespace corelane::hw
