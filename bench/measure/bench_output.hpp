#pragma once

#include "corelane/bench/measure/interleaved.hpp"

#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace corelane::bench {

/// Prints results as a table, and as one JSON object a line into a file.
class bench_output {
public:
  /// `json` is a file to append to, or empty.
  explicit bench_output(const std::string& json);

  /// The first of `all` is ours; one row for each of the others. `more` are further keys.
  void add(const std::string& bench, const std::vector<figures>& all,
           const std::map<std::string, double>& more = {});
  void note(const std::string& text);

private:
  std::ofstream json_;
};

} // namespace corelane::bench
