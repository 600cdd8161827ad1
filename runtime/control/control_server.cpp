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

void answer(httplib::Response& to, const control_answer& with) {
  if (const auto* error = std::get_if<control_error>(&with)) {
    to.status = error->status;
    to.set_content(json{{"error", error->what}}.dump(), json_type);
  } else {
    to.set_content(std::get<json>(with).dump(), json_type);
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

} // namespace

struct control_server::listener {
  httplib::Server server;
  std::thread thread;
  int port{0};
};

control_server::control_server(control_target& target) : listener_{std::make_unique<listener>()} {
  auto& s = listener_->server;
  s.new_task_queue = [] { return new httplib::ThreadPool{4}; };
  s.set_tcp_nodelay(true);
  s.set_payload_max_length(largest_request);
  s.set_read_timeout(5);
  s.set_write_timeout(5);
  s.set_keep_alive_timeout(5);
  s.set_exception_handler([](const auto&, auto& response, std::exception_ptr) {
    response.status = 500;
    response.set_content(R"({"error": "the request could not be carried out"})", json_type);
  });
  const auto get = [&](const char* path, control_answer (control_target::*ask)()) {
    s.Get(path, [&target, ask](const auto&, auto& r) { answer(r, (target.*ask)()); });
  };
  const auto post = [&](const char* path, control_answer (control_target::*ask)()) {
    s.Post(path, [&target, ask](const auto&, auto& r) { answer(r, (target.*ask)()); });
  };
  get("/api/node", &control_target::node_state);
  get("/api/lanes", &control_target::lanes);
  get("/api/actors", &control_target::actors);
  get("/api/links", &control_target::links);
  get("/api/metrics", &control_target::metrics);
  post("/api/halt", &control_target::halt);
  post("/api/resume", &control_target::resume);
  post("/api/stop", &control_target::request_stop);
  s.Get("/metrics", [&target](const auto&, auto& r) {
    r.set_content(prometheus_text(target.metric_slots()), "text/plain; version=0.0.4");
  });
  s.Get(R"(/api/actors/([A-Za-z0-9_-]+))",
        [&target](const auto& q, auto& r) { answer(r, target.inspect(q.matches[1].str())); });
  s.Post(R"(/api/actors/([A-Za-z0-9_-]+)/set)", [&target](const auto& q, auto& r) {
    answer(r, set_parameter(target, q.matches[1].str(), q.body));
  });
}

control_server::~control_server() { stop(); }

std::optional<std::string> control_server::start(const std::string& address) {
  const auto colon = address.rfind(':');
  int port = -1;
  if (colon != std::string::npos)
    std::from_chars(address.data() + colon + 1, address.data() + address.size(), port);
  if (port < 0 || port > 65'535)
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
