#include "corelane/protocols/ouch50/decoder.hpp"
#include "corelane/tests/protocols/ouch50/random_message.hpp"

#include <gtest/gtest.h>
#include <cstring>
#include <memory>
#include <set>

namespace corelane::ouch50 {
namespace {

template <class Message, class List>
struct of_list {
  using message = Message;
  using list = List;
};
template <class...>
struct in_gtest;
template <class... Requests, class... Reports>
struct in_gtest<wire::message_list<Requests...>, wire::message_list<Reports...>> {
  using types = ::testing::Types<of_list<Requests, requests>..., of_list<Reports, reports>...>;
};

/// Keeps the message it is given; counts those of other types.
template <class Message>
struct expecting {
  Message got{};
  int calls{0};
  int others{0};
  void operator()(const Message& m) {
    got = m;
    ++calls;
  }
  template <class Other>
  void operator()(const Other&) {
    ++others;
  }
};

/// Bytes that end where they say, so that a sanitizer sees a read past them.
class exact_bytes {
public:
  exact_bytes(const std::byte* from, std::size_t n) : bytes_{new std::byte[n]}, size_{n} {
    std::memcpy(bytes_.get(), from, n);
  }
  [[nodiscard]] std::span<const std::byte> span() const { return {bytes_.get(), size_}; }

private:
  std::unique_ptr<std::byte[]> bytes_;
  std::size_t size_;
};

template <class Case>
class ouch50_message : public ::testing::Test {
protected:
  std::uint64_t seed_{std::random_device{}()};
  ::testing::ScopedTrace trace_{__FILE__, __LINE__, "seed " + std::to_string(seed_)};
  std::mt19937_64 random_{seed_};
  appendage_writer options_;
};
using all_types = in_gtest<requests, reports>::types;
TYPED_TEST_SUITE(ouch50_message, all_types);

TYPED_TEST(ouch50_message, comes_back_as_it_went) {
  using message = typename TypeParam::message;
  for (int i = 0; i < 500; ++i) {
    const auto sent = random_message<message>(this->random_, this->options_);
    const auto bytes = bytes_of(sent);
    ASSERT_EQ(bytes.size(), size_of(sent));
    EXPECT_EQ(static_cast<char>(bytes[0]), message::type);
    expecting<message> handler;
    ASSERT_EQ(decode<typename TypeParam::list>(bytes, handler), decode_result::handled);
    EXPECT_EQ(handler.calls, 1);
    EXPECT_EQ(handler.others, 0);
    EXPECT_EQ(handler.got, sent);
  }
}

TYPED_TEST(ouch50_message, cut_short_is_refused_without_a_read_past_its_end) {
  using message = typename TypeParam::message;
  const auto sent = random_message<message>(this->random_, this->options_);
  const auto bytes = bytes_of(sent);
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    const exact_bytes cut{bytes.data(), n};
    expecting<message> handler;
    const auto result = decode<typename TypeParam::list>(cut.span(), handler);
    const bool earlier = n == message::required_size;
    if (n < message::required_size)
      EXPECT_EQ(result, decode_result::truncated) << n;
    else
      EXPECT_EQ(result, earlier ? decode_result::handled : decode_result::bad_options) << n;
    EXPECT_EQ(handler.calls, earlier ? 1 : 0) << n;
  }
}

TYPED_TEST(ouch50_message, with_more_behind_it_reads_the_same) {
  using message = typename TypeParam::message;
  const auto sent = random_message<message>(this->random_, this->options_);
  auto bytes = bytes_of(sent);
  bytes.insert(bytes.end(), 9, std::byte{0xEE});
  expecting<message> handler;
  ASSERT_EQ(decode<typename TypeParam::list>(bytes, handler), decode_result::handled);
  EXPECT_EQ(handler.got, sent);
}

TYPED_TEST(ouch50_message, with_any_bytes_changed_is_read_within_its_bounds) {
  using message = typename TypeParam::message;
  for (int i = 0; i < 2'000; ++i) {
    auto bytes = bytes_of(random_message<message>(this->random_, this->options_));
    for (auto n = 1 + this->random_() % 4; n > 0; --n)
      bytes[this->random_() % bytes.size()] = static_cast<std::byte>(this->random_());
    const exact_bytes mutant{bytes.data(), this->random_() % (bytes.size() + 1)};
    decode<typename TypeParam::list>(mutant.span(), [&]<class Other>(const Other& m) {
      if constexpr (has_options<Other>) {
        const auto options = m.options.bytes();
        EXPECT_TRUE(m.options.well_formed());
        if (!options.empty()) {
          EXPECT_GE(options.data(), mutant.span().data());
          EXPECT_LE(options.data() + options.size(), mutant.span().data() + mutant.span().size());
        }
      }
    });
  }
}

TEST(ouch50_messages, have_a_letter_each_among_requests_and_among_reports) {
  const auto letters = []<class List>(std::type_identity<List>) {
    std::set<char> all;
    List::for_each([&]<class M>(std::type_identity<M>) { all.insert(M::type); });
    return std::string{all.begin(), all.end()};
  };
  EXPECT_EQ(letters(std::type_identity<requests>{}), "MOQUX");
  EXPECT_EQ(letters(std::type_identity<reports>{}), "ABCDEFIJMPQRSTU");
}

TEST(ouch50_messages, of_no_type_of_ours_are_said_to_be_so) {
  const std::byte unknown[]{std::byte{'?'}, std::byte{0}};
  const auto never = [](const auto&) { FAIL(); };
  EXPECT_EQ(decode_request(unknown, never), decode_result::unknown_type);
  EXPECT_EQ(decode_report(unknown, never), decode_result::unknown_type);
  EXPECT_EQ(decode_report({}, never), decode_result::truncated);
}

TEST(ouch50_messages, of_one_letter_differ_by_who_sends_them) {
  const auto bytes = bytes_of(account_query{});
  EXPECT_EQ(decode_request(bytes, [](const auto&) {}), decode_result::handled);
  EXPECT_EQ(decode_report(bytes, [](const auto&) {}), decode_result::truncated);
}

} // namespace
} // namespace corelane::ouch50
