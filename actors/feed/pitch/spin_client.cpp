#include "corelane/actors/feed/pitch/spin_client.hpp"

#include "corelane/protocols/pitch/decoder.hpp"

#include <utility>

namespace corelane {

namespace {

/// The servers' own talk; everything else is for the books.
struct spin_talk {
  std::optional<pitch::login_response> login;
  std::optional<pitch::spin_image_available> image;
  std::optional<pitch::spin_response> response;
  std::optional<pitch::spin_finished> finished;
  bool mappings_end{false};
  bool other{false};

  void operator()(const pitch::login_response& m) { login = m; }
  void operator()(const pitch::spin_image_available& m) { image = m; }
  void operator()(const pitch::spin_response& m) { response = m; }
  void operator()(const pitch::spin_finished& m) { finished = m; }
  void operator()(const pitch::instrument_definition_response& m) {
    mappings_end = m.status != 'A'; // none will come
  }
  void operator()(const pitch::instrument_definition_finished&) { mappings_end = true; }
  void operator()(const auto&) { other = true; }
};

} // namespace

bool spin_client::request() {
  phase_ = phase::login;
  return stream_.open();
}

bool spin_client::poll(timestamp now) {
  const bool was_open = stream_.is_open();
  const bool worked = stream_.poll(now);
  if (was_open && !stream_.is_open() && !stream_.fault().empty()) fail(stream_.fault());
  return worked;
}

void spin_client::take(std::span<const std::byte> message) {
  spin_talk talk;
  if (pitch::decode<pitch::market::equities>(message, talk) != pitch::decode_result::handled)
    talk.other = true; // of another market, or in its form
  if (talk.login) {
    if (talk.login->status != 'A') return fail(std::string{"login refused: "} + talk.login->status);
    phase_ = asks_for_mappings_ ? phase::mappings : phase::waiting;
    if (asks_for_mappings_) (void)stream_.send(pitch::instrument_definition_request{});
  } else if (talk.mappings_end) {
    if (phase_ == phase::mappings) phase_ = phase::waiting;
  } else if (talk.image) {
    if (phase_ != phase::waiting || !handler_.wants_spin(talk.image->sequence)) return;
    phase_ = phase::requested;
    (void)stream_.send(pitch::spin_request{talk.image->sequence});
  } else if (talk.response) {
    if (phase_ != phase::requested) return;
    if (talk.response->status != 'A') {
      phase_ = phase::waiting; // for the next image
      return;
    }
    phase_ = phase::spinning;
    handler_.on_spin_begin();
  } else if (talk.finished) {
    if (phase_ != phase::spinning) return;
    stream_.close();
    handler_.on_spin_end(talk.finished->sequence);
  } else if (talk.other && (phase_ == phase::spinning || phase_ == phase::mappings)) {
    handler_.on_spin_message(message);
  }
}

void spin_client::fail(std::string why) {
  stream_.close();
  fault_ = std::move(why);
  handler_.on_spin_failed();
}

} // namespace corelane
