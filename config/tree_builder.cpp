#include "corelane/config/tree_builder.hpp"

#include "corelane/config/source_text.hpp"

namespace corelane::config {

mark tree_builder::place(const YAML::Mark& at) const {
  mark result{file_};
  // yaml-cpp counts from 0, and has -1 for "nowhere".
  result.line = at.line < 0 ? 1 : static_cast<std::size_t>(at.line) + 1;
  result.column = at.column < 0 ? 1 : static_cast<std::size_t>(at.column) + 1;
  return result;
}

void tree_builder::refuse(const mark& where, std::string what) {
  throw refusal{{where, std::move(what)}};
}

void tree_builder::OnNull(const YAML::Mark& at, YAML::anchor_t anchor) {
  const auto where = place(at);
  count(1, where);
  value v{value::kind::null, where};
  if (anchor != 0) anchors_.insert_or_assign(anchor, anchored{v, 1});
  add(std::move(v));
}

void tree_builder::OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                            const std::string& text) {
  const auto where = place(at);
  if (at.pos > 0) last_offset_ = static_cast<std::size_t>(at.pos);
  check_tag(tag, where);
  // yaml-cpp makes the escapes \N and \_ a byte of Latin-1.
  if (!is_utf8(text)) refuse(where, "not UTF-8: write \\x85 for \\N and \\xa0 for \\_");
  count(1, where);
  value v{value::kind::scalar, where};
  v.set_text(text);
  if (anchor != 0) anchors_.insert_or_assign(anchor, anchored{v, 1});
  add(std::move(v));
}

void tree_builder::OnAlias(const YAML::Mark& at, YAML::anchor_t anchor) {
  const auto where = place(at);
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) refuse(where, "this alias stands inside what it refers to");
  count(found->second.nodes, where);
  add(found->second.content);
}

void tree_builder::OnSequenceStart(const YAML::Mark& at, const std::string& tag,
                                   YAML::anchor_t anchor, YAML::EmitterStyle::value) {
  open(value::kind::list, at, tag, anchor);
}

void tree_builder::OnMapStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                              YAML::EmitterStyle::value) {
  open(value::kind::map, at, tag, anchor);
}

void tree_builder::open(value::kind k, const YAML::Mark& at, const std::string& tag,
                        YAML::anchor_t anchor) {
  const auto where = place(at);
  if (at.pos > 0) last_offset_ = static_cast<std::size_t>(at.pos);
  check_tag(tag, where);
  if (open_.size() == deepest)
    refuse(where, "nested deeper than " + std::to_string(deepest) + " levels");
  count(1, where);
  open_.push_back({value{k, where}, anchor, nodes_ - 1});
}

void tree_builder::close() {
  auto done = std::move(open_.back());
  open_.pop_back();
  if (done.anchor != 0)
    anchors_.insert_or_assign(done.anchor, anchored{done.content, nodes_ - done.nodes_before});
  add(std::move(done.content));
}

void tree_builder::add(value v) {
  if (open_.empty()) {
    root_ = std::move(v);
    return;
  }
  auto& parent = open_.back();
  if (parent.content.is_list()) {
    parent.content.add(std::move(v));
  } else if (!parent.has_key) {
    take_key(parent, std::move(v));
  } else {
    // Nothing after a key has no place of its own worth naming.
    if (v.is_null()) v = value{value::kind::null, parent.key_where};
    parent.content.add(std::move(parent.key), std::move(parent.key_where), std::move(v));
    parent.has_key = false;
  }
}

void tree_builder::take_key(unfinished& map, value key) {
  if (!key.is_scalar()) refuse(key.where(), "a key must be text");
  const auto [same, is_new] = map.lines.emplace(key.text(), key.where().line);
  if (!is_new)
    refuse(key.where(), "the key '" + key.text() + "' is here twice; the first is on line "
                            + std::to_string(same->second));
  map.key = key.text();
  map.key_where = key.where();
  map.has_key = true;
}

void tree_builder::count(std::size_t nodes, const mark& where) {
  nodes_ += nodes;
  if (nodes_ > most_nodes)
    refuse(where, "more than " + std::to_string(most_nodes) + " values, with aliases expanded");
}

void tree_builder::check_tag(const std::string& tag, const mark& where) const {
  // "?" and "!" are what yaml-cpp gives plain and quoted scalars that carry none.
  if (!tag.empty() && tag != "?" && tag != "!")
    refuse(where, "the tag " + tag + " means nothing here; remove it");
}

} // namespace corelane::config
