#include "corelane/runtime/control/control_server.hpp"

#include "corelane/tests/runtime/control/fake_node.hpp"
#include "corelane/tests/runtime/control/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <chrono>

namespace corelane {
namespace {

using json = nlohmann::ordered_json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct control_server_test : ::testing::Test {
  control_server_test() {
    EXPECT_EQ(server.start("127.0.0.1:0"), std::nullopt);
    client = std::make_unique<httplib::Client>("127.0.0.1", server.port());
  }

  fake_node node;
  control_server server{node};
  std::unique_ptr<httplib::Client> client;
};

TEST_F(control_server_test, each_question_reaches_the_node_and_its_answer_comes_back_as_json) {
  node.answer_with(json{{"b", 1}, {"a", "zwei"}});
  for (const auto* question : {"node", "lanes", "actors", "links", "metrics"}) {
    const auto got = client->Get(std::string{"/api/"} + question);
    ASSERT_TRUE(got) << question;
    EXPECT_EQ(got->status, 200);
    EXPECT_EQ(got->get_header_value("Content-Type"), "application/json");
    EXPECT_EQ(got->body, R"({"b":1,"a":"zwei"})") << "in the order the node gave";
    EXPECT_THAT(node.asked(), ElementsAre(question));
  }
}

TEST_F(control_server_test, orders_to_the_node_are_posts_and_a_get_of_them_changes_nothing) {
  for (const auto* order : {"halt", "resume", "stop"}) {
    const auto path = std::string{"/api/"} + order;
    EXPECT_EQ(client->Get(path)->status, 404);
    EXPECT_TRUE(node.asked().empty());
    EXPECT_EQ(client->Post(path)->status, 200);
    EXPECT_THAT(node.asked(), ElementsAre(order));
  }
}

TEST_F(control_server_test, an_actor_is_inspected_by_its_name_whatever_letters_that_has) {
  for (const std::string name : {"book", "book-0", "market_maker", "book.eu", "my%20book"}) {
    EXPECT_EQ(client->Get("/api/actors/" + name)->status, 200) << name;
    EXPECT_THAT(node.asked(), ElementsAre("inspect " + (name == "my%20book" ? "my book" : name)));
  }
}

TEST_F(control_server_test, set_hands_key_and_value_to_the_node) {
  const auto got = client->Post("/api/actors/market_maker/set",
                                R"({"key": "quote_size", "value": "50"})", "application/json");
  ASSERT_TRUE(got);
  EXPECT_EQ(got->status, 200);
  EXPECT_THAT(node.asked(), ElementsAre("set market_maker quote_size=50"));
}

TEST_F(control_server_test, a_set_that_is_not_two_texts_is_refused_and_does_not_reach_the_node) {
  const std::string deep(50'000, '[');
  for (const std::string body : {"", "{", "null", "[]", "7", R"("key")", R"({"key": "a"})",
                                 R"({"value": "1"})", R"({"key": "a", "value": 1})",
                                 R"({"key": ["a"], "value": "1"})", "\xff\xfe", deep.c_str()}) {
    const auto got = client->Post("/api/actors/a/set", body, "application/json");
    ASSERT_TRUE(got) << body.substr(0, 40);
    EXPECT_EQ(got->status, 400) << body.substr(0, 40);
    EXPECT_THAT(json::parse(got->body).at("error").get<std::string>(), HasSubstr("key"));
  }
  EXPECT_TRUE(node.asked().empty());
}

TEST_F(control_server_test, a_refusal_comes_with_its_status_and_its_reason) {
  for (const int status : {400, 404, 409, 504}) {
    node.answer_with(control_error{status, "because"});
    const auto got = client->Get("/api/actors/book");
    ASSERT_TRUE(got);
    EXPECT_EQ(got->status, status);
    EXPECT_EQ(json::parse(got->body), json({{"error", "because"}}));
  }
}

TEST_F(control_server_test, a_path_that_is_none_is_refused_in_words) {
  for (const auto* path : {"/", "/api", "/api/", "/api/frobnicate", "/api/actors/",
                           "/api/actors/a/b", "/../etc/passwd", "/metrics/x"}) {
    const auto got = client->Get(path);
    ASSERT_TRUE(got) << path;
    EXPECT_EQ(got->status, 404) << path;
    EXPECT_THAT(json::parse(got->body).at("error").get<std::string>(), HasSubstr("/api/node"));
  }
}

TEST_F(control_server_test, text_that_is_not_utf8_is_shown_as_far_as_it_can_be) {
  node.answer_with(json{{"last_reject", "no\xff"}});
  const auto got = client->Get("/api/actors/gateway");
  ASSERT_TRUE(got);
  EXPECT_EQ(got->status, 200);
  EXPECT_EQ(json::parse(got->body).at("last_reject"), "no\xef\xbf\xbd");
}

TEST_F(control_server_test, metrics_are_in_prometheus_format) {
  node.slots.make_counter("n_total", "how many", "actor=\"a\"").add(3);
  const auto got = client->Get("/metrics");
  ASSERT_TRUE(got);
  EXPECT_EQ(got->get_header_value("Content-Type"), "text/plain; version=0.0.4");
  EXPECT_THAT(got->body, HasSubstr("n_total{actor=\"a\"} 3"));
}

// curl -X POST sends neither a body nor a Content-Length.
TEST_F(control_server_test, a_halt_without_a_content_length_is_carried_out_at_once) {
  raw_client curl{server.port()};
  const auto begun = std::chrono::steady_clock::now();
  ASSERT_TRUE(curl.send("POST /api/halt HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n"));
  EXPECT_THAT(curl.receive_answer(), HasSubstr("200 OK"));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds{800});
  EXPECT_THAT(node.asked(), ElementsAre("halt"));
}

// A scraper keeps its connection open between scrapes.
TEST_F(control_server_test, an_idle_connection_does_not_hold_up_the_stop) {
  raw_client scraper{server.port()};
  ASSERT_TRUE(scraper.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  EXPECT_THAT(scraper.receive_answer(), HasSubstr("200 OK"));
  const auto begun = std::chrono::steady_clock::now();
  server.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{1});
}

// A page in a trader's browser can post to any address, but its browser says where it is from.
TEST_F(control_server_test, a_request_from_a_web_page_is_refused) {
  const auto got = client->Post("/api/stop", httplib::Headers{{"Origin", "http://evil.example"}},
                                "", "text/plain");
  ASSERT_TRUE(got);
  EXPECT_EQ(got->status, 403);
  EXPECT_TRUE(node.asked().empty());
}

// Its name leads to this host, so that its browser sees one site and sends no Origin.
TEST_F(control_server_test, a_page_that_has_its_own_name_lead_here_learns_nothing) {
  const auto got = client->Get("/api/actors", httplib::Headers{{"Host", "evil.example:7600"}});
  ASSERT_TRUE(got);
  EXPECT_EQ(got->status, 403);
  EXPECT_TRUE(node.asked().empty());
}

TEST_F(control_server_test, a_node_is_ready_when_its_actors_run_and_it_is_not_halted) {
  const auto health = [&] {
    const auto got = client->Get("/api/health");
    return std::pair{got->status, got->body};
  };
  node.state = json{{"halted", false}};
  node.all_actors = json::parse(R"([{"actor": "a", "state": "running"}])");
  EXPECT_EQ(health(), (std::pair{200, std::string{R"({"ready":true})"}}));
  node.state = json{{"halted", true}};
  EXPECT_EQ(health(), (std::pair{503, std::string{R"({"error":"not ready: halted"})"}}));
  node.all_actors = json::parse(R"([{"actor": "a", "state": "failed"}])");
  EXPECT_EQ(health(),
            (std::pair{503, std::string{R"({"error":"not ready: actor 'a' is failed"})"}}));
  node.all_actors = control_error{409, "gone"};
  EXPECT_EQ(health().first, 503);
}

struct control_server_with_token : ::testing::Test {
  control_server_with_token() {
    EXPECT_EQ(server.start("127.0.0.1:0"), std::nullopt);
    client = std::make_unique<httplib::Client>("127.0.0.1", server.port());
  }
  fake_node node;
  control_server server{node, control_token{"0123456789abcdef"}};
  std::unique_ptr<httplib::Client> client;
};

TEST_F(control_server_with_token, nothing_is_done_or_told_without_it) {
  for (const auto* path : {"/api/node", "/api/actors/risk", "/metrics", "/nowhere"}) {
    const auto got = client->Get(path);
    EXPECT_EQ(got->status, 401) << path;
    EXPECT_EQ(got->get_header_value("WWW-Authenticate"), "Bearer");
    EXPECT_THAT(got->body, HasSubstr("token"));
  }
  EXPECT_EQ(client->Post("/api/halt")->status, 401);
  client->set_bearer_token_auth("0123456789abcdee");
  EXPECT_EQ(client->Post("/api/halt")->status, 401);
  EXPECT_TRUE(node.asked().empty());
}

TEST_F(control_server_with_token, who_has_it_may_do_all) {
  client->set_bearer_token_auth("0123456789abcdef");
  EXPECT_EQ(client->Post("/api/halt")->status, 200);
  EXPECT_EQ(client->Get("/metrics")->status, 200);
  EXPECT_THAT(node.asked(), ElementsAre("halt"));
}

TEST_F(control_server_with_token, the_health_is_everybodys) {
  node.state = json{{"halted", false}};
  node.all_actors = json::array();
  EXPECT_EQ(client->Get("/api/health")->status, 200);
}

TEST(control_server_address, one_that_others_reach_is_refused_without_a_token) {
  fake_node node;
  for (const auto* address : {"0.0.0.0:0", ":0", "[::]:0"}) {
    control_server open{node};
    EXPECT_THAT(open.start(address).value_or(""), HasSubstr("token")) << address;
  }
  control_server guarded{node, control_token{"0123456789abcdef"}};
  EXPECT_EQ(guarded.start("0.0.0.0:0"), std::nullopt);
}

TEST(control_server_address, a_port_in_use_is_one_error_that_names_it) {
  fake_node node;
  control_server first{node}, second{node};
  ASSERT_EQ(first.start("127.0.0.1:0"), std::nullopt);
  const auto address = "127.0.0.1:" + std::to_string(first.port());
  const auto error = second.start(address);
  ASSERT_TRUE(error);
  EXPECT_THAT(*error, HasSubstr(address));
  EXPECT_THAT(*error, HasSubstr("in use"));
}

TEST(control_server_address, the_port_is_free_again_after_the_stop) {
  fake_node node;
  control_server first{node}, second{node};
  ASSERT_EQ(first.start("127.0.0.1:0"), std::nullopt);
  const auto address = "127.0.0.1:" + std::to_string(first.port());
  first.stop();
  EXPECT_EQ(second.start(address), std::nullopt);
}

TEST(control_server_address, what_is_no_address_is_one_error_that_shows_one) {
  fake_node node;
  for (const auto* address : {"", "7600", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:-1",
                              "127.0.0.1:65536", "127.0.0.1:7600x", "127.0.0.1:99999999999"}) {
    control_server server{node};
    const auto error = server.start(address);
    ASSERT_TRUE(error) << address;
    EXPECT_THAT(*error, HasSubstr("127.0.0.1:7600")) << address;
  }
}

TEST(control_server_address, another_hosts_address_is_an_error) {
  fake_node node;
  control_server server{node};
  EXPECT_THAT(server.start("192.0.2.1:7600").value_or(""), HasSubstr("192.0.2.1:7600"));
}

TEST(control_server_address, a_server_that_never_started_stops) {
  fake_node node;
  control_server server{node};
  server.stop();
}

} // namespace
} // namespace corelane
