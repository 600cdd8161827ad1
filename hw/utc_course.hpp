#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace corelane::hw {

/// The counter and a system clock read at one instant.
struct clock_reading {
  std::uint64_t ticks{0};
  std::int64_t ns{0}; ///< since the clock's epoch
};

/// A clock as a function of the counter: a line from some tick on, with its rate.
struct clock_line {
  std::uint64_t start{0};
  std::int64_t ns{0};
  std::uint64_t rate{0}; ///< ns per tick, times 2^32

  [[nodiscard]] std::int64_t at(std::uint64_t ticks) const noexcept;
};

/// UTC as a function of the counter, corrected now and then, which never steps back.
///
/// A correction takes effect 10 ms after it was made; until then the new course agrees with the
/// old one, so it does not matter which of the two a reader sees, and readers wait for nobody.
/// Any thread may call anything; before `begin` all of it reads 0.
class utc_course {
public:
  /// After a correction took effect the course is left alone for `rest` ns, and it remembers how
  /// it ran for as long.
  constexpr explicit utc_course(std::int64_t rest = 500'000'000) : rest_{rest} {}

  /// Once, before anyone reads: the counter's rate as measured, and where UTC stands.
  void begin(std::uint64_t rate, clock_reading first) noexcept;

  [[nodiscard]] std::int64_t now() const noexcept;
  /// Right for ticks that are not older than `rest`; for those a line is drawn backwards.
  [[nodiscard]] std::int64_t at(std::uint64_t ticks) const noexcept;

  /// Leads the course to `truth`, read just now: ahead by a step, back by a slower pace. False
  /// when the last correction is too young, or another thread corrects.
  bool correct(clock_reading truth) noexcept;

private:
  static constexpr std::size_t most_lines = 4;

  /// A few lines by their start, written by one thread while others may read.
  struct version {
    std::array<std::atomic<std::uint64_t>, most_lines> starts{};
    std::array<std::atomic<std::int64_t>, most_lines> ns{};
    std::array<std::atomic<std::uint64_t>, most_lines> rates{};
    std::atomic<std::size_t> count{1};

    void assign(const clock_line* lines, std::size_t size) noexcept;
    [[nodiscard]] clock_line in_force(std::uint64_t ticks) const noexcept;
    std::size_t copy(std::uint64_t from, std::uint64_t to, clock_line* out) const noexcept;
  };

  [[nodiscard]] std::uint64_t ticks_of(std::int64_t ns) const noexcept;
  std::size_t approach(const clock_line& truth, std::int64_t reads, std::uint64_t next,
                       clock_line* out) const noexcept;
  void refine_rate(clock_reading now) noexcept;
  bool publish(const clock_line* lines, std::size_t size, std::uint64_t next) noexcept;

  std::array<version, 4> versions_{};
  std::atomic<std::uint64_t> current_{0}; ///< counts; its version is this modulo their number
  const std::int64_t rest_;
  // Of the one who corrects:
  std::mutex writer_;
  std::uint64_t next_{0}; ///< tick from which a correction may be made
  std::uint64_t nominal_rate_{0};
  std::uint64_t rate_{0};
  clock_reading anchor_{};
};

} // namespace corelane::hw
