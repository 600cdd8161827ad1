#include "corelane/runtime/control/control_server.hpp"

#include "corelane/runtime/control/prometheus_text.hpp"

#include <httplib.h>
#include <charconv>
#include <thread>

namespace corelane {

using json = nlohmann::ordered_json;

namespace {

constexpr const char* json_type = "application/json";
constexpr std::size_t largest_request = 64 * 1024;
constexpr std::size_t threads = 16; ///< clients that dawdle hold one each, for `patience`
constexpr int patience = 1;         ///< seconds

constexpr const char* what_there_is =
    "there is no such path; ask GET /metrics, /api/node, /api/lanes, /api/actors, /api/links, "
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
    if (body.size() + n > largest_request) return false;
    body.append(bytes, n);
    return true;
  });
  if (!whole) return control_error{413, "the request is cut short, or over 64 KiB"};
  return body;
}

/// Only a web page's requests say where they are from. A page of anyone's could ask a trader's
/// browser to stop the node.
httplib::Server::HandlerResponse refuse_web_pages(const httplib::Request& q, httplib::Response& r) {
  if (!q.has_header("Origin")) return httplib::Server::HandlerResponse::Unhandled;
  answer(r, control_error{403, "requests from web pages are not taken"});
  return httplib::Server::HandlerResponse::Handled;
}

void say_what_is_wrong(const httplib::Request&, httplib::Response& r) {
  if (!r.body.empty()) return;
  answer(r, control_error{r.status,
                          r.status == 404 ? what_there_is : "the request cannot be understood"});
}

} // namespace

struct control_server::listener {
  httplib::Server server;
  std::thread thread;
  int port{0};
};

control_server::control_server(control_target& target) : listener_{std::make_unique<listener>()} {
  auto& s = listener_->server;
  s.new_task_queue = [] { return new httplib::ThreadPool{threads}; };
  s.set_tcp_nodelay(true);
  s.set_payload_max_length(largest_request);
  s.set_read_timeout(patience);
  s.set_write_timeout(patience);
  s.set_keep_alive_max_count(1); // an idle connection would hold a thread, and a stop
  s.set_pre_routing_handler(&refuse_web_pages);
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
  const auto colon = address.rfind(':');
  int port = -1;
  const auto* const end = address.data() + address.size();
  const bool whole = colon != std::string::npos
                     && std::from_chars(address.data() + colon + 1, end, port).ptr == end;
  if (!whole || port < 0 || port > 65'535)
    return "node.control '" + address + "' is not host:port, as in 127.0.0.1:7600";
  const auto host = address.substr(0, colon);
  auto& s = listener_->server;
  // Two nodes on one port would share its requests: do not reuse it.
  s.set_socket_options([](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  listener_->port = port;
  const bool bound =
      port == 0 ? (listener_->port = s.bind_to_any_port(host)) > 0 : s.bind_to_port(host, port);
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
