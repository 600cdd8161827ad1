#pragma once

#include "corelane/actors/venue/matching_engine.hpp"
#include "corelane/actors/venue/random_stream.hpp"
#include "corelane/actors/venue/zipf_choice.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

namespace corelane::venue {

/// One thing that the background flow does.
struct flow_action {
  enum class kind : std::uint8_t { none, submit, cancel, replace, print };

  kind what{kind::none};
  new_order order{};                   ///< of submit; instrument, side, px, qty of print
  order_reference reference{no_order}; ///< of cancel and replace
  price px{};                          ///< of replace
  quantity qty{};                      ///< of replace
};

/// Hands `action` to the engine.
void apply(const flow_action& action, matching_engine& engine);

/// The other participants of the venue: a seeded stream of orders of realistic shape.
///
/// Each instrument has a fair value that walks at random and is drawn back to its opening price.
/// Orders are added near it with geometrically falling depth, and cancelled, replaced and
/// reduced so that about `orders_per_book` stay open. Takers come at random, and whenever
/// the best price has been passed by the fair value. Activity over instruments follows Zipf's
/// law; now and then one instrument gets a burst. About 1 in 100 actions prints a hidden trade.
///
/// It handles the engine's outputs to know its open orders. The same seed and the same outputs
/// give the same actions and gaps. No allocation after the constructor. One thread.
class order_flow : public matching_handler {
public:
  struct settings {
    std::uint64_t seed{1};
    std::uint64_t messages_per_second{20'000};
    std::uint32_t orders_per_book{40};
    price tick{price::from_1e4(100)};
    std::vector<price> opening; ///< of each instrument
  };

  explicit order_flow(const settings& s);

  /// What to do next, with the books as they stand.
  [[nodiscard]] flow_action step(const matching_engine& books);
  /// The time from the last action, which caused `messages`, to the next. Exponential, short
  /// within bursts; the mean keeps to the rate.
  [[nodiscard]] std::chrono::nanoseconds gap(std::uint32_t messages) noexcept;
  /// Takes effect with the next gap. Not 0.
  void set_rate(std::uint64_t messages_per_second) noexcept { rate_ = messages_per_second; }

  /// The most orders the flow can have open: plan the engine for them.
  [[nodiscard]] std::uint32_t max_orders() const noexcept {
    return static_cast<std::uint32_t>(orders_.size());
  }
  [[nodiscard]] price fair_value(instrument_id instrument) const noexcept;

  void rested(const book_order& order) override;
  void executed(const execution& e) override;
  void canceled(const cancellation& c) override;
  void replaced(const replacement& r) override;

private:
  struct flow_order {
    order_reference reference{no_order};
    std::int64_t px{0};
    std::int64_t leaves{0};
    std::uint32_t position{0}; ///< in its book's list
    corelane::side side{corelane::side::buy};
  };
  struct book_state {
    std::int64_t opening{0}; ///< in `fine` parts of a tick
    std::int64_t fair{0};    ///< likewise
    std::uint32_t open{0};   ///< our orders in this book
  };
  struct touch {
    book_level bid;
    book_level ask;
  };
  static constexpr std::int64_t fine = 8;

  [[nodiscard]] std::uint32_t pick_book() noexcept;
  void walk(book_state& book) noexcept;
  [[nodiscard]] flow_action passive(std::uint32_t book, const touch& t) noexcept;
  [[nodiscard]] flow_action add(std::uint32_t book, const touch& t) noexcept;
  [[nodiscard]] flow_action take(std::uint32_t book, side s, const touch& t) noexcept;
  [[nodiscard]] flow_action cancel(std::uint32_t book) noexcept;
  [[nodiscard]] flow_action replace(std::uint32_t book, const touch& t) noexcept;
  [[nodiscard]] flow_action reduce(std::uint32_t book) noexcept;
  [[nodiscard]] flow_action print(std::uint32_t book, const touch& t) noexcept;
  [[nodiscard]] std::int64_t passive_px(const book_state& book, side s, const touch& t) noexcept;
  [[nodiscard]] quantity lot() noexcept;
  [[nodiscard]] std::uint32_t choose_order(std::uint32_t book) noexcept;
  [[nodiscard]] static bool ours(const book_order& order) noexcept;
  [[nodiscard]] std::uint32_t free_token(std::uint32_t book) const noexcept;
  void open(const book_order& order) noexcept;
  void close(const book_order& order) noexcept;
  void put(std::uint32_t place, std::uint32_t token) noexcept;

  std::int64_t tick_;
  std::uint64_t rate_;
  std::uint32_t target_;
  std::uint32_t per_book_; ///< orders planned for each book
  random_stream random_;
  zipf_choice activity_;
  std::vector<book_state> books_;
  std::vector<flow_order> orders_;   ///< `per_book_` for each book; the index is the token
  std::vector<std::uint32_t> lists_; ///< likewise: the book's tokens, open ones first
  std::uint32_t burst_left_{0};
  std::uint32_t burst_book_{0};
};

} // namespace corelane::venue
