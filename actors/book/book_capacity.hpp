#pragma once

#include <cstddef>

namespace corelane {

/// How much room an `order_books` takes when it is made; nothing grows after that.
///
/// 40 bytes an order, 128 an instrument, about 90 a level: the defaults come to some 180 MB.
struct book_capacity {
  std::size_t orders{2'000'000};   ///< live at one time, all instruments together
  std::size_t instruments{16'384}; ///< ids from 0 up to this are known
  std::size_t levels{1'000'000};   ///< prices with orders at one time, all books together
};

} // namespace corelane
