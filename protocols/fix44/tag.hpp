#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

/// The tags of FIX 4.4 that corelane reads or writes.
namespace corelane::fix44::tag {

inline constexpr std::uint32_t account = 1;
inline constexpr std::uint32_t avg_px = 6;
inline constexpr std::uint32_t begin_seq_no = 7;
inline constexpr std::uint32_t begin_string = 8;
inline constexpr std::uint32_t body_length = 9;
inline constexpr std::uint32_t check_sum = 10;
inline constexpr std::uint32_t cl_ord_id = 11;
inline constexpr std::uint32_t cum_qty = 14;
inline constexpr std::uint32_t currency = 15;
inline constexpr std::uint32_t end_seq_no = 16;
inline constexpr std::uint32_t exec_id = 17;
inline constexpr std::uint32_t exec_ref_id = 19;
inline constexpr std::uint32_t handl_inst = 21;
inline constexpr std::uint32_t security_id_source = 22;
inline constexpr std::uint32_t last_px = 31;
inline constexpr std::uint32_t last_qty = 32;
inline constexpr std::uint32_t msg_seq_num = 34;
inline constexpr std::uint32_t msg_type = 35;
inline constexpr std::uint32_t new_seq_no = 36;
inline constexpr std::uint32_t order_id = 37;
inline constexpr std::uint32_t order_qty = 38;
inline constexpr std::uint32_t ord_status = 39;
inline constexpr std::uint32_t ord_type = 40;
inline constexpr std::uint32_t orig_cl_ord_id = 41;
inline constexpr std::uint32_t poss_dup_flag = 43;
inline constexpr std::uint32_t price = 44;
inline constexpr std::uint32_t ref_seq_num = 45;
inline constexpr std::uint32_t security_id = 48;
inline constexpr std::uint32_t sender_comp_id = 49;
inline constexpr std::uint32_t sending_time = 52;
inline constexpr std::uint32_t side = 54;
inline constexpr std::uint32_t symbol = 55;
inline constexpr std::uint32_t target_comp_id = 56;
inline constexpr std::uint32_t text = 58;
inline constexpr std::uint32_t time_in_force = 59;
inline constexpr std::uint32_t transact_time = 60;
inline constexpr std::uint32_t raw_data_length = 95;
inline constexpr std::uint32_t raw_data = 96;
inline constexpr std::uint32_t poss_resend = 97;
inline constexpr std::uint32_t encrypt_method = 98;
inline constexpr std::uint32_t stop_px = 99;
inline constexpr std::uint32_t cxl_rej_reason = 102;
inline constexpr std::uint32_t ord_rej_reason = 103;
inline constexpr std::uint32_t heart_bt_int = 108;
inline constexpr std::uint32_t max_floor = 111;
inline constexpr std::uint32_t test_req_id = 112;
inline constexpr std::uint32_t orig_sending_time = 122;
inline constexpr std::uint32_t gap_fill_flag = 123;
inline constexpr std::uint32_t expire_time = 126;
inline constexpr std::uint32_t reset_seq_num_flag = 141;
inline constexpr std::uint32_t exec_type = 150;
inline constexpr std::uint32_t leaves_qty = 151;
inline constexpr std::uint32_t security_exchange = 207;
inline constexpr std::uint32_t last_msg_seq_num_processed = 369;
inline constexpr std::uint32_t ref_tag_id = 371;
inline constexpr std::uint32_t ref_msg_type = 372;
inline constexpr std::uint32_t session_reject_reason = 373;
inline constexpr std::uint32_t exec_restatement_reason = 378;
inline constexpr std::uint32_t business_reject_ref_id = 379;
inline constexpr std::uint32_t business_reject_reason = 380;
inline constexpr std::uint32_t cxl_rej_response_to = 434;
inline constexpr std::uint32_t test_message_indicator = 464;
inline constexpr std::uint32_t mass_status_req_id = 584;
inline constexpr std::uint32_t next_expected_msg_seq_num = 789;
inline constexpr std::uint32_t ord_status_req_id = 790;

/// All of them; `field_index` finds these without a search.
inline constexpr std::array known{account,
                                  avg_px,
                                  begin_seq_no,
                                  begin_string,
                                  body_length,
                                  check_sum,
                                  cl_ord_id,
                                  cum_qty,
                                  currency,
                                  end_seq_no,
                                  exec_id,
                                  exec_ref_id,
                                  handl_inst,
                                  security_id_source,
                                  last_px,
                                  last_qty,
                                  msg_seq_num,
                                  msg_type,
                                  new_seq_no,
                                  order_id,
                                  order_qty,
                                  ord_status,
                                  ord_type,
                                  orig_cl_ord_id,
                                  poss_dup_flag,
                                  price,
                                  ref_seq_num,
                                  security_id,
                                  sender_comp_id,
                                  sending_time,
                                  side,
                                  symbol,
                                  target_comp_id,
                                  text,
                                  time_in_force,
                                  transact_time,
                                  raw_data_length,
                                  raw_data,
                                  poss_resend,
                                  encrypt_method,
                                  stop_px,
                                  cxl_rej_reason,
                                  ord_rej_reason,
                                  heart_bt_int,
                                  max_floor,
                                  test_req_id,
                                  orig_sending_time,
                                  gap_fill_flag,
                                  expire_time,
                                  reset_seq_num_flag,
                                  exec_type,
                                  leaves_qty,
                                  security_exchange,
                                  last_msg_seq_num_processed,
                                  ref_tag_id,
                                  ref_msg_type,
                                  session_reject_reason,
                                  exec_restatement_reason,
                                  business_reject_ref_id,
                                  business_reject_reason,
                                  cxl_rej_response_to,
                                  test_message_indicator,
                                  mass_status_req_id,
                                  next_expected_msg_seq_num,
                                  ord_status_req_id};

/// How many places a table by slot has.
inline constexpr std::size_t slots = 128;
static_assert(known.size() < slots);

inline constexpr auto slot_table = [] {
  std::array<std::uint8_t, 1024> table{};
  for (std::size_t i = 0; i < known.size(); ++i) table[known[i]] = static_cast<std::uint8_t>(i + 1);
  return table;
}();

/// A dense number for a tag of `known`; 0 for any other.
[[nodiscard]] constexpr std::size_t slot_of(std::uint32_t tag) noexcept {
  return tag < slot_table.size() ? slot_table[tag] : 0;
}

} // namespace corelane::fix44::tag
