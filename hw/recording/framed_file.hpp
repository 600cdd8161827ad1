#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>

namespace corelane::hw {

/// Reads a file of messages that each follow their length, 2 bytes big-endian: the form in which
/// Nasdaq gives its day files.
///
/// The file is mapped, not read: it may be larger than the memory, and must not be cut while it
/// is in use. Used by one thread at a time; `next` allocates nothing until something is wrong.
class framed_file {
public:
  [[nodiscard]] static std::variant<framed_file, std::string> open(const std::string& path);

  framed_file(framed_file&& other) noexcept;
  framed_file& operator=(framed_file&& other) noexcept;
  ~framed_file();

  /// The next message, valid as long as the file is open; empty at the end and after an error.
  [[nodiscard]] std::optional<std::span<const std::byte>> next();

  [[nodiscard]] std::uint64_t messages() const noexcept { return messages_; }
  /// Where the next length stands.
  [[nodiscard]] std::size_t offset() const noexcept { return offset_; }
  /// Why the reading ended early, or empty. A length of 0 as the last thing ends the session and
  /// is no error.
  [[nodiscard]] const std::string& error() const noexcept { return error_; }

private:
  framed_file(std::string path, std::span<const std::byte> content)
      : path_{std::move(path)}, content_{content} {}
  void unmap() noexcept;
  void fail(const std::string& what);

  std::string path_;
  std::span<const std::byte> content_;
  std::size_t offset_{0};
  std::uint64_t messages_{0};
  std::string error_;
};

} // namespace corelane::hw
