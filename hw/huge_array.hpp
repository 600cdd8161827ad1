#pragma once

#include <sys/mman.h>
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace corelane::hw {

/// A zero-filled array of fixed length on 2 MiB pages where the host grants them, faulted in when
/// made: reading or writing an element never enters the kernel.
///
/// For tables taken at start and kept for the day. Throws std::bad_alloc when the host refuses.
template <class T>
class huge_array {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
  huge_array() = default;
  explicit huge_array(std::size_t size) : size_{size}, bytes_{round_up(size * sizeof(T))} {
    constexpr int kind = MAP_PRIVATE | MAP_ANONYMOUS;
    void* p = MAP_FAILED;
    if (bytes_ >= huge_page) // reserved huge pages first, where the host has enough of them
      p = ::mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, kind | MAP_HUGETLB, -1, 0);
    if (p == MAP_FAILED) p = ::mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, kind, -1, 0);
    if (p == MAP_FAILED) throw std::bad_alloc{};
    ::madvise(p, bytes_, MADV_HUGEPAGE); // a wish: small pages do the same, more slowly
    for (std::size_t at = 0; at < bytes_; at += small_page) static_cast<volatile char*>(p)[at] = 0;
    data_ = static_cast<T*>(p);
  }
  huge_array(huge_array&& other) noexcept
      : data_{std::exchange(other.data_, nullptr)},
        size_{std::exchange(other.size_, 0)},
        bytes_{std::exchange(other.bytes_, 0)} {}
  huge_array& operator=(huge_array&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~huge_array() {
    if (data_ != nullptr) ::munmap(data_, bytes_);
  }

  [[nodiscard]] T& operator[](std::size_t i) noexcept { return data_[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return data_[i]; }
  [[nodiscard]] T* data() noexcept { return data_; }
  [[nodiscard]] const T* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

private:
  static constexpr std::size_t small_page = 4096;
  static constexpr std::size_t huge_page = 2u << 20;

  /// Small arrays take small pages; a large one ends on a huge page, so that its last is one too.
  static constexpr std::size_t round_up(std::size_t bytes) noexcept {
    const auto page = bytes >= huge_page ? huge_page : small_page;
    return bytes == 0 ? page : (bytes + page - 1) / page * page;
  }

  T* data_{nullptr};
  std::size_t size_{0};
  std::size_t bytes_{0};
};

} // namespace corelane::hw
