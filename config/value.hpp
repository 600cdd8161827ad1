#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corelane::config {

/// A place in a configuration file. Lines and columns count from 1; line 0 means "no file", as
/// for a value typed on a command line.
struct mark {
  std::shared_ptr<const std::string> file;
  std::size_t line{0};
  std::size_t column{0};
};

/// What is wrong, where, and what to do about it.
struct error {
  mark where;
  std::string what;

  /// `node.yaml:12:5: lanes[0].core: ...`; without a place, just the text.
  [[nodiscard]] std::string to_string() const;
};

/// A node of a configuration tree: a scalar, a list or a map, each with its place in the file.
/// Plain data; knows no component. Maps keep their order.
class value {
public:
  enum class kind { null, scalar, list, map };
  struct entry;

  value();
  /// A scalar that came from no file.
  explicit value(std::string text);
  value(kind k, mark where);

  [[nodiscard]] kind what() const noexcept { return kind_; }
  [[nodiscard]] bool is_null() const noexcept { return kind_ == kind::null; }
  [[nodiscard]] bool is_scalar() const noexcept { return kind_ == kind::scalar; }
  [[nodiscard]] bool is_list() const noexcept { return kind_ == kind::list; }
  [[nodiscard]] bool is_map() const noexcept { return kind_ == kind::map; }
  [[nodiscard]] const mark& where() const noexcept { return where_; }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] const std::vector<value>& items() const noexcept { return items_; }
  [[nodiscard]] const std::vector<entry>& entries() const noexcept { return entries_; }
  /// The value of `key`, or null when the map has no such key.
  [[nodiscard]] const value* find(std::string_view key) const noexcept;

  void set_text(std::string text) { text_ = std::move(text); }
  void add(value item);
  void add(std::string key, mark key_where, value v);

private:
  kind kind_{kind::null};
  mark where_;
  std::string text_;
  std::vector<value> items_;
  std::vector<entry> entries_;
};

struct value::entry {
  std::string key;
  mark where; ///< of the key
  value content;
};

// Here, because these need the whole `entry`.
inline value::value() = default;
inline value::value(std::string text) : kind_{kind::scalar}, text_{std::move(text)} {}
inline value::value(kind k, mark where) : kind_{k}, where_{std::move(where)} {}
inline void value::add(value item) { items_.push_back(std::move(item)); }

/// The one of `known` closest to `given` by edits, or empty when none is close.
[[nodiscard]] std::string nearest(std::string_view given, const std::vector<std::string>& known);

} // namespace corelane::config
