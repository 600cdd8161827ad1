#include "corelane/runtime/api/parameter.hpp"

#include "corelane/config/document.hpp"

#include <algorithm>

namespace corelane {

namespace {

/// Gives a parameter the value that was printed of it before.
void put_back(parameter& p, const std::string& printed) {
  const auto tree = config::load_text("v: " + printed, p.key);
  if (const auto* v = std::get_if<config::value>(&tree)) (void)p.assign(*v->find("v"));
}

} // namespace

parameter_options& parameter_options::required() {
  p_.required = true;
  return *this;
}

parameter_options& parameter_options::live() {
  p_.live = true;
  return *this;
}

parameter_options& parameter_options::checked(
    std::function<std::string(const std::string&)> fault) {
  p_.assign = [assign = std::move(p_.assign),
               fault = std::move(fault)](const config::value& v) -> std::optional<config::error> {
    const auto check = [&](const config::value& each) -> std::optional<config::error> {
      if (!each.is_scalar() || each.text().empty()) return std::nullopt;
      auto what = fault(each.text());
      if (what.empty()) return std::nullopt;
      return config::error{each.where(), std::move(what)};
    };
    if (auto error = check(v)) return error;
    for (const auto& item : v.items())
      if (auto error = check(item)) return error;
    return assign(v);
  };
  return *this;
}

parameter_options parameter_list::add(parameter p) {
  return parameter_options{parameters_.emplace_back(std::move(p))};
}

parameter_options parameter_list::bind_choice(std::string& field, std::vector<std::string> choices,
                                              std::string_view key, std::string_view help) {
  auto options = bind(field, key, "", help);
  auto& p = parameters_.back();
  p.type = "one of ";
  for (const auto& c : choices) p.type += (&c == &choices.front() ? "" : ", ") + c;
  p.assign = [&field, choices = std::move(choices),
              type = p.type](const config::value& v) -> std::optional<config::error> {
    if (!v.is_scalar() || std::ranges::find(choices, v.text()) == choices.end())
      return config::error{v.where(), "'" + v.text() + "' is not " + type};
    field = v.text();
    return std::nullopt;
  };
  return options;
}

parameter_options parameter_list::bind_one_or_more(std::vector<std::string>& field,
                                                   std::string_view key, std::string_view help) {
  auto options = bind(field, key, "", help);
  parameters_.back().assign = [&field](const config::value& v) -> std::optional<config::error> {
    if (!v.is_scalar()) return config::parse_scalar(v, field);
    field = {v.text()};
    return std::nullopt;
  };
  return options;
}

parameter_options parameter_list::bind_tree(config::value& field, std::string_view key,
                                            std::string_view help) {
  parameter p;
  p.key = key;
  p.type = "map";
  p.help = help;
  p.assign = [&field](const config::value& v) -> std::optional<config::error> {
    field = v;
    return std::nullopt;
  };
  p.print = [] { return std::string{}; };
  return add(std::move(p));
}

void parameter_list::require(std::string_view key, std::function<std::string()> fault) {
  requirements_.push_back({std::string{key}, std::move(fault)});
}

std::optional<config::error> parameter_list::unmet(const config::value& given) const {
  for (const auto& r : requirements_)
    if (auto fault = r.fault(); !fault.empty()) {
      const auto* at = given.find(r.key);
      return config::error{at == nullptr ? given.where() : at->where(), r.key + ": " + fault};
    }
  return std::nullopt;
}

std::optional<config::error> parameter_list::assign(const config::value& given) {
  if (!given.is_map())
    return config::error{given.where(), "expected keys and values, as in `key: value`"};
  for (const auto& [key, where, content] : given.entries()) {
    const auto found = std::ranges::find(parameters_, key, &parameter::key);
    if (found == parameters_.end()) {
      std::vector<std::string> known;
      for (const auto& p : parameters_) known.push_back(p.key);
      const auto near = config::nearest(key, known);
      return config::error{where, "unknown key '" + key + "'"
                                      + (near.empty() ? "; known are: " + keys()
                                                      : "; did you mean '" + near + "'?")};
    }
    if (auto error = found->assign(content)) {
      error->what = key + ": " + error->what;
      return error;
    }
  }
  for (const auto& p : parameters_)
    if (p.required && given.find(p.key) == nullptr)
      return config::error{given.where(), "required key '" + p.key + "' is missing: " + p.help};
  return unmet(given);
}

std::optional<config::error> parameter_list::set(std::string_view key, std::string_view text) {
  const auto found = std::ranges::find(parameters_, key, &parameter::key);
  if (found == parameters_.end())
    return config::error{{}, "unknown key '" + std::string{key} + "'; known are: " + keys()};
  if (!found->live)
    return config::error{{}, "'" + found->key + "' is fixed at start; change the file and restart"};
  const auto before = found->print();
  if (auto error = found->assign(config::value{std::string{text}})) return error;
  auto error = unmet({});
  if (error) put_back(*found, before);
  return error;
}

std::string parameter_list::keys() const {
  std::string text;
  for (const auto& p : parameters_) text += (text.empty() ? "" : ", ") + p.key;
  return text;
}

std::string parameter_list::print_row() const {
  std::string text = "{";
  for (const auto& p : parameters_)
    text += (text.size() > 1 ? ", " : "") + p.key + ": " + p.print();
  return text + "}";
}

} // namespace corelane
