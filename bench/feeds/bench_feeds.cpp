#include "corelane/bench/feeds/feed_benches.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <functional>

namespace {

using namespace corelane::bench;

constexpr std::size_t day_messages = 5'000'000;

void run_stream(const itch_day& day, const feed_settings& s, bench_output& out) {
  itch_decode(out, day);
  itch_book(out, day, s);
}

void run(const std::string& only, const feed_settings& s, bench_output& out) {
  const auto day = s.stream.empty() ? itch_day::made(day_messages, 1) : itch_day::of_file(s.stream);
  if (!s.stream.empty()) return run_stream(day, s, out);
  const std::pair<const char*, std::function<void()>> all[] = {
      {"itch_decode", [&] { itch_decode(out, day); }},
      {"itch_book", [&] { itch_book(out, day, s); }},
      {"mdp3_decode", [&] { mdp3_decode(out); }},
      {"pillar_decode", [&] { pillar_decode(out); }},
      {"pitch_decode", [&] { pitch_decode(out); }},
      {"arbitration", [&] { arbitration(out); }},
      {"udp_veth", [&] { udp_veth(out); }}};
  for (const auto& [name, bench] : all)
    if (only.empty() || only == name) bench();
}

} // namespace

/// Market data: decoding, books and arbitration, on streams that lie in memory before the clock
/// starts. State: Release build, one thread. Excluded: sockets.
int main(int argc, char** argv) {
  CLI::App app{"Benchmarks of market data", "bench_feeds"};
  std::string json, only;
  feed_settings s;
  app.add_option("--json", json, "append one JSON object a line to this file");
  app.add_option("--only", only, "run just this bench");
  app.add_option("--stream", s.stream,
                 "run itch_decode and itch_book on this file of ITCH messages framed by 2-byte "
                 "lengths, instead of a made day");
  app.add_option("--books", s.books, "write the final books of itch_book to this CSV file");
  CLI11_PARSE(app, argc, argv);
  try {
    bench_output out{json};
    run(only, s, out);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "bench_feeds: %s\n", e.what());
    return 1;
  }
  return 0;
}
