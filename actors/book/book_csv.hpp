#pragma once

#include "corelane/actors/book/order_books.hpp"
#include "corelane/protocols/market/instrument_directory.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace corelane {

/// Writes whole books as CSV: `symbol,side,price,quantity,orders`, side B or A, the price a plain
/// decimal without trailing zeros (at most nine places, exact). Sorted by symbol and then side, as
/// text (so A stands before B), best price first. Off the hot path; allocates.
class book_csv {
public:
  /// Takes down all levels as they are now. May be called for several engines of one node.
  void add(const order_books& books, const instrument_directory& instruments);
  void write(std::ostream& out) const;
  [[nodiscard]] std::size_t rows() const noexcept { return rows_.size(); }

private:
  struct row {
    std::string symbol;
    char side;
    depth_level level;
  };
  std::vector<row> rows_; ///< best first within a symbol's side
};

/// `101.25`, `-0.5`, `7`: the shortest exact form.
[[nodiscard]] std::string to_decimal(price px);

} // namespace corelane
