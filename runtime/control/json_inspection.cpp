#include "corelane/runtime/control/json_inspection.hpp"

#include "corelane/config/scalar.hpp"

namespace corelane {

using json = nlohmann::ordered_json;

void json_inspection::table(std::string_view name) {
  end_table();
  table_ = name;
  rows_ = json::array();
}

void json_inspection::row() {
  if (rows_) rows_->push_back(object());
}

void json_inspection::end_table() {
  if (rows_) all_[table_] = std::move(*rows_);
  rows_.reset();
}

json json_inspection::take() {
  end_table();
  return std::exchange(all_, object());
}

void json_inspection::text(std::string_view key, std::string_view value) {
  const auto readable = json(value).dump(-1, ' ', false, json::error_handler_t::replace);
  put(key, json::parse(readable));
}

// As text: a double could not hold nine decimals of every price.
void json_inspection::decimal(std::string_view key, price value) {
  put(key, config::print_scalar(value));
}

} // namespace corelane
