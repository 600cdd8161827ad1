#pragma once

#include <bit>
#include <cstdint>

namespace corelane::venue {

/// Random numbers that are the same on every machine for the same seed: xoshiro256++ (Blackman
/// and Vigna), and integer-only variates instead of the library's distributions.
class random_stream {
public:
  explicit random_stream(std::uint64_t seed) noexcept;

  [[nodiscard]] std::uint64_t next() noexcept {
    const auto result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const auto t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// Uniform in [0, n), for n up to 2^32.
  [[nodiscard]] std::uint32_t below(std::uint32_t n) noexcept {
    return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32);
  }
  /// True `thousandths` times in 1,000.
  [[nodiscard]] bool chance(std::uint32_t thousandths) noexcept {
    return below(1'000) < thousandths;
  }
  /// How often in a row a chance of `thousandths` comes true, at most `cap` times.
  [[nodiscard]] std::uint32_t run_of(std::uint32_t thousandths, std::uint32_t cap) noexcept;
  /// Exponential with mean 65,536, at most 9 times that.
  [[nodiscard]] std::uint64_t exponential() noexcept;

private:
  std::uint64_t state_[4];
};

} // namespace corelane::venue
