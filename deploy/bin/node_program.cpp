#include "corelane/deploy/bin/node_program.hpp"

#include "corelane/actors/book/book_actor.hpp"
#include "corelane/actors/book/book_csv.hpp"
#include "corelane/config/document.hpp"
#include "corelane/deploy/bin/logging.hpp"
#include "corelane/deploy/bin/stop_deadline.hpp"
#include "corelane/deploy/bin/stop_signals.hpp"
#include "corelane/hw/memory/memory_lock.hpp"
#include "corelane/hw/tsc_clock.hpp"
#include "corelane/runtime/control/control_server.hpp"
#include "corelane/runtime/control/control_token.hpp"
#include "corelane/runtime/control/report.hpp"
#include "corelane/runtime/graph/core_check.hpp"
#include "corelane/runtime/graph/describe.hpp"
#include "corelane/runtime/node/node.hpp"
#include "corelane/runtime/replay/replay.hpp"
#include "corelane/runtime/replay/replay_control.hpp"

#include <spdlog/spdlog.h>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <optional>

namespace corelane {

namespace {

constexpr int failed = 1;
constexpr int refused = 2;
constexpr std::chrono::seconds slow_stop{15};

using json = nlohmann::ordered_json;

void complain(const std::string& what) { std::fprintf(stderr, "%s\n", what.c_str()); }

std::optional<node_plan> load_plan(const std::string& file) {
  auto loaded = config::load_file(file);
  if (auto* error = std::get_if<config::error>(&loaded)) {
    complain(error->to_string());
    return std::nullopt;
  }
  auto plan = read_plan(std::get<config::value>(loaded));
  if (auto* error = std::get_if<config::error>(&plan)) {
    complain(error->to_string());
    return std::nullopt;
  }
  return std::move(std::get<node_plan>(plan));
}

/// The plan's graph, with its cores and its control checked; what is wrong is printed.
std::unique_ptr<graph> build(const node_plan& plan, const registry& kinds) {
  const auto control = read_control(plan);
  if (auto* error = std::get_if<config::error>(&control)) {
    complain(error->to_string());
    return nullptr;
  }
  const auto cores = check_cores(plan);
  if (cores.error) {
    complain(cores.error->to_string());
    return nullptr;
  }
  auto built = graph::build(plan, kinds);
  if (auto* error = std::get_if<config::error>(&built)) {
    complain(error->to_string());
    return nullptr;
  }
  for (const auto& n : cores.notices) complain("note: " + n);
  return std::move(std::get<std::unique_ptr<graph>>(built));
}

int write_report(control_target& of, const std::string& file) {
  const auto report = make_report(of);
  std::fputs(report_text(report).c_str(), stdout);
  if (file.empty()) return 0;
  std::ofstream out{file};
  out << report.dump(2) << '\n';
  if (out.flush()) return 0;
  complain("cannot write the report to " + file + ": check the folder and its permissions");
  return failed;
}

/// A replay has no venue: orders go to one on paper, which fills them at the book's prices.
void trade_on_paper(node_plan& plan) {
  std::vector<std::string> books, gateways;
  for (const auto& a : plan.actors) {
    if (a.kind == "book") books.push_back(a.name);
    if (a.kind.starts_with("gateway.")) gateways.push_back(a.name);
  }
  for (const auto& b : books)
    for (const auto& g : gateways) {
      link_plan to_paper;
      to_paper.from = b + ".updates";
      to_paper.to = {g + ".books"};
      plan.links.push_back(std::move(to_paper));
    }
}

int write_books(graph& g, const std::string& file) {
  book_csv csv;
  for (const auto& a : g.actors())
    if (const auto* book = dynamic_cast<const book_actor*>(a.self.get()); book && book->books())
      csv.add(*book->books(), g.instruments());
  std::ofstream out{file};
  csv.write(out);
  if (out.flush()) return 0;
  complain("cannot write the books to " + file + ": check the folder and its permissions");
  return failed;
}

/// Prints a line each second until the time is over or someone asks for a stop.
void watch(node& n, const stop_signals& signals, std::uint64_t seconds, bool quiet) {
  auto before = make_report(n);
  const auto begun = std::chrono::steady_clock::now();
  for (std::uint64_t s = 1; seconds == 0 || s <= seconds; ++s) {
    const auto until = begun + std::chrono::seconds{s};
    while (std::chrono::steady_clock::now() < until) {
      if (signals.received() || n.wait_for_stop(std::chrono::milliseconds{20})) return;
    }
    hw::tsc_clock::recalibrate();
    if (quiet) continue;
    auto now = make_report(n);
    std::printf("%4llus %s\n", static_cast<unsigned long long>(s),
                progress_line(now, before, 1.0).c_str());
    std::fflush(stdout);
    before = std::move(now);
  }
}

} // namespace

int node_program::list(const registry& kinds) const {
  std::fputs(describe_kinds(kinds).c_str(), stdout);
  return 0;
}

int node_program::check(const registry& kinds) const {
  const auto plan = load_plan(config);
  if (!plan || !build(*plan, kinds)) return refused;
  std::printf("%s: fine: %zu lanes, %zu actors, %zu links\n", config.c_str(), plan->lanes.size(),
              plan->actors.size(), plan->links.size());
  return 0;
}

int node_program::print_config(const registry& kinds) const {
  const auto plan = load_plan(config);
  if (!plan) return refused;
  const auto g = build(*plan, kinds);
  if (!g) return refused;
  std::fputs(describe_plan(*g).c_str(), stdout);
  return 0;
}

int node_program::run(const registry& kinds) const {
  const stop_signals signals;
  const auto plan = load_plan(config);
  if (!plan) return refused;
  begin_logging(*plan);
  if (!build(*plan, kinds)) return refused;
  if (plan->lock_memory) {
    if (const auto notice = hw::lock_memory()) spdlog::warn("{}", *notice);
    spdlog::info("{}", hw::huge_page_notice());
  }
  auto made = node::make(*plan, kinds);
  if (auto* error = std::get_if<config::error>(&made)) {
    complain(error->to_string());
    return refused;
  }
  auto& n = *std::get<std::unique_ptr<node>>(made);
  auto token = read_control(*plan);
  if (auto* error = std::get_if<config::error>(&token)) {
    complain(error->to_string());
    return refused;
  }
  control_server server{n, std::move(std::get<control_token>(token))};
  if (!plan->control.empty())
    if (const auto error = server.start(plan->control)) {
      complain(*error);
      return failed;
    }
  if (const auto error = n.start()) {
    complain(*error);
    return failed;
  }
  spdlog::info("{}: trading; control at {}", plan->name, plan->control);
  watch(n, signals, seconds, quiet);
  const auto reason = n.stop_reason();
  const auto stopping = std::chrono::steady_clock::now();
  int written = 0;
  {
    const stop_deadline deadline{plan->stop_timeout + slow_stop};
    n.drain();
    written = write_report(n, report);
    server.stop();
    n.stop();
  }
  spdlog::info("stopped in {} ms", std::chrono::duration_cast<std::chrono::milliseconds>(
                                       std::chrono::steady_clock::now() - stopping)
                                       .count());
  end_logging();
  if (reason.empty()) return written;
  complain("stopped by itself: " + reason);
  return failed;
}

int node_program::run_replay(const registry& kinds) const {
  auto plan = load_plan(config);
  if (!plan) return refused;
  begin_logging(*plan);
  trade_on_paper(*plan);
  replay::options how;
  how.keep_lanes = keep_lanes;
  how.speed = speed;
  for (const auto& name : kinds.names())
    if (name.starts_with("gateway.")) how.replace_kinds.emplace_back(name, "gateway.paper");
  auto made = replay::make(*plan, kinds, how);
  if (auto* error = std::get_if<config::error>(&made)) {
    complain(error->to_string());
    return refused;
  }
  auto& r = *std::get<std::unique_ptr<replay>>(made);
  const auto begun = std::chrono::steady_clock::now();
  const auto error = r.run(recording);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  if (error) {
    complain(*error);
    return failed;
  }
  replay_control control{r.actors()};
  const int written = write_report(control, report);
  std::printf("\nreplayed in %.3f s\n", took.count());
  if (r.unclaimed() != 0)
    std::printf("%llu packets were for no feed of the configuration\n",
                static_cast<unsigned long long>(r.unclaimed()));
  if (!books.empty() && write_books(r.actors(), books) != 0) return failed;
  end_logging();
  return written;
}

} // namespace corelane
