#include "corelane/runtime/link/link_graph.hpp"

#include <gtest/gtest.h>
#include <random>

namespace corelane {
namespace {

enum : std::size_t { feed, book, strategy, risk, gateway };

TEST(link_graph, a_chain_has_no_back_edge) {
  EXPECT_EQ(find_back_edges(3, {{0, 1, false}, {1, 2, false}}), (std::vector<bool>{false, false}));
}

TEST(link_graph, executions_are_the_links_that_are_queued_wherever_the_walk_begins) {
  // The book feeds risk before it feeds the strategy: a plain walk would queue the orders.
  const std::vector<graph_edge> links{{feed, book, false},     {book, risk, false},
                                      {book, strategy, false}, {strategy, risk, false},
                                      {risk, gateway, false},  {gateway, risk, true},
                                      {risk, strategy, true}};
  EXPECT_EQ(find_back_edges(5, links),
            (std::vector<bool>{false, false, false, false, false, true, true}));
}

TEST(link_graph, executions_without_a_cycle_are_called_directly) {
  EXPECT_EQ(find_back_edges(2, {{0, 1, true}}), (std::vector<bool>{false}));
}

TEST(link_graph, an_actor_linked_to_itself_is_queued) {
  EXPECT_EQ(find_back_edges(1, {{0, 0, false}}), (std::vector<bool>{true}));
}

TEST(link_graph, what_is_left_of_any_graph_without_its_back_edges_has_no_cycle) {
  const auto seed = std::random_device{}();
  RecordProperty("seed", static_cast<int>(seed));
  std::mt19937 random{seed};
  for (int round = 0; round < 200; ++round) {
    const std::size_t actors = 2 + random() % 8;
    std::vector<graph_edge> links(random() % 20);
    for (auto& l : links) l = {random() % actors, random() % actors, random() % 3 == 0};
    const auto back = find_back_edges(actors, links);
    std::vector<std::size_t> in(actors); // Kahn: peel off actors without a way in
    for (std::size_t e = 0; e < links.size(); ++e)
      if (!back[e]) ++in[links[e].to];
    std::vector<bool> gone(actors);
    for (std::size_t peeled = 0; peeled < actors; ++peeled) {
      std::size_t a = 0;
      while (a < actors && (gone[a] || in[a] != 0)) ++a;
      ASSERT_LT(a, actors) << "a cycle is left, seed " << seed << " round " << round;
      gone[a] = true;
      for (std::size_t e = 0; e < links.size(); ++e)
        if (!back[e] && links[e].from == a) --in[links[e].to];
    }
  }
}

} // namespace
} // namespace corelane
