#pragma once

#include "corelane/config/scalar.hpp"
#include "corelane/config/value.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

/// One key of an actor's `parameters:`, bound to the field it sets.
///
/// Its default is the field's value when it is bound. Made by `parameter_list::bind`.
struct parameter {
  std::string key;
  std::string type; ///< as `--list` prints it: `quantity`, `duration`, `list of symbol`...
  std::string unit; ///< `shares`, `ns`, `1`; empty where the type says it all
  std::string help; ///< one sentence
  std::string default_text;
  bool required{false};
  bool live{false}; ///< may change while the actor runs, by `corelane-ctl set`
  /// Sets the field; an error says what is wrong with the text, and the field stays as it was.
  std::function<std::optional<config::error>(const config::value&)> assign;
  std::function<std::string()> print; ///< the field's value as YAML would have it
};

/// Refines a parameter just bound.
class parameter_options {
public:
  explicit parameter_options(parameter& p) : p_{p} {}
  parameter_options& required();
  parameter_options& live();
  /// `fault` says what is wrong with a text, or nothing; asked of each text that is given. An
  /// empty one, where it stands for "none", is not asked about.
  parameter_options& checked(std::function<std::string(const std::string&)> fault);

private:
  parameter& p_;
};

/// The parameters of one actor: what `--list` prints, `--check` checks and `set` changes.
///
/// Filled in the actor's constructor. Fields must outlive it. No threads of its own: used at
/// start-up, and by the actor's lane for `set`.
class parameter_list {
public:
  /// Binds `field` to `key`. `T` is bool, an integer, double, price, quantity, a
  /// std::chrono::nanoseconds, std::string, or a std::vector of std::string.
  template <class T>
  parameter_options bind(T& field, std::string_view key, std::string_view unit,
                         std::string_view help) {
    parameter p;
    p.key = key;
    p.type = config::scalar_type_name<T>();
    p.unit = unit;
    p.help = help;
    p.default_text = config::print_scalar(field);
    p.assign = [&field](const config::value& v) { return config::parse_scalar(v, field); };
    p.print = [&field] { return config::print_scalar(field); };
    return add(std::move(p));
  }

  /// Like `bind`, and values outside [low, high] are refused.
  template <class T>
  parameter_options bind_within(T& field, T low, T high, std::string_view key,
                                std::string_view unit, std::string_view help) {
    auto options = bind(field, key, unit, help);
    parameters_.back().assign = [&field, low,
                                 high](const config::value& v) -> std::optional<config::error> {
      auto next = field;
      if (auto error = config::parse_scalar(v, next)) return error;
      if (next < low || next > high)
        return config::error{v.where(), "must lie between " + config::print_scalar(low) + " and "
                                            + config::print_scalar(high)};
      field = next;
      return std::nullopt;
    };
    return options;
  }

  /// Like `bind` for text that must be one of `choices`.
  parameter_options bind_choice(std::string& field, std::vector<std::string> choices,
                                std::string_view key, std::string_view help);

  /// Takes one text or a list of them.
  parameter_options bind_one_or_more(std::vector<std::string>& field, std::string_view key,
                                     std::string_view help);

  /// Takes whatever stands under `key`, unread.
  parameter_options bind_tree(config::value& field, std::string_view key, std::string_view help);

  /// A list of maps: each item of the YAML list becomes one row, whose keys `describe` binds.
  ///
  ///     p.bind_table(limits_, "instruments", "limits of single instruments",
  ///                  [](parameter_list& row, instrument_limits& l) {
  ///                    row.bind(l.symbol, "symbol", "", "whose limits").required();
  ///                  });
  template <class Row>
  parameter_options bind_table(std::vector<Row>& rows, std::string_view key, std::string_view help,
                               void (*describe)(parameter_list&, Row&)) {
    parameter p;
    p.key = key;
    p.type = "list of {";
    Row sample;
    parameter_list columns;
    describe(columns, sample);
    p.type += columns.keys() + "}";
    p.help = help;
    p.default_text = "[]";
    p.assign = [&rows, describe](const config::value& v) -> std::optional<config::error> {
      std::vector<Row> next;
      for (const auto& item : v.items()) {
        parameter_list row;
        describe(row, next.emplace_back());
        if (auto error = row.assign(item)) return error;
      }
      rows = std::move(next);
      return std::nullopt;
    };
    p.print = [&rows, describe] { return print_table(rows, describe); };
    return add(std::move(p));
  }

  /// Demands more of `key` than its type says, of its value alone or together with others:
  /// `fault` tells what is wrong with the fields as they stand, or nothing. Asked when all keys
  /// are set, so that `--check` finds it with its place in the file, and after each `set`.
  void require(std::string_view key, std::function<std::string()> fault);

  /// Sets all keys of the map `given`. The first error, with the place in the file; an unknown
  /// key is one and names the nearest known. Keys not given keep their default.
  [[nodiscard]] std::optional<config::error> assign(const config::value& given);

  /// Sets one live parameter by text, as `corelane-ctl set` does. A refusal changes nothing.
  [[nodiscard]] std::optional<config::error> set(std::string_view key, std::string_view text);

  [[nodiscard]] const std::vector<parameter>& all() const noexcept { return parameters_; }
  /// `symbol, max_position, ...`
  [[nodiscard]] std::string keys() const;

private:
  struct requirement {
    std::string key;
    std::function<std::string()> fault;
  };

  parameter_options add(parameter p);
  /// The first requirement that is not met, placed at its key in `given`, or at `given`.
  [[nodiscard]] std::optional<config::error> unmet(const config::value& given) const;

  template <class Row>
  static std::string print_table(std::vector<Row>& rows, void (*describe)(parameter_list&, Row&)) {
    std::string text = "[";
    for (auto& row : rows) {
      parameter_list columns;
      describe(columns, row);
      if (text.size() > 1) text += ", ";
      text += columns.print_row();
    }
    return text + "]";
  }
  [[nodiscard]] std::string print_row() const;

  std::vector<parameter> parameters_;
  std::vector<requirement> requirements_;
};

} // namespace corelane
