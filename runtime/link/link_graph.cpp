#include "corelane/runtime/link/link_graph.hpp"

namespace corelane {

namespace {

class graph_walk {
public:
  graph_walk(std::size_t actors, const std::vector<graph_edge>& edges, std::vector<bool>& back)
      : edges_{edges}, back_{back}, out_(actors), mark_(actors, unseen) {
    for (std::size_t e = 0; e < edges.size(); ++e) out_[edges[e].from].push_back(e);
  }

  /// `to` can be reached from `from` without the back edges known so far.
  [[nodiscard]] bool reaches(std::size_t from, std::size_t to) const {
    std::vector<bool> seen(out_.size());
    std::vector<std::size_t> open{from};
    while (!open.empty()) {
      const auto at = open.back();
      open.pop_back();
      if (at == to) return true;
      if (seen[at]) continue;
      seen[at] = true;
      for (const auto e : out_[at])
        if (!back_[e]) open.push_back(edges_[e].to);
    }
    return false;
  }

  void cut_cycles() {
    for (std::size_t a = 0; a < out_.size(); ++a)
      if (mark_[a] == unseen) visit(a);
  }

private:
  enum colour : char { unseen, open, done };

  void visit(std::size_t a) {
    mark_[a] = open;
    for (const auto e : out_[a]) {
      if (back_[e]) continue;
      if (mark_[edges_[e].to] == open)
        back_[e] = true;
      else if (mark_[edges_[e].to] == unseen)
        visit(edges_[e].to);
    }
    mark_[a] = done;
  }

  const std::vector<graph_edge>& edges_;
  std::vector<bool>& back_;
  std::vector<std::vector<std::size_t>> out_;
  std::vector<colour> mark_;
};

} // namespace

std::vector<bool> find_back_edges(std::size_t actors, const std::vector<graph_edge>& edges) {
  std::vector<bool> back(edges.size());
  graph_walk walk{actors, edges, back};
  std::vector<bool> by_nature(edges.size());
  for (std::size_t e = 0; e < edges.size(); ++e)
    by_nature[e] = edges[e].flows_back && walk.reaches(edges[e].to, edges[e].from);
  back = by_nature;
  walk.cut_cycles();
  return back;
}

} // namespace corelane
