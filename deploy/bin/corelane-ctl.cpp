#include "corelane/deploy/bin/text_table.hpp"

#include <httplib.h>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace {

using json = nlohmann::ordered_json;

enum exit_code : int { done = 0, refused = 1, usage = 2, unreachable = 3, no_answer = 4 };

struct command {
  std::string node{"127.0.0.1:7600"};
  std::string token_file;
  bool as_json{false};
  std::string actor;
  std::string assignment;
  std::string pattern;
};

int print(const command& c, const httplib::Result& result) {
  if (!result) {
    std::fprintf(stderr,
                 "no node answers at %s (%s): is it running, and is this its control "
                 "address?\n",
                 c.node.c_str(), httplib::to_string(result.error()).c_str());
    return result.error() == httplib::Error::Read ? no_answer : unreachable;
  }
  auto answer = json::parse(result->body, nullptr, false);
  if (result->status != 200) {
    const auto why = answer.is_object() ? answer.value("error", result->body) : result->body;
    std::fprintf(stderr, "%s\n", why.c_str());
    return result->status == 504 ? no_answer : refused;
  }
  if (!c.pattern.empty()) {
    auto kept = json::array();
    for (const auto& row : answer)
      if (row.dump().find(c.pattern) != std::string::npos) kept.push_back(row);
    answer = std::move(kept);
  }
  std::fputs(c.as_json ? (answer.dump(2) + "\n").c_str() : corelane::text_table(answer).c_str(),
             stdout);
  return done;
}

/// The first line of the file, or what CORELANE_TOKEN holds; empty without either.
std::string token_of(const command& c) {
  std::string token;
  if (!c.token_file.empty()) {
    std::ifstream file{c.token_file};
    std::getline(file, token);
  } else if (const char* given = std::getenv("CORELANE_TOKEN")) {
    token = given;
  }
  while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
  return token;
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Asks and steers a running node.\n"
      "Exit codes: 0 done, 1 the node refused, 2 usage, 3 no node there, 4 no answer in "
      "time.",
      "corelane-ctl"};
  command c;
  app.add_option("--node", c.node, "the node's control address, host:port")->capture_default_str();
  app.add_option("--token-file", c.token_file,
                 "file whose first line is the node's token; CORELANE_TOKEN may hold it instead")
      ->envname("CORELANE_TOKEN_FILE")
      ->check(CLI::ExistingFile);
  app.add_flag("--json", c.as_json, "print JSON, for scripts");
  app.require_subcommand(1);
  for (const char* name : {"node", "lanes", "actors", "links"})
    app.add_subcommand(name, std::string{"show "} + name);
  app.add_subcommand("health", "done when orders can leave, refused with the reason when not");
  app.add_subcommand("metrics", "show all metrics, or those with a text in them")
      ->add_option("text", c.pattern);
  app.add_subcommand("inspect", "show what an actor believes")
      ->add_option("actor", c.actor)
      ->required();
  auto* set = app.add_subcommand("set", "change a live parameter");
  set->add_option("actor", c.actor)->required();
  set->add_option("assignment", c.assignment, "key=value")->required();
  app.add_subcommand("halt", "let no order leave; cancel open orders");
  app.add_subcommand("resume", "let orders leave again");
  app.add_subcommand("stop", "stop the node in good order");
  app.fallthrough();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? done : usage;
  }
  const auto colon = c.node.rfind(':');
  const auto equals = c.assignment.find('=');
  const auto name = app.get_subcommands().front()->get_name();
  if (colon == std::string::npos || (name == "set" && equals == std::string::npos)) {
    std::fprintf(
        stderr, "%s\n",
        colon == std::string::npos ? "--node wants host:port" : "set wants ACTOR key=value");
    return usage;
  }
  httplib::Client client{c.node.substr(0, colon), std::atoi(c.node.c_str() + colon + 1)};
  client.set_tcp_nodelay(true);
  if (const auto token = token_of(c); !token.empty()) client.set_bearer_token_auth(token);
  client.set_connection_timeout(2);
  client.set_read_timeout(5);
  if (name == "halt" || name == "resume" || name == "stop")
    return print(c, client.Post("/api/" + name));
  if (name == "inspect") return print(c, client.Get("/api/actors/" + c.actor));
  if (name == "set") {
    const json body{{"key", c.assignment.substr(0, equals)},
                    {"value", c.assignment.substr(equals + 1)}};
    return print(c,
                 client.Post("/api/actors/" + c.actor + "/set", body.dump(), "application/json"));
  }
  return print(c, client.Get("/api/" + name));
}
