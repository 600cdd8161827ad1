#include "corelane/runtime/control/control_server.hpp"

#include "corelane/tests/runtime/control/fake_node.hpp"
#include "corelane/tests/runtime/control/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <chrono>
#include <deque>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace corelane {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct hostile_request : ::testing::Test {
  hostile_request() { EXPECT_EQ(server.start("127.0.0.1:0"), std::nullopt); }

  /// What the server says to these bytes, after which nothing more comes.
  std::string answer_to(std::string_view bytes) {
    raw_client client{server.port()};
    client.send(bytes);
    client.end_sending();
    return client.receive_answer();
  }
  void expect_still_at_work() {
    node.asked();
    raw_client client{server.port()};
    client.send("GET /api/node HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_THAT(client.receive_answer(), HasSubstr("200 OK"));
    EXPECT_THAT(node.asked(), ElementsAre("node"));
  }
  static long resident_kb() {
    std::ifstream status{"/proc/self/statm"};
    long all = 0, resident = 0;
    status >> all >> resident;
    return resident * 4;
  }

  fake_node node;
  control_server server{node};
};

TEST_F(hostile_request, a_body_beyond_the_limit_is_refused) {
  const std::string body(200'000, 'x');
  const std::string set = "POST /api/actors/a/set HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
  EXPECT_THAT(answer_to(set + "200000\r\n\r\n" + body), ::testing::Not(HasSubstr(" 200 ")));
  EXPECT_THAT(answer_to(set + "99999999999999999999\r\n\r\n"), ::testing::Not(HasSubstr(" 200 ")));
  EXPECT_TRUE(node.asked().empty());
  expect_still_at_work();
}

TEST_F(hostile_request, a_body_in_chunks_has_the_same_limit) {
  raw_client client{server.port()};
  const auto before = resident_kb();
  client.send(
      "POST /api/actors/a/set HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
  std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  int sent = 0;
  while (sent < 1'000 && client.send(chunk)) ++sent; // 64 MB if nobody minds
  client.send("0\r\n\r\n");
  client.end_sending();
  EXPECT_THAT(client.receive_answer(), ::testing::Not(HasSubstr(" 200 ")));
  EXPECT_LT(resident_kb() - before, 16 * 1024) << "after " << sent << " chunks of 64 KiB";
  EXPECT_TRUE(node.asked().empty());
  expect_still_at_work();
}

TEST_F(hostile_request, a_body_without_an_end_has_the_same_limit) {
  raw_client client{server.port()};
  const auto before = resident_kb();
  client.send("POST /api/actors/a/set HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const std::string piece(65'536, 'x');
  int sent = 0;
  while (sent < 1'000 && client.send(piece)) ++sent;
  client.end_sending();
  EXPECT_LT(resident_kb() - before, 16 * 1024) << "after " << sent << " pieces of 64 KiB";
  EXPECT_TRUE(node.asked().empty());
  expect_still_at_work();
}

TEST_F(hostile_request, headers_without_an_end_do_not_fill_the_memory) {
  raw_client client{server.port()};
  const auto before = resident_kb();
  client.send("GET /api/node HTTP/1.1\r\n");
  std::string lines;
  for (int i = 0; i < 1'000; ++i)
    lines += "X-" + std::to_string(i) + ": " + std::string(60, 'v') + "\r\n";
  int sent = 0;
  while (sent < 800 && client.send(lines)) ++sent;
  EXPECT_LT(resident_kb() - before, 16 * 1024) << "after " << sent << " thousand headers";
  client.end_sending();
  client.receive_answer();
  expect_still_at_work();
}

// A letter now and then keeps a connection from being silent; it must end all the same.
TEST_F(hostile_request, who_drips_letters_is_cut_off) {
  raw_client client{server.port()};
  const auto begun = std::chrono::steady_clock::now();
  while (client.send("G") && std::chrono::steady_clock::now() - begun < std::chrono::seconds{10})
    client.wait_for_answer(std::chrono::milliseconds{100});
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{4});
  expect_still_at_work();
}

TEST_F(hostile_request, long_lines_and_odd_headers_are_survived) {
  const std::string get = "GET /api/node HTTP/1.1\r\nHost: localhost\r\n";
  for (const auto& bytes : std::vector<std::string>{
           "GET /api/actors/" + std::string(8'000, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
           "GET /api/actors/" + std::string(1'000'000, 'a')
               + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
           "GET " + std::string(8'000, '/') + " HTTP/1.1\r\n\r\n",
           "GET /api/node?" + std::string(7'000, '&') + " HTTP/1.1\r\n\r\n",
           "GET /%%%zz%u0000%ff%00 HTTP/1.1\r\n\r\n",
           get + "X: " + std::string(100'000, 'b') + "\r\n\r\n",
           get + "Range: bytes=0-18446744073709551615,-5,9999999999999999999999-\r\n\r\n",
           get + "Range: bytes=5-1\r\n\r\n",
           get + "Range: bytes=1000000-\r\n\r\n",
           get + "Range: bytes=" + std::string(7'000, ',') + "\r\n\r\n",
           get + "Range: bytes=" + std::string(7'000, '1') + "-\r\n\r\n",
           get + "Accept-Encoding: gzip, deflate, br\r\n\r\n",
           get + "Content-Length: -1\r\n\r\n",
           get + "Expect: 100-continue\r\n\r\n",
           get + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
           std::string{"POST /api/halt HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n"},
           std::string{"POST /api/halt HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=\r\n"
                       "Content-Length: 4\r\n\r\n----"},
           "POST /api/halt HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: "
           "4\r\n\r\n\x1f\x8b\x08\xff",
           std::string{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
           std::string{"\0\0\0\0", 4},
           std::string{"\r\n\r\n"},
       }) {
    answer_to(bytes);
    expect_still_at_work();
  }
}

TEST_F(hostile_request, random_and_mutated_bytes_are_survived) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random{seed};
  const std::string good =
      "POST /api/actors/book/set HTTP/1.1\r\nHost: localhost\r\nContent-Length: 29\r\n"
      "Range: bytes=0-5\r\n\r\n{\"key\": \"size\", \"value\": \"1\"}";
  for (int i = 0; i < 300; ++i) {
    std::string bytes = good;
    if (i % 3 == 0) bytes.resize(random() % 500);
    for (auto n = i % 3 == 0 ? 500 : 1 + random() % 5; n > 0 && !bytes.empty(); --n)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    answer_to(bytes.substr(0, 1 + random() % 500));
  }
  expect_still_at_work();
}

// Whoever halts a node must get through, however many clients dawdle.
TEST_F(hostile_request, clients_that_say_nothing_do_not_keep_a_halt_waiting) {
  std::deque<raw_client> silent;
  for (int i = 0; i < 12; ++i) silent.emplace_back(server.port()).send("GET /api/no");
  const auto begun = std::chrono::steady_clock::now();
  raw_client operator_of_the_node{server.port()};
  operator_of_the_node.send(
      "POST /api/halt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
  EXPECT_THAT(operator_of_the_node.receive_answer(), HasSubstr("200 OK"));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds{2'500});
  EXPECT_THAT(node.asked(), ElementsAre("halt"));
}

} // namespace
} // namespace corelane
