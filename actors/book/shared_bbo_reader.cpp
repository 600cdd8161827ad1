#include "corelane/actors/book/shared_bbo_reader.hpp"

#include <immintrin.h>
#include <algorithm>
#include <cstring>
#include <iterator>
#include <span>

namespace corelane {

namespace {

/// Some milliseconds: longer than a write takes even if the writer is put off its core for one.
constexpr int patience = 1 << 20;

/// Reads until no write interferes; the sequence, 0 when nothing was written yet, odd when the
/// writer stood still in the middle.
std::uint64_t read_words(const seqlock::word& sequence, const seqlock::word* from,
                         std::span<std::uint64_t> into) noexcept {
  std::uint64_t seen = 1;
  for (int tries = 0; (seen & 1) != 0 && tries < patience; ++tries) {
    if (tries > 0) _mm_pause();
    seen = seqlock::try_read(sequence, from, into);
  }
  return seen;
}

constexpr shared_read verdict(std::uint64_t sequence) noexcept {
  if (sequence == 0) return shared_read::nothing_yet;
  return (sequence & 1) != 0 ? shared_read::busy : shared_read::taken;
}

std::string wrong(std::string_view name, std::string_view what) {
  return "shared memory '" + std::string{name} + "' " + std::string{what};
}

} // namespace

std::variant<shared_bbo_reader, std::string> shared_bbo_reader::open(std::string_view name) {
  auto mapped = hw::shared_memory::open(name);
  if (auto* error = std::get_if<std::string>(&mapped)) return std::move(*error);
  auto& memory = std::get<hw::shared_memory>(mapped);
  if (memory.size() < sizeof(shared_bbo_header))
    return wrong(name, "is too small to hold best bids and offers");
  const auto& header = *reinterpret_cast<const shared_bbo_header*>(memory.data());
  if (header.magic.load(std::memory_order_acquire) != shared_bbo_header::expected_magic)
    return wrong(name, "holds no best bids and offers, or its writer is just starting");
  if (header.version != shared_bbo_header::expected_version)
    return wrong(name, "has layout version " + std::to_string(header.version)
                           + ", this program reads version "
                           + std::to_string(shared_bbo_header::expected_version)
                           + ": build both from the same release");
  const auto stride = shared_bbo_slot::stride(header.depth_levels);
  if (header.slot_bytes != stride
      || memory.size() < sizeof(shared_bbo_header) + header.instruments * stride)
    return wrong(name, "is damaged: its size and its header differ");
  return shared_bbo_reader{std::move(memory), header};
}

shared_bbo_reader::shared_bbo_reader(hw::shared_memory memory, const shared_bbo_header& header)
    : memory_{std::move(memory)},
      instruments_{header.instruments},
      depth_levels_{header.depth_levels},
      stride_{header.slot_bytes},
      words_(shared_bbo_slot::depth_words(depth_levels_)) {}

shared_read shared_bbo_reader::read(instrument_id instrument, shared_bbo& into) const noexcept {
  if (index_of(instrument) >= instruments_) return shared_read::nothing_yet;
  const auto& from = slot(index_of(instrument));
  std::uint64_t words[shared_bbo_slot::bbo_words];
  const auto sequence = read_words(from.bbo_sequence, from.bbo, words);
  const auto result = verdict(sequence);
  if (result != shared_read::taken) return result;
  const auto number = [&](auto i) { return static_cast<std::int64_t>(words[i]); };
  using layout = shared_bbo_slot;
  into = {{number(layout::bid_px)},        {number(layout::bid_qty)},
          {number(layout::ask_px)},        {number(layout::ask_qty)},
          {number(layout::exchange_time)}, words[layout::flags],
          words[layout::update_number],    sequence};
  return result;
}

shared_read shared_bbo_reader::read(instrument_id instrument, shared_depth& into) {
  if (index_of(instrument) >= instruments_) return shared_read::nothing_yet;
  const auto& from = slot(index_of(instrument));
  const auto sequence = read_words(from.depth_sequence, from.depth, words_);
  const auto result = verdict(sequence);
  if (result != shared_read::taken) return result;
  into.sequence = sequence;
  into.exchange_time = {static_cast<std::int64_t>(words_[shared_bbo_slot::depth_time])};
  into.update_number = words_[shared_bbo_slot::depth_update];
  const auto* word = words_.data() + shared_bbo_slot::depth_head_words;
  for (auto* levels : {&into.bids, &into.asks}) {
    levels->reserve(depth_levels_);
    levels->clear();
    for (std::size_t i = 0; i < depth_levels_; ++i, word += shared_bbo_slot::words_per_level)
      if (word[2] != 0)
        levels->push_back({{static_cast<std::int64_t>(word[0])},
                           {static_cast<std::int64_t>(word[1])},
                           static_cast<std::uint32_t>(word[2])});
  }
  return result;
}

instrument_id shared_bbo_reader::find(std::string_view symbol) const noexcept {
  std::uint64_t wanted[shared_bbo_slot::symbol_words]{};
  if (symbol.empty() || symbol.size() > sizeof(wanted)) return no_instrument;
  std::memcpy(wanted, symbol.data(), symbol.size());
  for (std::size_t i = 0; i < instruments_; ++i)
    if (std::equal(std::begin(wanted), std::end(wanted), slot(i).symbol,
                   [](std::uint64_t word, const seqlock::word& shown) {
                     return shown.load(std::memory_order_acquire) == word;
                   }))
      return instrument_id{static_cast<std::uint32_t>(i)};
  return no_instrument;
}

} // namespace corelane
