#pragma once

#include <map>
#include <string>
#include <vector>

namespace corelane {

/// A text in Prometheus's exposition format 0.0.4, read by its rules.
///
/// Written from the format's description alone, so that it can judge what the node serves.
class exposition {
public:
  struct sample {
    std::string name;
    std::map<std::string, std::string> labels;
    double value;
  };
  struct family {
    std::string help;
    std::string type;
    std::vector<sample> samples;
  };

  explicit exposition(const std::string& text);

  /// What breaks the rules, a line each; empty when nothing does.
  [[nodiscard]] const std::vector<std::string>& faults() const noexcept { return faults_; }
  [[nodiscard]] const std::map<std::string, family>& families() const noexcept { return families_; }
  [[nodiscard]] const family& of(const std::string& name) const { return families_.at(name); }

private:
  void read_comment(const std::string& line);
  void read_sample(const std::string& line);
  void check_histogram(const std::string& name, const family& f);
  void fault(const std::string& what, const std::string& line) {
    faults_.push_back(what + ": " + line);
  }
  [[nodiscard]] std::string family_of(const std::string& sample_name) const;

  std::map<std::string, family> families_;
  std::string current_; ///< the family whose lines come now; each comes in one piece
  std::vector<std::string> faults_;
};

} // namespace corelane
