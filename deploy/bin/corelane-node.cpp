#include "corelane/actors/register_all.hpp"
#include "corelane/deploy/bin/node_program.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  CLI::App app{
      "Runs the actors of a configuration on lanes.\n"
      "Exit codes: 0 done, 1 failed while running, 2 configuration or usage wrong.",
      "corelane-node"};
  corelane::node_program program;
  bool list = false, check = false, print = false;
  auto* config = app.add_option("--config", program.config, "the node's YAML file");
  app.add_flag("--list", list, "print the actor kinds with their parameters");
  app.add_flag("--check", check, "validate the configuration and exit")->needs(config);
  app.add_flag("--print-config", print, "print the effective configuration")->needs(config);
  auto* replay = app.add_option("--replay", program.recording,
                                "run a recording (pcap or framed ITCH) in virtual time")
                     ->needs(config);
  app.add_option("--speed", program.speed,
                 "with --replay of a pcap: 1 at the recording's pace, 10 ten times as fast; 0, the "
                 "default, as fast as it goes")
      ->needs(replay)
      ->check(CLI::NonNegativeNumber);
  app.add_option("--books", program.books, "with --replay: write the final books as CSV")
      ->needs(replay);
  app.add_flag("--keep-lanes", program.keep_lanes,
               "with --replay: keep actors on their lanes instead of fusing them")
      ->needs(replay);
  app.add_option("--seconds", program.seconds, "stop after this long; 0 runs until told to stop");
  app.add_option("--json", program.report, "write the report to this file");
  app.add_flag("--quiet", program.quiet, "no line per second");
  try {
    app.parse(argc, argv);
    if (!list && program.config.empty()) throw CLI::RequiredError{"--config (or --list)"};
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  corelane::registry kinds;
  corelane::register_all(kinds);
  if (list) return program.list(kinds);
  if (check) return program.check(kinds);
  if (print) return program.print_config(kinds);
  return program.recording.empty() ? program.run(kinds) : program.run_replay(kinds);
}
