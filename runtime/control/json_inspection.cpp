#include "corelane/runtime/control/json_inspection.hpp"

#include "corelane/config/scalar.hpp"

namespace corelane {

void json_inspection::table(std::string_view name) {
  auto& rows = all_[std::string{name}];
  rows = nlohmann::ordered_json::array();
  rows_ = &rows;
}

void json_inspection::row() {
  if (rows_ != nullptr) rows_->push_back(object());
}

void json_inspection::end_table() { rows_ = nullptr; }

// As text: a double could not hold nine decimals of every price.
void json_inspection::decimal(std::string_view key, price value) {
  put(key, config::print_scalar(value));
}

} // namespace corelane
