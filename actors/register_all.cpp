#include "corelane/actors/register_all.hpp"

namespace corelane {

void register_feeds(registry&);
void register_books(registry&);
void register_strategies(registry&);
void register_risks(registry&);
void register_venues(registry&);
void register_venue_actors(registry&);

void register_all(registry& all) {
  register_feeds(all);
  register_books(all);
  register_strategies(all);
  register_risks(all);
  register_venues(all);
  register_venue_actors(all);
}

} // namespace corelane
