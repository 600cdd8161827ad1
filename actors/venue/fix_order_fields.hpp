#pragma once

#include "corelane/actors/venue/client_desk.hpp"
#include "corelane/protocols/fix44/field_index.hpp"
#include "corelane/protocols/fix44/message_writer.hpp"

#include <string_view>

/// The venue's side of FIX 4.4 orders. Unlike our gateway, whose identifiers are numbers, a
/// venue takes and repeats whatever text its clients use.
namespace corelane::venue {

/// Reads D, F or G into `to`, whose texts are views of `fields`. Null, or what is wrong; `to` then
/// has what could be read.
[[nodiscard]] const char* read_client_request(const fix44::field_index& fields,
                                              client_request& to) noexcept;

/// 9 for a refused cancel or replace, else 8.
[[nodiscard]] char msg_type_of(const client_report& r) noexcept;

/// Writes the fields after the header. `time` is tag 60's text.
void write_client_report(fix44::message_writer& w, const client_report& r,
                         std::string_view time) noexcept;

} // namespace corelane::venue
