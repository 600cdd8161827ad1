#include "corelane/protocols/fix44/dictionary.hpp"

#include "corelane/protocols/fix44/field_value.hpp"

#include <array>
#include <span>

namespace corelane::fix44 {

namespace {

using tags = std::span<const std::uint32_t>;

constexpr std::uint32_t header[]{tag::begin_string,   tag::body_length,    tag::msg_type,
                                 tag::sender_comp_id, tag::target_comp_id, tag::msg_seq_num,
                                 tag::sending_time};
constexpr std::uint32_t logon[]{tag::encrypt_method, tag::heart_bt_int};
constexpr std::uint32_t test_request[]{tag::test_req_id};
constexpr std::uint32_t resend_request[]{tag::begin_seq_no, tag::end_seq_no};
constexpr std::uint32_t reject[]{tag::ref_seq_num};
constexpr std::uint32_t sequence_reset[]{tag::new_seq_no};
constexpr std::uint32_t business_reject[]{tag::ref_msg_type, tag::business_reject_reason};
constexpr std::uint32_t new_order[]{tag::cl_ord_id, tag::symbol, tag::side, tag::transact_time,
                                    tag::ord_type};
constexpr std::uint32_t cancel[]{tag::orig_cl_ord_id, tag::cl_ord_id, tag::symbol, tag::side,
                                 tag::transact_time};
constexpr std::uint32_t replace[]{tag::orig_cl_ord_id, tag::cl_ord_id,     tag::symbol,
                                  tag::side,           tag::transact_time, tag::ord_type};
constexpr std::uint32_t order_status[]{tag::cl_ord_id, tag::symbol, tag::side};
constexpr std::uint32_t execution[]{tag::order_id,   tag::exec_id, tag::exec_type,
                                    tag::ord_status, tag::symbol,  tag::side,
                                    tag::leaves_qty, tag::cum_qty, tag::avg_px};
constexpr std::uint32_t cancel_reject[]{tag::order_id, tag::cl_ord_id, tag::ord_status,
                                        tag::cxl_rej_response_to};

/// What a message of this type must have besides the header; nothing for a type we do not know.
std::optional<tags> required_of(std::string_view type) noexcept {
  // Business messages of two letters (positions) are for who takes them to check.
  if (type.size() == 2 && type[0] == 'A') return tags{};
  if (type.size() != 1) return std::nullopt;
  switch (type[0]) {
    case '0':
    case '5':
    case 'B': return tags{};
    case '1': return tags{test_request};
    case '2': return tags{resend_request};
    case '3': return tags{reject};
    case '4': return tags{sequence_reset};
    case 'A': return tags{logon};
    case 'j': return tags{business_reject};
    case 'D': return tags{new_order};
    case 'F': return tags{cancel};
    case 'G': return tags{replace};
    case 'H': return tags{order_status};
    case '8': return tags{execution};
    case '9': return tags{cancel_reject};
    default: return std::nullopt;
  }
}

enum class form : std::uint8_t { any, number, decimal, time, one_of };

struct rule {
  std::uint32_t tag;
  fix44::form form;
  std::string_view values{}; ///< of `one_of`, a character each
};

constexpr rule rules[]{{tag::msg_seq_num, form::number},
                       {tag::begin_seq_no, form::number},
                       {tag::end_seq_no, form::number},
                       {tag::new_seq_no, form::number},
                       {tag::ref_seq_num, form::number},
                       {tag::heart_bt_int, form::number},
                       {tag::ref_tag_id, form::number},
                       {tag::business_reject_reason, form::number},
                       {tag::session_reject_reason, form::number},
                       {tag::ord_rej_reason, form::number},
                       {tag::cxl_rej_reason, form::number},
                       {tag::order_qty, form::decimal},
                       {tag::price, form::decimal},
                       {tag::stop_px, form::decimal},
                       {tag::last_qty, form::decimal},
                       {tag::last_px, form::decimal},
                       {tag::leaves_qty, form::decimal},
                       {tag::cum_qty, form::decimal},
                       {tag::avg_px, form::decimal},
                       {tag::max_floor, form::decimal},
                       {tag::sending_time, form::time},
                       {tag::orig_sending_time, form::time},
                       {tag::transact_time, form::time},
                       {tag::poss_dup_flag, form::one_of, "YN"},
                       {tag::poss_resend, form::one_of, "YN"},
                       {tag::gap_fill_flag, form::one_of, "YN"},
                       {tag::reset_seq_num_flag, form::one_of, "YN"},
                       {tag::test_message_indicator, form::one_of, "YN"},
                       {tag::encrypt_method, form::one_of, "0123456"},
                       {tag::side, form::one_of, "123456789ABCDEFG"},
                       {tag::ord_type, form::one_of, "123456789DEGIJKLMP"},
                       {tag::time_in_force, form::one_of, "01234567"},
                       {tag::ord_status, form::one_of, "0123456789ABCDE"},
                       {tag::exec_type, form::one_of, "03456789ABCDEFGHI"},
                       {tag::handl_inst, form::one_of, "123"},
                       {tag::cxl_rej_response_to, form::one_of, "12"}};

/// By slot: which rule, counted from 1.
constexpr auto rule_of = [] {
  std::array<std::uint8_t, tag::slots> table{};
  std::uint8_t n = 0;
  for (const auto& r : rules) table[tag::slot_of(r.tag)] = ++n;
  return table;
}();
static_assert(rule_of[0] == 0, "a rule is of a tag that tag.hpp does not know");

/// More digits than our types hold are still a decimal.
bool is_decimal(std::string_view text) noexcept {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto dot = text.find('.');
  const auto digits = text.size() - (dot == std::string_view::npos ? 0 : 1);
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i != dot && (text[i] < '0' || text[i] > '9')) return false;
  return digits > 0;
}

std::optional<session_reject_reason> fault_in(const rule& r, std::string_view value) noexcept {
  switch (r.form) {
    case form::any: return std::nullopt;
    case form::number:
      if (to_number(value)) return std::nullopt;
      break;
    case form::decimal:
      if (is_decimal(value)) return std::nullopt;
      break;
    case form::time:
      if (to_timestamp(value)) return std::nullopt;
      break;
    case form::one_of:
      if (value.size() != 1) break;
      if (r.values.find(value[0]) != std::string_view::npos) return std::nullopt;
      return session_reject_reason::value_incorrect;
  }
  return session_reject_reason::incorrect_data_format;
}

} // namespace

