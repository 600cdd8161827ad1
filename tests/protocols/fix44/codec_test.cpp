#include "corelane/protocols/fix44/digits.hpp"
#include "corelane/protocols/fix44/field_value.hpp"
#include "corelane/protocols/fix44/frame.hpp"
#include "corelane/protocols/fix44/order_fields.hpp"
#include "corelane/protocols/fix44/tag.hpp"
#include "corelane/protocols/fix44/utc_text.hpp"
#include "corelane/tests/support/shared_data.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace corelane::fix44 {
namespace {

std::string with_soh(std::string text) {
  std::ranges::replace(text, '|', soh);
  return text;
}

/// A message of this body, with its length and sum.
std::string message(const std::string& body) {
  const auto b = with_soh(body);
  auto m = with_soh("8=FIX.4.4|9=" + std::to_string(b.size()) + "|") + b;
  char sum[8];
  std::snprintf(sum, sizeof sum, "10=%03u", checksum_of(m));
  return m + sum + soh;
}

TEST(fix_frame, a_whole_message_is_framed_and_what_follows_is_left) {
  const auto m = message("35=0|49=A|56=B|34=1|52=20261120-14:30:00|");
  const auto stream = m + "8=FIX";
  const auto f = find_frame(stream);
  EXPECT_EQ(f.what, frame::state::complete);
  EXPECT_EQ(f.message, m);
}

TEST(fix_frame, each_part_of_a_message_is_partial) {
  const auto m = message("35=0|49=A|56=B|34=1|52=20261120-14:30:00|");
  for (std::size_t n = 0; n < m.size(); ++n)
    EXPECT_EQ(find_frame(std::string_view{m}.substr(0, n)).what, frame::state::partial) << n;
}

TEST(fix_frame, a_wrong_sum_or_length_is_garbled_and_the_next_message_is_found) {
  const auto good = message("35=0|49=A|56=B|34=1|52=20261120-14:30:00|");
  for (const auto& broken : {"8=FIX.4.4\x01"
                             "9=5\x01"
                             "35=0\x01"
                             "10=000\x01",
                             "8=FIX.4.4\x01"
                             "9=x\x01",
                             "garbage",
                             "8=FIX.4.4\x01"
                             "9=99999\x01"}) {
    const auto stream = broken + good;
    std::string_view rest{stream};
    int steps = 0;
    for (auto f = find_frame(rest); f.what == frame::state::garbled && ++steps < 100;
         f = find_frame(rest))
      rest.remove_prefix(f.skipped);
    EXPECT_EQ(rest, good) << broken;
  }
}

TEST(fix_frame, real_messages_of_other_firms_have_the_length_and_sum_they_say) {
  int total = 0;
  for (const auto* name : {"fix/fix.5.0.set.2", "fix/fix.4.1.set.1"}) {
    const auto text = support::shared_file(name);
    if (!text) GTEST_SKIP() << "no shared data: set CORELANE_SHARED";
    std::string_view rest{*text};
    field_index fields;
    while (rest.size() > 1) {
      const auto f = find_frame(rest);
      ASSERT_EQ(f.what, frame::state::complete) << "at " << text->size() - rest.size();
      ASSERT_TRUE(fields.read(f.message));
      EXPECT_FALSE(fields.msg_type().empty());
      rest.remove_prefix(f.message.size());
      ++total;
    }
  }
  EXPECT_EQ(total, 65 + 16);
}

TEST(fix_fields, are_found_in_any_order_and_repeatedly) {
  field_index f;
  const auto text = with_soh("8=FIX.4.4|9=5|35=D|11=7|55=AAPL|54=1|"); // fields point into it
  ASSERT_TRUE(f.read(text));
  EXPECT_EQ(f.find(tag::symbol), "AAPL");
  EXPECT_EQ(f.find(tag::cl_ord_id), "7");
  EXPECT_EQ(f.find(tag::symbol), "AAPL");
  EXPECT_EQ(f.msg_type(), "D");
  EXPECT_TRUE(f.find(tag::price).empty());
}

TEST(fix_fields, text_that_is_no_field_is_refused) {
  field_index f;
  for (const auto* bad : {"=1|", "11|", "x=1|", "11=|", "11=1", "0=1|", "1234567890=1|"})
    EXPECT_FALSE(f.read(with_soh(bad))) << bad;
}

/// What `read_frame` does, byte by byte.
struct plain_reading {
  frame::state what{frame::state::garbled};
  std::vector<std::pair<std::uint32_t, std::string>> fields;

