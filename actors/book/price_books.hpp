#pragma once

#include "corelane/actors/book/depth_level.hpp"
#include "corelane/actors/book/price_side.hpp"
#include "corelane/protocols/market/book_state.hpp"
#include "corelane/protocols/market/mbp_event.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace corelane {

/// The books of many instruments as their venue keeps them by price: a few levels of outright
/// orders, and apart from them those that it derives from other instruments (implied).
///
/// What is shown is both together: at one price their quantities in sum. An event that
/// contradicts a book makes it stale until it is cleared; other books go on. All memory is taken in
/// the constructor. One thread.
class price_books {
public:
  enum class outcome : std::uint8_t { applied, unknown_instrument, contradiction };

  explicit price_books(std::size_t instruments) : books_(instruments) {}

  outcome apply(const mbp_event& e) noexcept;

  /// The best price of both kinds. Of `implied` quantity at it, how much; see `implied_at_best`.
  [[nodiscard]] depth_level best(instrument_id id, side s) const noexcept;
  [[nodiscard]] quantity implied_at_best(instrument_id id, side s) const noexcept;
  /// Writes the best levels of a side, both kinds together, best first; says how many there were.
  std::size_t depth(instrument_id id, side s, std::span<depth_level> out) const noexcept;
  [[nodiscard]] quantity depth_qty(instrument_id id, side s, std::uint32_t n) const noexcept;
  /// The venue's own levels, of one kind.
  [[nodiscard]] std::span<const depth_level> levels(instrument_id id, side s,
                                                    bool implied) const noexcept {
    return book(id).sides[implied][static_cast<int>(s)].levels();
  }

  [[nodiscard]] book_state state(instrument_id id) const noexcept {
    return book(id).contradicted ? book_state::stale : book(id).told;
  }
  [[nodiscard]] bool seen(instrument_id id) const noexcept { return book(id).seen; }
  [[nodiscard]] std::size_t instruments() const noexcept { return books_.size(); }
  [[nodiscard]] std::size_t seen_instruments() const noexcept { return seen_; }
  [[nodiscard]] std::uint64_t changes(instrument_id id) const noexcept { return book(id).changes; }

private:
  struct price_book {
    price_side sides[2][2]; ///< by implied or not, then by side
    book_state told{book_state::valid};
    bool contradicted{false};
    bool seen{false};
    std::uint64_t changes{0};
  };

  [[nodiscard]] const price_book& book(instrument_id id) const noexcept {
    return books_[index_of(id)];
  }
  template <class Visit>
  void visit_merged(instrument_id id, side s, Visit&& visit) const noexcept;

  std::vector<price_book> books_;
  std::size_t seen_{0};
};

} // namespace corelane
