#pragma once

#include "corelane/runtime/api/actor.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

/// The kinds of actors a program can make, by name: `book`, `feed.itch50`, `strategy.imbalance`.
///
/// Filled by the generated `register_...` calls, before any node is made; read only after that.
class registry {
public:
  struct kind {
    std::string name;
    std::string help; ///< one sentence
    std::unique_ptr<actor> (*make)(actor_setup&);
  };

  /// Adds `Actor` as `name`. Names are unique; a second one ends the program.
  template <class Actor>
  void add(std::string_view name, std::string_view help) {
    add(kind{std::string{name}, std::string{help},
             [](actor_setup& setup) -> std::unique_ptr<actor> {
               return std::make_unique<Actor>(setup);
             }});
  }
  void add(kind k);

  [[nodiscard]] const kind* find(std::string_view name) const noexcept;
  [[nodiscard]] const std::vector<kind>& all() const noexcept { return kinds_; }
  [[nodiscard]] std::vector<std::string> names() const;

private:
  std::vector<kind> kinds_;
};

} // namespace corelane
