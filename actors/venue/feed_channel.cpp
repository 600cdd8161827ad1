#include "corelane/actors/venue/feed_channel.hpp"

#include "corelane/actors/venue/itch50/itch_channel.hpp"
#include "corelane/actors/venue/mdp3/mdp3_channel.hpp"
#include "corelane/actors/venue/pillar/pillar_channel.hpp"
#include "corelane/actors/venue/pitch/pitch_channel.hpp"

namespace corelane::venue {

std::unique_ptr<feed_channel> open_feed_channel(const feed_settings& s, const std::string& session,
                                                const feed_context& venue) {
  if (s.protocol == "pitch") return std::make_unique<pitch_channel>(s, venue);
  if (s.protocol == "mdp3") return std::make_unique<mdp3_channel>(s, venue);
  if (s.protocol == "pillar") return std::make_unique<pillar_channel>(s, venue);
  return std::make_unique<itch_channel>(s, session, venue);
}

} // namespace corelane::venue
