#pragma once

#include "corelane/actors/feed/pillar/pillar_symbols.hpp"
#include "corelane/protocols/pillar/packet_header.hpp"
#include "corelane/protocols/pillar/request_messages.hpp"

#include <algorithm>
#include <cstdint>

namespace corelane {

/// How far a refresh of all symbols has come: it is whole when its end has been seen, and every
/// packet of every symbol between, the symbols that are known all among them.
class pillar_refresh {
public:
  enum class progress : std::uint8_t { going_on, whole, broken };

  explicit pillar_refresh(pillar_symbols& symbols) : symbols_{symbols} {}

  /// Only states that hold at least all before message `from` are of use.
  void begin(std::uint64_t from) noexcept {
    ++round_;
    from_ = from;
    oldest_ = UINT64_MAX;
    begun_ = false;
    left_ = 0;
  }
  /// A packet with these begins. False: it is not of the refresh, or of no use.
  [[nodiscard]] bool begin_packet(pillar::delivery_flag flag, const pillar::refresh_header& h) {
    using pillar::delivery_flag;
    if (flag == delivery_flag::start_of_refresh || flag == delivery_flag::only_refresh) {
      begun_ = true;
      broken_ = false;
    }
    if (!begun_) return false;
    if (h.is_short()) {
      broken_ |= left_ == 0 || h.current_refresh_pkt != next_packet_;
    } else {
      broken_ |= left_ != 0 || h.current_refresh_pkt > 1;
      left_ = h.total_refresh_pkts;
      last_ = h.last_seq_num;
      broken_ |= std::uint64_t{last_} + 1 < from_;
      oldest_ = std::min<std::uint64_t>(oldest_, last_);
    }
    next_packet_ = static_cast<std::uint16_t>(h.current_refresh_pkt + 1);
    if (left_ != 0) --left_;
    return true;
  }
  /// The packet names this symbol.
  void brings(pillar_symbol& s, std::uint32_t last_symbol_seq_num) noexcept {
    if (s.round == round_) return;
    s.round = round_;
    s.after = last_;
    s.last = last_symbol_seq_num;
  }
  [[nodiscard]] progress end_packet(pillar::delivery_flag flag) {
    using pillar::delivery_flag;
    if (flag != delivery_flag::end_of_refresh && flag != delivery_flag::only_refresh)
      return progress::going_on;
    bool all = !broken_ && left_ == 0;
    symbols_.for_each([&](const auto& s) { all &= s.round == round_; });
    begun_ = false;
    return all ? progress::whole : progress::broken;
  }
  /// The message that the channel goes on with.
  [[nodiscard]] std::uint64_t next() const noexcept {
    return oldest_ == UINT64_MAX ? from_ : oldest_ + 1;
  }

private:
  pillar_symbols& symbols_;
  std::uint64_t from_{0};
  std::uint64_t oldest_{UINT64_MAX};
  std::uint32_t round_{0};
  std::uint32_t last_{0};
  std::uint16_t next_packet_{1};
  std::uint16_t left_{0}; ///< packets of the symbol at hand
  bool begun_{false};
  bool broken_{false};
};

} // namespace corelane
