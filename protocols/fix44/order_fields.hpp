#pragma once

#include "corelane/protocols/fix44/field_index.hpp"
#include "corelane/protocols/fix44/message_writer.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"

#include <optional>
#include <string_view>

/// Orders and executions as the fields of FIX 4.4 messages D, F, G, 8 and 9.
namespace corelane::fix44 {

/// D, F or G.
[[nodiscard]] char msg_type_of(order_action a) noexcept;

/// Writes the fields of a request after the header. `time` is tag 60's text.
void write_request(message_writer& w, const order_request& r, std::string_view symbol,
                   std::string_view time) noexcept;

/// Reads D, F or G. `symbol` gets tag 55. Nothing when a required field is missing or malformed;
/// then `fault` says which.
[[nodiscard]] std::optional<order_request> read_request(const field_index& fields,
                                                        std::string_view& symbol,
                                                        const char*& fault) noexcept;

/// 8, or 9 for a refused cancel.
[[nodiscard]] char msg_type_of(const execution_report& r) noexcept;

/// Writes the fields of a report after the header. `avg_px` is tag 6; `text` may be empty.
void write_report(message_writer& w, const execution_report& r, std::string_view symbol,
                  price avg_px, std::string_view time, std::string_view text) noexcept;

/// Reads 8 or 9. The instrument and the strategy are for the reader's order table to know.
[[nodiscard]] std::optional<execution_report> read_report(const field_index& fields,
                                                          const char*& fault) noexcept;

} // namespace corelane::fix44
