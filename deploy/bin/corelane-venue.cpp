#include "corelane/actors/register_all.hpp"
#include "corelane/deploy/bin/node_program.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  CLI::App app{
      "An exchange to trade against: a node whose configuration has a venue.\n"
      "Exit codes: 0 done, 1 failed while running, 2 configuration or usage wrong.",
      "corelane-venue"};
  corelane::node_program program;
  program.quiet = true;
  bool check = false;
  app.add_option("--config", program.config, "the venue's YAML file")->required();
  app.add_flag("--check", check, "validate the configuration and exit");
  app.add_option("--seconds", program.seconds, "stop after this long; 0 runs until told to stop");
  app.add_option("--json", program.report, "write the report to this file");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  corelane::registry kinds;
  corelane::register_all(kinds);
  return check ? program.check(kinds) : program.run(kinds);
}
