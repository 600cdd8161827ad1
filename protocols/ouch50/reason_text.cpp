#include "corelane/protocols/ouch50/reason_text.hpp"

#include <array>

namespace corelane::ouch50 {

namespace {

/// By code, from 1 on.
constexpr std::array<std::string_view, 42> rejects{"no quote to price by",
                                                   "the destination is closed",
                                                   "invalid display",
                                                   "invalid max floor",
                                                   "invalid peg type",
                                                   "fat finger",
                                                   "halted",
                                                   "intermarket sweep not allowed",
                                                   "invalid side",
                                                   "processing error",
                                                   "a cancel is pending",
                                                   "firm not authorised",
                                                   "invalid min quantity",
                                                   "no closing reference price",
                                                   "other",
                                                   "cancel not allowed",
                                                   "pegging not allowed",
                                                   "crossed market",
                                                   "invalid quantity",
                                                   "invalid cross order",
                                                   "replace not allowed",
                                                   "routing not allowed",
                                                   "invalid symbol",
                                                   "test",
                                                   "late limit-on-close too aggressive",
                                                   "retail not allowed",
                                                   "invalid midpoint post-only price",
                                                   "invalid destination",
                                                   "invalid price",
                                                   "too many shares",
                                                   "notional too large",
                                                   "risk: aggregate exposure",
                                                   "risk: market impact",
                                                   "risk: restricted stock",
                                                   "risk: short sale restricted",
                                                   "risk: order type restricted",
                                                   "risk: share of daily volume",
                                                   "risk: fat finger",
                                                   "risk: locate required",
                                                   "risk: message rate of the symbol",
                                                   "risk: message rate of the port",
                                                   "risk: rate of duplicates"};

} // namespace

std::string_view reject_text(std::uint16_t reason) noexcept {
  return reason >= 1 && reason <= rejects.size() ? rejects[reason - 1U] : "unknown";
}

std::string_view cancel_text(char reason) noexcept {
  switch (reason) {
    case 'C': return "cross cancelled";
    case 'D': return "regulatory restriction";
    case 'E': return "closed";
    case 'F': return "post only: would have been repriced";
    case 'G': return "post only: would have met a displayed order";
    case 'H': return "halted";
    case 'I': return "immediate or cancel";
    case 'K': return "market collars";
    case 'Q': return "self match prevention";
    case 'S': return "supervisory";
    case 'T': return "time in force is over";
    case 'U': return "as asked for";
    case 'X': return "opening price protection";
    case 'Z': return "by the system";
    case 'e': return "direct listing: more than offered";
    default: return "unknown";
  }
}

} // namespace corelane::ouch50
