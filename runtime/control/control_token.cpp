#include "corelane/runtime/control/control_token.hpp"

#include "corelane/runtime/control/control_address.hpp"

#include <sys/stat.h>
#include <algorithm>
#include <fstream>

namespace corelane {

namespace {

constexpr std::size_t shortest = 16;
constexpr std::size_t longest = 256;
constexpr std::string_view scheme = "Bearer ";

/// The mark of `key` under `node:`, or of the file.
config::mark mark_of(const node_plan& plan, std::string_view key) {
  const auto* v = plan.source.find(key);
  return v == nullptr ? plan.source.where() : v->where();
}

} // namespace

std::variant<control_token, std::string> control_token::from_file(const std::string& file) {
  std::ifstream in{file};
  std::string secret;
  if (!in || !std::getline(in, secret))
    return "cannot read a token from '" + file + "': check the path and its permissions";
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0 || (about.st_mode & S_IRWXO) != 0)
    return "'" + file + "' is open to everybody: chmod o= " + file;
  while (!secret.empty() && (secret.back() == '\r' || secret.back() == ' ')) secret.pop_back();
  const bool plain = std::ranges::all_of(secret, [](char c) { return c > ' ' && c < '\x7f'; });
  if (!plain || secret.size() < shortest || secret.size() > longest)
    return "the first line of '" + file
           + "' is no token: it wants 16 to 256 letters and digits, as from `openssl rand -hex 32`";
  return control_token{std::move(secret)};
}

bool control_token::opens(std::string_view authorization) const noexcept {
  if (!authorization.starts_with(scheme)) return false;
  authorization.remove_prefix(scheme.size());
  if (authorization.size() != secret_.size()) return false;
  unsigned differs = 0;
  for (std::size_t i = 0; i < secret_.size(); ++i)
    differs |= static_cast<unsigned char>(authorization[i] ^ secret_[i]);
  return differs == 0;
}

std::variant<control_token, config::error> read_control(const node_plan& plan) {
  if (plan.control.empty()) return control_token{};
  const auto at = parse_control_address(plan.control);
  if (const auto* error = std::get_if<std::string>(&at))
    return config::error{mark_of(plan, "control"), "node.control: " + *error};
  if (plan.control_token_file.empty()) {
    if (std::get<control_address>(at).is_loopback()) return control_token{};
    return config::error{mark_of(plan, "control"),
                         "node.control: other hosts can reach " + plan.control
                             + ": name a secret in node.control_token_file, or use 127.0.0.1"};
  }
  auto token = control_token::from_file(plan.control_token_file);
  if (const auto* error = std::get_if<std::string>(&token))
    return config::error{mark_of(plan, "control_token_file"), "node.control_token_file: " + *error};
  return std::move(std::get<control_token>(token));
}

} // namespace corelane
