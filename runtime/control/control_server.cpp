#include "corelane/runtime/control/control_server.hpp"

#include "corelane/runtime/control/control_access.hpp"
#include "corelane/runtime/control/control_address.hpp"
#include "corelane/runtime/control/prometheus_text.hpp"
#include "corelane/runtime/control/request_stream.hpp"

#include <sys/socket.h>
#include <unistd.h>
#include <thread>

namespace corelane {

using json = nlohmann::ordered_json;

namespace {

constexpr const char* json_type = "application/json";
constexpr const char* health = "/api/health";
constexpr std::size_t largest_body = 64 * 1024;
constexpr std::size_t largest_request = 2 * largest_body; ///< headers included
constexpr std::size_t threads = 16; ///< clients that dawdle hold one each, for `patience`
constexpr std::chrono::seconds patience{1};

constexpr const char* what_there_is =
    "there is no such path; ask GET /metrics, /api/health, /api/node, /api/lanes, /api/actors, "
    "/api/links, "
    "/api/metrics or /api/actors/NAME, and POST to /api/actors/NAME/set, /api/halt, /api/resume or "
    "/api/stop";

void answer(httplib::Response& to, const control_answer& with) {
  // What actors say may come from the wire, and need not be UTF-8.
  const auto text = [](const json& j) {
    return j.dump(-1, ' ', false, json::error_handler_t::replace);
  };
  if (const auto* error = std::get_if<control_error>(&with)) {
    to.status = error->status;
    to.set_content(text(json{{"error", error->what}}), json_type);
  } else {
    to.set_content(text(std::get<json>(with)), json_type);
  }
}

control_answer set_parameter(control_target& target, const std::string& actor,
                             const std::string& body) {
  const auto given = json::parse(body, nullptr, false);
  const auto text = [&](const char* key) -> const std::string* {
    if (!given.is_object() || !given.contains(key)) return nullptr;
    return given[key].get_ptr<const std::string*>();
  };
  const auto* key = text("key");
  const auto* value = text("value");
  if (key == nullptr || value == nullptr)
    return control_error{400, R"(send {"key": "...", "value": "..."}, both as text)"};
  return target.set(actor, *key, *value);
}

/// Reads the body of a request, as far as one may go.
std::variant<std::string, control_error> read_body(const httplib::Request& q,
                                                   const httplib::ContentReader& read) {
  if (!q.has_header("Content-Length") && !q.has_header("Transfer-Encoding"))
    return control_error{411, "send a Content-Length"};
  std::string body;
  const bool whole = read([&](const char* bytes, std::size_t n) {
    if (body.size() + n > largest_body) return false;
    body.append(bytes, n);
    return true;
  });
  if (!whole) return control_error{413, "the request is cut short, or over 64 KiB"};
  return body;
}

/// Whether orders can leave: each actor runs and nobody has halted the node. Waits for no lane.
control_answer readiness(control_target& target) {
  const auto node = target.node_state();
  const auto actors = target.actors();
  const auto *state = std::get_if<json>(&node), *all = std::get_if<json>(&actors);
  if (state == nullptr || all == nullptr) return control_error{503, "not ready: no answer"};
  for (const auto& a : *all)
    if (a.value("state", "") != "running")
      return control_error{
          503, "not ready: actor '" + a.value("actor", "") + "' is " + a.value("state", "gone")};
  if (state->value("halted", false)) return control_error{503, "not ready: halted"};
  return json{{"ready", true}};
}

void say_what_is_wrong(const httplib::Request&, httplib::Response& r) {
  if (!r.body.empty()) return;
  answer(r, control_error{r.status,
                          r.status == 404 ? what_there_is : "the request cannot be understood"});
}

/// Takes one request of each connection: an idle one would hold a thread, and a stop.
class one_request_server final : public httplib::Server {
  bool process_and_close_socket(socket_t socket) override {
    request_stream client{socket, largest_request, patience};
    bool closed = false;
    const bool answered = process_request(client, true, closed, nullptr);
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    return answered;
  }
};

} // namespace

struct control_server::listener {
  one_request_server server;
  control_token token;
  std::thread thread;
  int port{0};
};

control_server::control_server(control_target& target, control_token token)
    : listener_{std::make_unique<listener>()} {
  listener_->token = std::move(token);
  auto& s = listener_->server;
  s.new_task_queue = [] { return new httplib::ThreadPool{threads}; };
  s.set_tcp_nodelay(true);
  s.set_payload_max_length(largest_body);
  s.set_pre_routing_handler(
      [&token = listener_->token](const httplib::Request& q, httplib::Response& r) {
        using result = httplib::Server::HandlerResponse;
        if (q.path == health) return result::Unhandled;
        const auto refusal = refusal_of({q.get_header_value("Origin"), q.get_header_value("Host"),
                                         q.get_header_value("Authorization")},
                                        token);
        if (!refusal) return result::Unhandled;
        if (refusal->status == 401) r.set_header("WWW-Authenticate", "Bearer");
        answer(r, *refusal);
        return result::Handled;
      });
  s.set_error_handler(httplib::Server::Handler{&say_what_is_wrong});
  s.set_exception_handler([](const auto&, auto& response, std::exception_ptr) {
    response.status = 500;
    response.set_content(R"({"error": "the request could not be carried out"})", json_type);
  });
  add_questions(target);
  add_orders(target);
}

void control_server::add_questions(control_target& target) {
  auto& s = listener_->server;
  const auto get = [&](const char* path, control_answer (control_target::*ask)()) {
    s.Get(path, [&target, ask](const auto&, auto& r) { answer(r, (target.*ask)()); });
  };
  get("/api/node", &control_target::node_state);
  get("/api/lanes", &control_target::lanes);
  get("/api/actors", &control_target::actors);
  get("/api/links", &control_target::links);
  get("/api/metrics", &control_target::metrics);
  s.Get(health, [&target](const auto&, auto& r) { answer(r, readiness(target)); });
  s.Get("/metrics", [&target](const auto&, auto& r) {
    r.set_content(prometheus_text(target.metric_slots()), "text/plain; version=0.0.4");
  });
  s.Get("/api/actors/([^/]+)",
        [&target](const auto& q, auto& r) { answer(r, target.inspect(q.matches[1].str())); });
}

void control_server::add_orders(control_target& target) {
  auto& s = listener_->server;
  // With a reader of its own the body, if any, is not waited for: `curl -X POST` sends none and
  // does not say so.
  const auto post = [&](const char* path, control_answer (control_target::*ask)()) {
    s.Post(path, [&target, ask](const auto&, auto& r, const httplib::ContentReader&) {
      answer(r, (target.*ask)());
    });
  };
  post("/api/halt", &control_target::halt);
  post("/api/resume", &control_target::resume);
  post("/api/stop", &control_target::request_stop);
  s.Post("/api/actors/([^/]+)/set",
         [&target](const auto& q, auto& r, const httplib::ContentReader& read) {
           const auto body = read_body(q, read);
           if (const auto* error = std::get_if<control_error>(&body)) return answer(r, *error);
           answer(r, set_parameter(target, q.matches[1].str(), std::get<std::string>(body)));
         });
}

control_server::~control_server() { stop(); }

std::optional<std::string> control_server::start(const std::string& address) {
  const auto parsed = parse_control_address(address);
  if (const auto* error = std::get_if<std::string>(&parsed)) return "node.control: " + *error;
  const auto& at = std::get<control_address>(parsed);
  if (!at.is_loopback() && listener_->token.empty())
    return "node.control: other hosts can reach " + address + ", which asks for no token";
  auto& s = listener_->server;
  // Two nodes on one port would share its requests: do not reuse it.
  s.set_socket_options([](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  listener_->port = at.port;
  const bool bound = at.port == 0 ? (listener_->port = s.bind_to_any_port(at.host)) > 0
                                  : s.bind_to_port(at.host, at.port);
  if (!bound)
    return "node.control: cannot listen on " + address
           + ": the port is in use or the address is not this host's; choose another, or stop "
             "the node that has it";
  listener_->thread = std::thread{[&s] { s.listen_after_bind(); }};
  return std::nullopt;
}

void control_server::stop() {
  if (!listener_->thread.joinable()) return;
  while (!listener_->server.is_running()) std::this_thread::yield(); // it is about to
  listener_->server.stop();
  listener_->thread.join();
}

int control_server::port() const noexcept { return listener_->port; }

} // namespace corelane