  explicit plain_reading(const std::string& m) {
    const auto body = m.find(soh, m.find(soh) + 1) + 1;
    const auto trailer = m.size() - 7;
    if (m.compare(trailer, 3, "10=") != 0 || m.back() != soh || m[trailer - 1] != soh) return;
    unsigned sum = 0;
    for (std::size_t i = 0; i < trailer; ++i) sum += static_cast<unsigned char>(m[i]);
    char expected[4];
    std::snprintf(expected, sizeof expected, "%03u", sum % 256);
    if (m.compare(trailer + 3, 3, expected) != 0 || body == 0) return;
    what = frame::state::unreadable;
    std::size_t from = 0;
    for (std::size_t end; from < m.size(); from = end + 1) {
      end = m.find(soh, from);
      const auto equals = m.find('=', from);
      const auto tag = m.substr(from, std::min(equals, m.size()) - from);
      const bool digits = !tag.empty() && tag.size() <= 9
                          && std::ranges::all_of(tag, [](char c) { return c >= '0' && c <= '9'; });
      if (equals + 1 >= end || equals == std::string::npos || !digits || std::stoul(tag) == 0)
        return;
      fields.emplace_back(std::stoul(tag), m.substr(equals + 1, end - equals - 1));
    }
    what = frame::state::complete;
  }
};

/// A message with a random body of `n` fields, mostly well formed.
std::string any_message(std::mt19937_64& random, std::size_t n) {
  std::string body = "35=D|";
  for (std::size_t i = 0; i < n; ++i) {
    auto tag = std::to_string(random() % (random() % 4 == 0 ? 2'000'000'000 : 1'100));
    if (random() % 64 == 0) tag[random() % tag.size()] = static_cast<char>(random() | 2);
    body += tag + (random() % 64 == 0 ? "" : "=");
    for (auto size = random() % 40; size > 0; --size)
      body += static_cast<char>('!' + random() % 90);
    body += random() % 256 == 0 ? "x|" : "1|";
  }
  return message(body);
}

TEST(fix_fields, are_what_a_reading_byte_by_byte_finds) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  const auto index = std::make_unique<field_index>();
  int whole = 0;
  for (int i = 0; i < 20'000; ++i) {
    auto m = any_message(random, random() % 24);
    if (random() % 8 == 0) m[m.size() - 1 - random() % 7] = static_cast<char>(random());
    const plain_reading plain{m};
    const std::unique_ptr<char[]> exact{new char[m.size()]}; // a reading past its end is seen
    std::memcpy(exact.get(), m.data(), m.size());
    const auto read = read_frame({exact.get(), m.size()}, *index);
    ASSERT_EQ(read.what, plain.what) << m;
    ASSERT_EQ(find_frame(m).what == frame::state::complete, plain.what != frame::state::garbled);
    if (read.what != frame::state::complete) continue;
    ++whole;
    ASSERT_EQ(index->size(), plain.fields.size());
    for (std::size_t f = 0; f < plain.fields.size(); ++f) {
      const auto& [tag, value] = plain.fields[f];
      ASSERT_EQ((*index)[f].tag, tag) << m;
      ASSERT_EQ((*index)[f].value, value) << m;
      const auto first = std::ranges::find(plain.fields, tag, [](auto& x) { return x.first; });
      ASSERT_EQ(index->find(tag), first->second) << m;
    }
  }
  EXPECT_GT(whole, 2'000);
}

TEST(fix_fields, a_known_tag_that_stands_twice_is_named_and_the_first_is_found) {
  field_index f;
  const auto text = with_soh("8=FIX.4.4|9=5|35=D|11=7|5001=1|5001=2|11=8|");
  ASSERT_TRUE(f.read(text));
  EXPECT_EQ(f.repeated(), tag::cl_ord_id);
  EXPECT_EQ(f.find(tag::cl_ord_id), "7");
  EXPECT_EQ(f.find(5001), "1");
  ASSERT_TRUE(f.read(text.substr(0, 24)));
  EXPECT_EQ(f.repeated(), 0U);
}

TEST(fix_fields, more_than_there_is_room_for_are_refused) {
  field_index f;
  std::string text;
  for (std::size_t i = 0; i < field_index::capacity; ++i) text += with_soh("58=x|");
  EXPECT_TRUE(f.read(text));
  EXPECT_FALSE(f.read(text + with_soh("58=x|")));
  EXPECT_FALSE(f.has(tag::text));
  EXPECT_FALSE(f.read(with_soh("58=") + std::string(max_message_size, 'x') + soh));
}

TEST(fix_values, numbers_and_prices_of_any_size_are_written_as_they_read) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  char room[64];
  for (int i = 0; i < 200'000; ++i) {
    const auto n = random() >> random() % 64;
    ASSERT_EQ(std::string_view(room, put_digits(room, n)), std::to_string(n));
    auto nanos = static_cast<std::int64_t>(random() >> random() % 64);
    for (auto zeros = random() % 12; zeros > 0; --zeros) nanos = nanos / 10 * 10;
    if (random() % 4 == 0) nanos = nanos / 1'000'000 * 1'000'000;
    if (nanos == INT64_MIN) continue;
    const std::string_view text{room, put_price(room, price{nanos})};
    const auto size =
        std::snprintf(nullptr, 0, "%lld", static_cast<long long>(nanos / 1'000'000'000));
    ASSERT_EQ(text.find('.') == std::string_view::npos, nanos % 1'000'000'000 == 0) << nanos;
    if (size <= 9) {
      ASSERT_EQ(to_price(text)->nanos, nanos) << text;
    }
    ASSERT_FALSE(text.find('.') != std::string_view::npos && text.back() == '0') << text;
  }
}

TEST(fix_values, prices_are_exact_or_nothing) {
  EXPECT_EQ(to_price("101.25")->nanos, 101'250'000'000);
  EXPECT_EQ(to_price("-0.5")->nanos, -500'000'000);
  EXPECT_EQ(to_price("7")->nanos, 7'000'000'000);
  EXPECT_EQ(to_price("0.000000001")->nanos, 1);
  EXPECT_EQ(to_price("1.5000000000000")->nanos, 1'500'000'000);
  for (const auto* bad : {"", ".", "-", "1.0000000001", "1e3", "12345678901", "1.2.3", " 1"})
    EXPECT_FALSE(to_price(bad)) << bad;
}

TEST(fix_values, numbers_past_64_bits_are_refused) {
  EXPECT_EQ(to_number("18446744073709551615"), UINT64_MAX);
  EXPECT_FALSE(to_number("18446744073709551616"));
  EXPECT_FALSE(to_number("99999999999999999999"));
  EXPECT_FALSE(to_number("-1"));
}

TEST(fix_values, a_quantity_is_whole) {
  EXPECT_EQ(to_quantity("100")->units, 100);
  EXPECT_EQ(to_quantity("100.00")->units, 100);
  EXPECT_FALSE(to_quantity("100.5"));
}

TEST(fix_values, a_time_goes_to_text_and_back) {
  utc_text text;
  for (const std::int64_t ms :
       {0LL, 1'582'934'399'999LL, 1'582'934'400'000LL, 1'795'216'582'678LL}) {
    const timestamp t{ms * 1'000'000};
    EXPECT_EQ(to_timestamp(text.of(t)), t) << text.of(t);
  }
  EXPECT_EQ(text.of({1'582'934'399'999'000'000}), "20200228-23:59:59.999");
  EXPECT_FALSE(to_timestamp("20200230-00:00:00"));
  EXPECT_FALSE(to_timestamp("20200228 00:00:00"));
  EXPECT_FALSE(to_timestamp("02260228-00:00:00"));
  EXPECT_FALSE(to_timestamp("22620101-00:00:00"));
  EXPECT_GT(to_timestamp("22611231-23:59:60.999999999")->ns, 0);
}

template <class Body>
std::string written(char type, Body&& body) {
  std::array<char, 1024> room;
  message_writer w{room};
  w.character("35=", type);
  w.constant(
      "49=A\x01"
      "56=B\x01");
  w.number("34=", 2);
  w.text("52=", "20261120-14:30:00.123");
  body(w);
  return std::string{w.finish()};
}

TEST(fix_orders, a_new_order_reads_as_the_specification_would_have_it) {
  order_request r;
  r.cl_ord_id = 42;
  r.side = side::sell;
  r.px = {101'250'000'000};
  r.qty = {300};
  r.time_in_force = time_in_force::ioc;
  EXPECT_EQ(written('D', [&](auto& w) { write_request(w, r, "AAPL", "20261120-14:30:00.123"); }),
            message("35=D|49=A|56=B|34=2|52=20261120-14:30:00.123|11=42|55=AAPL|54=2|"
                    "60=20261120-14:30:00.123|38=300|40=2|44=101.25|59=3|"));
}

TEST(fix_orders, any_request_comes_back_as_it_went) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random{seed};
  field_index fields;
  for (int i = 0; i < 5'000; ++i) {
    order_request r;
    r.action = static_cast<order_action>(random() % 3);
    r.side = static_cast<side>(random() % 2);
    r.cl_ord_id = random() | 1;
    if (r.action != order_action::submit) r.orig_cl_ord_id = random();
    if (r.action != order_action::cancel) {
      r.ord_type = static_cast<ord_type>(random() % 2);
      r.time_in_force = static_cast<time_in_force>(random() % 3);
      r.qty = {static_cast<std::int64_t>(random() % 1'000'000)};
      if (r.ord_type == ord_type::limit)
        r.px = {static_cast<std::int64_t>(random() % 1'000'000'000'000'000) - 1'000'000};
    }
    const auto m = written(msg_type_of(r.action),
                           [&](auto& w) { write_request(w, r, "MSFT", "20261120-14:30:00.123"); });
    const auto f = find_frame(m);
    ASSERT_EQ(f.what, frame::state::complete);
    ASSERT_TRUE(fields.read(f.message));
    std::string_view symbol;
    const char* fault = nullptr;
    const auto back = read_request(fields, symbol, fault);
    ASSERT_TRUE(back) << fault << " in " << m;
    EXPECT_EQ(symbol, "MSFT");
    EXPECT_EQ(std::memcmp(&*back, &r, sizeof r), 0) << m;
  }
}

TEST(fix_orders, a_report_comes_back_as_it_went) {
  execution_report r;
  r.exec_type = exec_type::trade;
  r.ord_status = ord_status::partially_filled;
  r.side = side::sell;
  r.cl_ord_id = 9;
  r.order_id = 77;
  r.exec_id = 78;
  r.order_px = r.last_px = {99'990'000'000};
  r.last_qty = r.cum_qty = {40};
  r.leaves_qty = {60};
  const auto m = written(
      '8', [&](auto& w) { write_report(w, r, "AAPL", r.last_px, "20261120-14:30:00.123", ""); });
  field_index fields;
  ASSERT_TRUE(fields.read(find_frame(m).message));
  const char* fault = nullptr;
  auto back = read_report(fields, fault);
  ASSERT_TRUE(back) << fault;
  r.transact_time = back->transact_time;
  EXPECT_EQ(std::memcmp(&*back, &r, sizeof r), 0) << m;
}

TEST(fix_orders, a_missing_field_is_named) {
  field_index fields;
  std::string_view symbol;
  const char* fault = "";
  const auto text = with_soh("8=FIX.4.4|9=1|35=D|11=1|55=A|54=1|40=2|44=1|");
  ASSERT_TRUE(fields.read(text));
  EXPECT_FALSE(read_request(fields, symbol, fault));
  EXPECT_STREQ(fault, "OrderQty (38) is missing or no whole number");
}

TEST(fix_writer, a_message_of_any_length_says_its_length_and_sum) {
  std::vector<char> room(10'000);
  for (std::size_t n = 1; n < 8'185; n += n < 200 ? 1 : 37) {
    message_writer w{room};
    w.character("35=", 'B');
    w.text("58=", std::string(n, 'x'));
    const auto text = w.finish();
    ASSERT_EQ(find_frame(text).what, frame::state::complete) << text;
    ASSERT_EQ(find_frame(text).message.size(), text.size());
  }
}

TEST(fix_writer, a_message_that_fits_by_a_byte_fits_and_one_byte_less_of_room_is_left_alone) {
  // 17 of the head and 7 of the trailer; from 1,000 bytes on the head has one more.
  for (const std::size_t length : {500U, 999U, 1'000U, 1'500U}) {
    const auto least = length + message_writer::head_room + message_writer::trailer_size
                       + (length >= 1'000 ? 1 : 0);
    for (const auto size : {least - 1, least, least + 1}) {
      std::vector<char> room(size + 1, '#');
      message_writer w{std::span{room}.first(size)};
      w.text("58=", std::string(length - 4, 'x'));
      const auto text = w.finish();
      EXPECT_EQ(text.empty(), size < least) << length << " " << size;
      EXPECT_EQ(room.back(), '#') << length << " " << size;
      if (!text.empty()) {
        EXPECT_EQ(find_frame(text).what, frame::state::complete);
      }
    }
  }
}

TEST(fix_writer, a_message_that_does_not_fit_comes_out_empty) {
  std::array<char, 64> room;
  message_writer w{room};
  for (int i = 0; i < 10; ++i) w.number("34=", UINT64_MAX);
  EXPECT_TRUE(w.finish().empty());
}

} // namespace
} // namespace corelane::fix44
