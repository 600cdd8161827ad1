#pragma once

#include "corelane/runtime/graph/node_plan.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace corelane {

/// A secret that opens a control server to whoever sends it, as
/// `Authorization: Bearer TOKEN`. Empty: nothing is asked for.
class control_token {
public:
  control_token() = default;
  explicit control_token(std::string secret) : secret_{std::move(secret)} {}

  /// Reads the first line of a file that others cannot read: 16 to 256 printable characters. The
  /// error names the file and what to do.
  [[nodiscard]] static std::variant<control_token, std::string> from_file(const std::string& file);

  [[nodiscard]] bool empty() const noexcept { return secret_.empty(); }
  /// Takes as long whichever letter is wrong.
  [[nodiscard]] bool opens(std::string_view authorization) const noexcept;

private:
  std::string secret_;
};

/// The token of the plan's control server. An error when the address cannot be, when it can be
/// reached from other hosts and asks for no token, or when the token's file cannot be used.
[[nodiscard]] std::variant<control_token, config::error> read_control(const node_plan& plan);

} // namespace corelane
