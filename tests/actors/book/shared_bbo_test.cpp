#include "corelane/actors/book/shared_bbo_reader.hpp"
#include "corelane/actors/book/shared_bbo_writer.hpp"
#include "corelane/tests/actors/book/book_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>
#include <atomic>
#include <cstring>
#include <thread>

namespace corelane::testing {

namespace {

using ::testing::HasSubstr;

std::string name_of_this_test() {
  return "corelane-test-" + std::to_string(::getpid()) + "-"
         + ::testing::UnitTest::GetInstance()->current_test_info()->name();
}

shared_bbo_writer must_create(const std::string& name, std::size_t instruments = 4,
                              std::size_t levels = 3) {
  auto made = shared_bbo_writer::create({name, instruments, levels});
  if (auto* error = std::get_if<std::string>(&made)) throw std::runtime_error{*error};
  return std::get<shared_bbo_writer>(std::move(made));
}

shared_bbo_reader must_open(const std::string& name) {
  auto opened = shared_bbo_reader::open(name);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<shared_bbo_reader>(std::move(opened));
}

std::string error_of(const std::string& name) {
  const auto opened = shared_bbo_reader::open(name);
  const auto* error = std::get_if<std::string>(&opened);
  return error == nullptr ? std::string{} : *error;
}

/// An update all of whose values follow from `n`.
book_update numbered(std::int64_t n) {
  book_update u;
  u.instrument = apple;
  u.flags = book_update::valid;
  u.bid = {{n}, {n + 1}};
  u.ask = {{n + 2}, {n + 3}};
  u.exchange_time = {n + 4};
  u.update_number = static_cast<std::uint64_t>(n);
  return u;
}

bool is_whole(const shared_bbo& b) {
  const auto n = b.bid_px.nanos;
  return b.bid_qty.units == n + 1 && b.ask_px.nanos == n + 2 && b.ask_qty.units == n + 3
         && b.exchange_time.ns == n + 4 && b.update_number == static_cast<std::uint64_t>(n)
         && b.sequence == 2 * b.update_number;
}

/// Keeps the caller on one core, so that writer and reader of a test truly run side by side.
void run_on(int core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(core, &cores);
  ::sched_setaffinity(0, sizeof cores, &cores); // without that core: wherever
}

/// Reads `wanted` times; how many looks were torn or went back in time.
std::uint64_t count_wrong(const shared_bbo_reader& reader, std::uint64_t wanted,
                          std::uint64_t& different) {
  std::uint64_t wrong = 0;
  std::uint64_t last = 0;
  shared_bbo seen;
  for (std::uint64_t taken = 0; taken < wanted;) {
    if (reader.read(apple, seen) != shared_read::taken) continue;
    ++taken;
    if (!is_whole(seen) || seen.sequence < last) ++wrong;
    if (seen.sequence != last) ++different;
    last = seen.sequence;
  }
  return wrong;
}

#if defined(__SANITIZE_THREAD__)
constexpr std::uint64_t reads = 200'000;
#else
constexpr std::uint64_t reads = 10'000'000;
#endif

} // namespace

TEST(shared_bbo, another_process_reads_what_was_written) {
  const auto name = name_of_this_test();
  auto writer = must_create(name);
  writer.name(apple, "AAPL");
  auto reader = must_open(name);
  shared_bbo seen;
  EXPECT_EQ(reader.read(apple, seen), shared_read::nothing_yet);
  writer.write_bbo(numbered(1));
  ASSERT_EQ(reader.read(apple, seen), shared_read::taken);
  EXPECT_TRUE(is_whole(seen));
  EXPECT_EQ(seen.flags, book_update::valid);
  EXPECT_EQ(reader.find("AAPL"), apple);
  EXPECT_EQ(reader.find("AAP"), no_instrument);
  EXPECT_EQ(reader.read(instrument_id{4}, seen), shared_read::nothing_yet);
}

TEST(shared_bbo, a_depth_snapshot_is_the_top_of_the_book) {
  const auto name = name_of_this_test();
  auto writer = must_create(name);
  order_books books{{.orders = 20, .instruments = 4, .levels = 20}};
  for (std::uint64_t id = 1; id <= 5; ++id)
    books.apply(of_apple.bid(id, 10'000 - static_cast<std::int64_t>(id), 10));
  books.apply(of_apple.ask(6, 10'010, 7));
  books.apply(of_apple.ask(7, 10'010, 8));
  auto reader = must_open(name);
  shared_depth seen;
  EXPECT_EQ(reader.read(apple, seen), shared_read::nothing_yet);
  writer.write_depth(books, numbered(9));
  ASSERT_EQ(reader.read(apple, seen), shared_read::taken);
  EXPECT_THAT(seen.bids, ::testing::ElementsAre(depth_level{cents(9'999), {10}, 1},
                                                depth_level{cents(9'998), {10}, 1},
                                                depth_level{cents(9'997), {10}, 1}));
  EXPECT_THAT(seen.asks, ::testing::ElementsAre(depth_level{cents(10'010), {15}, 2}));
  EXPECT_EQ(seen.update_number, 9u);
}

TEST(shared_bbo, ten_million_reads_by_another_process_under_full_writing_are_never_torn) {
  const auto name = name_of_this_test();
  auto writer = must_create(name);
  int done[2];
  ASSERT_EQ(::pipe(done), 0);
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::close(done[0]);
    run_on(1);
    std::uint64_t result[2]{1, 0};
    {
      const auto reader = must_open(name);
      result[0] = count_wrong(reader, reads, result[1]);
    }
    (void)!::write(done[1], result, sizeof result);
    ::_exit(0); // the writer is the parent's: nothing of it may be ended here
  }
  ::close(done[1]);
  cpu_set_t before;
  ::sched_getaffinity(0, sizeof before, &before);
  run_on(0);
  std::int64_t n = 0;
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0)
    for (int i = 0; i < 10'000; ++i) writer.write_bbo(numbered(++n));
  ::sched_setaffinity(0, sizeof before, &before);
  std::uint64_t result[2]{1, 0};
  ASSERT_EQ(::read(done[0], result, sizeof result), static_cast<ssize_t>(sizeof result));
  ::close(done[0]);
  EXPECT_EQ(result[0], 0u) << "torn reads";
  EXPECT_GT(result[1], 100u) << "the reader must have seen the writer at work";
  std::printf("%llu reads saw %llu states of %lld written\n",
              static_cast<unsigned long long>(reads), static_cast<unsigned long long>(result[1]),
              static_cast<long long>(n));
}

TEST(shared_bbo, depth_snapshots_read_by_another_thread_are_never_torn) {
  const auto name = name_of_this_test();
  auto writer = must_create(name);
  std::atomic<bool> stop{false};
  std::thread writing{[&] {
    // One bid and one ask, both replaced by orders of the same quantity in each step.
    order_books books{{.orders = 8, .instruments = 1, .levels = 8}};
    for (std::int64_t n = 1; !stop.load(std::memory_order_relaxed); ++n) {
      books.apply(of_apple.clear());
      books.apply(of_apple.bid(1, n, n));
      books.apply(of_apple.ask(2, n + 1, n));
      writer.write_depth(books, numbered(n));
    }
  }};
  auto reader = must_open(name);
  shared_depth seen;
  std::uint64_t last = 0;
  std::uint64_t wrong = 0;
  for (std::uint64_t taken = 0; taken < reads / 10;) {
    if (reader.read(apple, seen) != shared_read::taken) continue;
    ++taken;
    const auto n = static_cast<std::int64_t>(seen.update_number);
    if (seen.bids != std::vector<depth_level>{{cents(n), {n}, 1}}
        || seen.asks != std::vector<depth_level>{{cents(n + 1), {n}, 1}} || seen.sequence < last)
      ++wrong;
    last = seen.sequence;
  }
  stop = true;
  writing.join();
  EXPECT_EQ(wrong, 0u);
}

TEST(shared_bbo, a_reader_of_another_thread_sees_only_whole_updates) {
  const auto name = name_of_this_test();
  auto writer = must_create(name);
  std::atomic<bool> stop{false};
  std::thread writing{[&] {
    for (std::int64_t n = 1; !stop.load(std::memory_order_relaxed); ++n)
      writer.write_bbo(numbered(n));
  }};
  const auto reader = must_open(name);
  std::uint64_t different = 0;
  EXPECT_EQ(count_wrong(reader, reads, different), 0u);
  stop = true;
  writing.join();
  EXPECT_GT(different, 1u);
}

TEST(shared_bbo, a_segment_that_does_not_exist_is_named_in_the_error) {
  const auto name = name_of_this_test();
  EXPECT_THAT(error_of(name), HasSubstr("there is no shared memory '" + name + "'"));
  EXPECT_THAT(error_of("a/b"), HasSubstr("cannot name shared memory"));
  EXPECT_THAT(error_of(""), HasSubstr("cannot name shared memory"));
}

TEST(shared_bbo, a_segment_of_another_layout_version_is_refused_and_both_versions_are_said) {
  const auto name = name_of_this_test();
  auto made = hw::shared_memory::create(name, 4096);
  auto& memory = std::get<hw::shared_memory>(made);
  EXPECT_THAT(error_of(name), HasSubstr("holds no best bids and offers"));
  auto& header = *new (memory.data()) shared_bbo_header{};
  header.version = shared_bbo_header::expected_version + 1;
  header.magic = shared_bbo_header::expected_magic;
  EXPECT_THAT(error_of(name), HasSubstr("has layout version 3, this program reads version 2"));
  header.version = shared_bbo_header::expected_version;
  header.instruments = 1'000'000;
  header.slot_bytes = static_cast<std::uint32_t>(shared_bbo_slot::stride(0));
  EXPECT_THAT(error_of(name), HasSubstr("damaged"));
}

TEST(shared_bbo, a_reader_notices_that_its_writer_has_gone) {
  const auto name = name_of_this_test();
  std::optional<shared_bbo_writer> writer{must_create(name)};
  auto reader = must_open(name);
  EXPECT_TRUE(reader.writer_alive());
  writer.reset();
  EXPECT_FALSE(reader.writer_alive());
  EXPECT_THAT(error_of(name), HasSubstr("there is no shared memory"));
}

TEST(shared_bbo, a_name_in_use_is_refused_and_one_left_by_a_crash_is_taken_over) {
  const auto name = name_of_this_test();
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto writer = must_create(name);
    const auto second = shared_bbo_writer::create({name, 4, 3});
    const auto* error = std::get_if<std::string>(&second);
    ::_exit(error != nullptr && error->find("written by another process") != std::string::npos ? 0
                                                                                               : 1);
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0) << "the second writer must be refused";
  auto orphan = must_open(name); // the child ended without tidying up
  EXPECT_FALSE(orphan.writer_alive());
  const auto writer = must_create(name);
  EXPECT_FALSE(orphan.writer_alive());
  EXPECT_TRUE(must_open(name).writer_alive());
}

} // namespace corelane::testing
