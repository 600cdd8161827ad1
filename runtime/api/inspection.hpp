#pragma once

#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <concepts>
#include <cstdint>
#include <string_view>

namespace corelane {

/// Takes down what an actor says of its own state, for `corelane-ctl inspect`.
///
///     out.field("sequence", next_sequence_);
///     out.table("bids");
///     for (...) { out.row(); out.field("px", level.px); out.field("qty", level.qty); }
///     out.end_table();
///
/// Used on the actor's lane, off the hot path; allocates.
class inspection {
public:
  virtual ~inspection() = default;

  template <std::integral T>
  void field(std::string_view key, T value) {
    if constexpr (std::same_as<T, bool>)
      boolean(key, value);
    else if constexpr (std::signed_integral<T>)
      integer(key, value);
    else
      natural(key, value);
  }
  void field(std::string_view key, double value) { real(key, value); }
  void field(std::string_view key, std::string_view value) { text(key, value); }
  void field(std::string_view key, const char* value) { text(key, value); }
  void field(std::string_view key, price value) { decimal(key, value); }
  void field(std::string_view key, quantity value) { integer(key, value.units); }
  void field(std::string_view key, timestamp value) { integer(key, value.ns); }

  /// What follows, up to `end_table`, are rows of `name`. Tables do not nest.
  virtual void table(std::string_view name) = 0;
  /// Begins the next row; the fields after it belong to it.
  virtual void row() = 0;
  virtual void end_table() = 0;

protected:
  virtual void boolean(std::string_view key, bool value) = 0;
  virtual void integer(std::string_view key, std::int64_t value) = 0;
  virtual void natural(std::string_view key, std::uint64_t value) = 0;
  virtual void real(std::string_view key, double value) = 0;
  virtual void text(std::string_view key, std::string_view value) = 0;
  virtual void decimal(std::string_view key, price value) = 0;
};

} // namespace corelane
