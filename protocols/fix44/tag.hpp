#pragma once

#include <cstdint>

/// The tags of FIX 4.4 that corelane reads or writes.
namespace corelane::fix44::tag {

inline constexpr std::uint32_t avg_px = 6;
inline constexpr std::uint32_t begin_seq_no = 7;
inline constexpr std::uint32_t begin_string = 8;
inline constexpr std::uint32_t body_length = 9;
inline constexpr std::uint32_t check_sum = 10;
inline constexpr std::uint32_t cl_ord_id = 11;
inline constexpr std::uint32_t cum_qty = 14;
inline constexpr std::uint32_t end_seq_no = 16;
inline constexpr std::uint32_t exec_id = 17;
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
inline constexpr std::uint32_t sender_comp_id = 49;
inline constexpr std::uint32_t sending_time = 52;
inline constexpr std::uint32_t side = 54;
inline constexpr std::uint32_t symbol = 55;
inline constexpr std::uint32_t target_comp_id = 56;
inline constexpr std::uint32_t text = 58;
inline constexpr std::uint32_t time_in_force = 59;
inline constexpr std::uint32_t transact_time = 60;
inline constexpr std::uint32_t poss_resend = 97;
inline constexpr std::uint32_t encrypt_method = 98;
inline constexpr std::uint32_t cxl_rej_reason = 102;
inline constexpr std::uint32_t ord_rej_reason = 103;
inline constexpr std::uint32_t heart_bt_int = 108;
inline constexpr std::uint32_t test_req_id = 112;
inline constexpr std::uint32_t orig_sending_time = 122;
inline constexpr std::uint32_t gap_fill_flag = 123;
inline constexpr std::uint32_t reset_seq_num_flag = 141;
inline constexpr std::uint32_t exec_type = 150;
inline constexpr std::uint32_t leaves_qty = 151;
inline constexpr std::uint32_t session_reject_reason = 373;
inline constexpr std::uint32_t cxl_rej_response_to = 434;

} // namespace corelane::fix44::tag
