#include "corelane/actors/book/shared_bbo_writer.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace corelane {

std::variant<shared_bbo_writer, std::string> shared_bbo_writer::create(const settings& s) {
  const auto bytes =
      sizeof(shared_bbo_header) + s.instruments * shared_bbo_slot::stride(s.depth_levels);
  auto memory = hw::shared_memory::create(s.name, bytes);
  if (auto* error = std::get_if<std::string>(&memory)) return std::move(*error);
  return shared_bbo_writer{std::get<hw::shared_memory>(std::move(memory)), s};
}

shared_bbo_writer::shared_bbo_writer(hw::shared_memory memory, const settings& s)
    : memory_{std::move(memory)},
      instruments_{s.instruments},
      depth_levels_{s.depth_levels},
      stride_{shared_bbo_slot::stride(s.depth_levels)},
      levels_(s.depth_levels),
      words_(shared_bbo_slot::depth_words(s.depth_levels)) {
  auto& header = *new (memory_.data()) shared_bbo_header{};
  header.version = shared_bbo_header::expected_version;
  header.instruments = static_cast<std::uint32_t>(instruments_);
  header.depth_levels = static_cast<std::uint32_t>(depth_levels_);
  header.slot_bytes = static_cast<std::uint32_t>(stride_);
  header.magic.store(shared_bbo_header::expected_magic, std::memory_order_release);
}

void shared_bbo_writer::name(instrument_id instrument, std::string_view symbol) noexcept {
  if (index_of(instrument) >= instruments_) return;
  std::uint64_t words[shared_bbo_slot::symbol_words]{};
  std::memcpy(words, symbol.data(), std::min(symbol.size(), sizeof(words)));
  for (std::size_t i = 0; i < shared_bbo_slot::symbol_words; ++i)
    slot(instrument).symbol[i].store(words[i], std::memory_order_release);
}

void shared_bbo_writer::write_bbo(const book_update& u) noexcept {
  if (index_of(u.instrument) >= instruments_) return;
  const auto as_word = [](std::int64_t v) { return static_cast<std::uint64_t>(v); };
  const std::uint64_t words[shared_bbo_slot::bbo_words]{
      as_word(u.bid.px.nanos),  as_word(u.bid.qty.units),    as_word(u.ask.px.nanos),
      as_word(u.ask.qty.units), as_word(u.exchange_time.ns), u.flags,
      u.update_number};
  auto& to = slot(u.instrument);
  seqlock::write(to.bbo_sequence, to.bbo, words);
}

void shared_bbo_writer::write_depth(const order_books& books, const book_update& u) noexcept {
  if (index_of(u.instrument) >= instruments_) return;
  std::ranges::fill(words_, 0);
  words_[shared_bbo_slot::depth_time] = static_cast<std::uint64_t>(u.exchange_time.ns);
  words_[shared_bbo_slot::depth_update] = u.update_number;
  auto at = words_.begin() + shared_bbo_slot::depth_head_words;
  for (const auto s : {side::buy, side::sell}) {
    const auto n = books.depth(u.instrument, s, levels_);
    auto word = at;
    for (std::size_t i = 0; i < n; ++i) {
      *word++ = static_cast<std::uint64_t>(levels_[i].px.nanos);
      *word++ = static_cast<std::uint64_t>(levels_[i].qty.units);
      *word++ = levels_[i].orders;
    }
    at += static_cast<std::ptrdiff_t>(depth_levels_ * shared_bbo_slot::words_per_level);
  }
  auto& to = slot(u.instrument);
  seqlock::write(to.depth_sequence, to.depth, words_);
}

} // namespace corelane
