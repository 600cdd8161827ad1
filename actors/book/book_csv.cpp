#include "corelane/actors/book/book_csv.hpp"

#include <algorithm>
#include <tuple>

namespace corelane {

std::string to_decimal(price px) {
  const bool negative = px.nanos < 0;
  auto magnitude = static_cast<std::uint64_t>(px.nanos);
  if (negative) magnitude = 0 - magnitude;
  constexpr auto scale = static_cast<std::uint64_t>(price::scale);
  auto text = (negative ? "-" : "") + std::to_string(magnitude / scale);
  auto places = std::to_string(scale + magnitude % scale).substr(1);
  places.erase(places.find_last_not_of('0') + 1);
  return places.empty() ? text : text + "." + places;
}

void book_csv::add(const order_books& books, const instrument_directory& instruments) {
  for (std::uint32_t i = 0; i < books.instruments(); ++i) {
    const instrument_id id{i};
    for (const auto s : {side::sell, side::buy})
      books.visit_levels(id, s, [&](const depth_level& level) {
        auto symbol = std::string{instruments.symbol(id)};
        if (symbol.empty()) symbol = "#" + std::to_string(i);
        rows_.push_back({std::move(symbol), s == side::buy ? 'B' : 'A', level});
      });
  }
  std::ranges::stable_sort(rows_, {}, [](const row& r) { return std::tie(r.symbol, r.side); });
}

void book_csv::write(std::ostream& out) const {
  out << "symbol,side,price,quantity,orders\n";
  for (const auto& r : rows_)
    out << r.symbol << ',' << r.side << ',' << to_decimal(r.level.px) << ',' << r.level.qty.units
        << ',' << r.level.orders << '\n';
}

} // namespace corelane
