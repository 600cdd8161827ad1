#pragma once

#include "corelane/runtime/api/inspection.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace corelane {

/// Takes an actor's inspection down as JSON: scalars as members, tables as lists of objects.
/// Text need not be UTF-8, as some comes from a wire: what is not is replaced.
class json_inspection final : public inspection {
public:
  void table(std::string_view name) override;
  void row() override;
  void end_table() override;

  /// What was taken down; empty after that. Keys keep the order they came in.
  [[nodiscard]] nlohmann::ordered_json take();

protected:
  void boolean(std::string_view key, bool value) override { put(key, value); }
  void integer(std::string_view key, std::int64_t value) override { put(key, value); }
  void natural(std::string_view key, std::uint64_t value) override { put(key, value); }
  void real(std::string_view key, double value) override { put(key, value); }
  void text(std::string_view key, std::string_view value) override;
  void decimal(std::string_view key, price value) override;

private:
  [[nodiscard]] static nlohmann::ordered_json object() { return nlohmann::ordered_json::object(); }

  template <class T>
  void put(std::string_view key, const T& value) {
    auto& into = rows_ && !rows_->empty() ? rows_->back() : all_;
    into[std::string{key}] = value;
  }

  nlohmann::ordered_json all_ = object();
  std::string table_;                          ///< the open one's name
  std::optional<nlohmann::ordered_json> rows_; ///< and its rows
};

} // namespace corelane
