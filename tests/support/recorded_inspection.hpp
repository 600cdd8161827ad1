#pragma once

#include "corelane/runtime/api/inspection.hpp"

#include <map>
#include <string>
#include <vector>

namespace corelane::support {

/// Keeps what an actor says of itself as text, by key and by table.
///
///     auto seen = harness.inspect();
///     EXPECT_EQ(seen.fields["halted"], "false");
///     EXPECT_EQ(seen.tables["positions"][0]["symbol"], "AAPL");
class recorded_inspection : public inspection {
public:
  using record = std::map<std::string, std::string, std::less<>>;

  record fields;
  std::map<std::string, std::vector<record>, std::less<>> tables;

  void table(std::string_view name) override { rows_ = &tables[std::string{name}]; }
  void row() override { rows_->emplace_back(); }
  void end_table() override { rows_ = nullptr; }

protected:
  void boolean(std::string_view key, bool value) override { keep(key, value ? "true" : "false"); }
  void integer(std::string_view key, std::int64_t value) override {
    keep(key, std::to_string(value));
  }
  void natural(std::string_view key, std::uint64_t value) override {
    keep(key, std::to_string(value));
  }
  void real(std::string_view key, double value) override { keep(key, std::to_string(value)); }
  void text(std::string_view key, std::string_view value) override {
    keep(key, std::string{value});
  }
  /// In nanos, exactly.
  void decimal(std::string_view key, price value) override {
    keep(key, std::to_string(value.nanos));
  }

private:
  void keep(std::string_view key, std::string value) {
    auto& into = rows_ == nullptr ? fields : rows_->back();
    into[std::string{key}] = std::move(value);
  }

  std::vector<record>* rows_{nullptr};
};

} // namespace corelane::support