const char* to_string(session_reject_reason r) noexcept {
  switch (r) {
    case session_reject_reason::required_tag_missing: return "Required tag missing";
    case session_reject_reason::tag_without_value: return "Tag specified without a value";
    case session_reject_reason::value_incorrect: return "Value is incorrect for this tag";
    case session_reject_reason::incorrect_data_format: return "Incorrect data format for value";
    case session_reject_reason::comp_id_problem: return "CompID problem";
    case session_reject_reason::sending_time_accuracy: return "SendingTime accuracy problem";
    case session_reject_reason::invalid_msg_type: return "Invalid MsgType";
    case session_reject_reason::tag_appears_more_than_once: return "Tag appears more than once";
  }
  return "?";
}

std::optional<message_fault> fault_of(const field_index& fields) noexcept {
  using reason = session_reject_reason;
  const auto required = required_of(fields.msg_type());
  if (!required) return message_fault{reason::invalid_msg_type, tag::msg_type};
  if (fields.repeated() != 0)
    return message_fault{reason::tag_appears_more_than_once, fields.repeated()};
  for (const auto list : {tags{header}, *required})
    for (const auto tag : list)
      if (!fields.has(tag)) return message_fault{reason::required_tag_missing, tag};
  for (const auto [tag, value] : fields) {
    const auto n = rule_of[tag::slot_of(tag)];
    if (n == 0) continue;
    if (const auto why = fault_in(rules[n - 1], value)) return message_fault{*why, tag};
  }
  return std::nullopt;
}

bool is_session_message(std::string_view msg_type) noexcept {
  return msg_type.size() == 1
         && std::string_view{"012345A"}.find(msg_type[0]) != std::string_view::npos;
}

} // namespace corelane::fix44
