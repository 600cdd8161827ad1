#pragma once

#include "corelane/config/value.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace corelane::config {

/// Makes a tree from yaml-cpp's parse events, and stops at what a configuration must not hold:
/// duplicate keys, keys that are not text, tags, deep nesting, aliases that multiply.
///
/// Throws `refusal`; `document.cpp` turns it into the returned error.
class tree_builder : public YAML::EventHandler {
public:
  struct refusal {
    error why;
  };
  static constexpr std::size_t deepest = 32;
  static constexpr std::size_t most_nodes = 100'000;

  explicit tree_builder(mark file) : file_{std::move(file)} {}

  [[nodiscard]] value take() { return std::move(root_); }
  /// Offset in the text of the last event, to look for an error near it.
  [[nodiscard]] std::size_t last_offset() const noexcept { return last_offset_; }
  [[nodiscard]] mark place(const YAML::Mark& at) const;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& at, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& at, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override;
  void OnSequenceStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

private:
  /// A list or map whose end has not come yet.
  struct unfinished {
    value content;
    YAML::anchor_t anchor;
    std::size_t nodes_before;
    std::string key{};
    mark key_where{};
    bool has_key{false};
    std::unordered_map<std::string, std::size_t> lines{}; ///< of the keys so far
  };
  struct anchored {
    value content;
    std::size_t nodes;
  };

  void open(value::kind k, const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor);
  void close();
  void add(value v);
  void take_key(unfinished& map, value key);
  void count(std::size_t nodes, const mark& where);
  void check_tag(const std::string& tag, const mark& where) const;
  [[noreturn]] static void refuse(const mark& where, std::string what);

  mark file_;
  value root_;
  std::vector<unfinished> open_;
  std::unordered_map<YAML::anchor_t, anchored> anchors_;
  std::size_t nodes_{0};
  std::size_t last_offset_{0};
};

} // namespace corelane::config
