#include "corelane/config/document.hpp"

#include "corelane/config/source_text.hpp"
#include "corelane/config/tree_builder.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>
#include <exception>
#include <sstream>

namespace corelane::config {

namespace {

/// The text as yaml-cpp is given it: with the document's end marked, since a quote that is still
/// open at the end of the input passes in silence, but not at a document's end.
std::string with_end_marked(const std::string& text) {
  return text + (text.empty() || text.back() == '\n' ? "...\n" : "\n...\n");
}

bool is_open_quote(const YAML::ParserException& e) {
  return e.msg == YAML::ErrorMsg::DOC_IN_SCALAR || e.msg == YAML::ErrorMsg::EOF_IN_SCALAR;
}

error parser_error(const YAML::ParserException& e, const tree_builder& tree,
                   const std::string& text, const mark& file) {
  if (is_open_quote(e)) {
    const auto quote = find_unclosed_quote(text, tree.last_offset());
    const auto where =
        quote == std::string::npos ? tree.place(e.mark) : place_of(quote, text, file);
    return {where, "the quote that opens here is not closed"};
  }
  // What is missing at the end is missed behind the last word, not on the line we added.
  const auto end = text.find_last_not_of(" \t\r\n") + 1;
  const bool is_past_end = e.mark.pos > 0 && static_cast<std::size_t>(e.mark.pos) > end;
  return {is_past_end ? place_of(end, text, file) : tree.place(e.mark), "not YAML: " + e.msg};
}

/// Counts the documents; what is in them does not matter.
class second_document : public tree_builder {
public:
  using tree_builder::tree_builder;
  void OnDocumentStart(const YAML::Mark& at) override {
    throw refusal{{place(at), "a second document begins here; a configuration is one document"}};
  }
};

value parse(const std::string& text, const mark& file, tree_builder& tree) {
  std::istringstream stream{with_end_marked(text)};
  YAML::Parser parser{stream};
  if (!parser.HandleNextDocument(tree)) return {value::kind::null, tree.place({})};
  second_document none{file};
  parser.HandleNextDocument(none);
  return tree.take();
}

} // namespace

std::variant<value, error> load_text(const std::string& text, const std::string& name) {
  const mark file{std::make_shared<const std::string>(name)};
  if (text.size() > largest_text)
    return error{file, "larger than " + std::to_string(largest_text) + " bytes"};
  if (auto error = check_is_text(text, file)) return *std::move(error);
  tree_builder tree{file};
  try {
    return parse(text, file, tree);
  } catch (const tree_builder::refusal& r) {
    return r.why;
  } catch (const YAML::ParserException& e) {
    return parser_error(e, tree, text, file);
  } catch (const std::exception& e) {
    return error{file, std::string{"not YAML: "} + e.what()};
  }
}

std::variant<value, error> load_file(const std::string& path) {
  auto text = read_text(path);
  if (auto* error = std::get_if<config::error>(&text)) return std::move(*error);
  return load_text(std::get<std::string>(text), path);
}

} // namespace corelane::config
