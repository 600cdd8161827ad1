#include "corelane/actors/venue/fix_acceptor.hpp"

#include "corelane/actors/venue/exchange.hpp"
#include "corelane/actors/venue/fix_order_fields.hpp"
#include "corelane/protocols/fix44/frame.hpp"
#include "corelane/protocols/fix44/tag.hpp"

#include <algorithm>

namespace corelane::venue {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds accept_every{1};
constexpr milliseconds tick_every{100};
constexpr seconds logon_within{10};
constexpr milliseconds farewell{500}; ///< what clients get to answer a logout at the end
constexpr std::size_t max_newcomers = 64;

} // namespace

fix_acceptor::fix_acceptor(settings s, exchange& venue, hw::tcp_listener listener,
                           venue_probe& probe)
    : client_desk{venue, s.max_open_orders},
      settings_{std::move(s)},
      listener_{std::move(listener)},
      probe_{probe} {
  newcomers_.reserve(max_newcomers);
  clients_.reserve(settings_.max_clients);
}

bool fix_acceptor::poll(timestamp now) {
  now_ = now;
  if (now >= next_tick_) tick(now);
  return serve(now) || identify(now) || accept(now);
}

bool fix_acceptor::serve(timestamp now) {
  // One client that has something, beginning with the one after the last.
  for (std::size_t tried = 0; tried < clients_.size(); ++tried) {
    auto& client = *clients_[turn_++ % clients_.size()];
    if (!client.connected()) continue;
    const bool was_active = client.active();
    const bool worked = client.poll(now);
    if (client.lost()) part(client, now);
    if (client.active() != was_active) count_sessions();
    if (worked) return true;
  }
  return false;
}

bool fix_acceptor::accept(timestamp now) {
  if (now < next_accept_ || stopped_at_.ns != 0) return false;
  next_accept_ = now + accept_every;
  if (newcomers_.size() == max_newcomers) return false;
  auto stream = listener_.accept();
  if (!stream) return false;
  newcomers_.push_back({client_stream{std::move(*stream)}, now});
  return true;
}

bool fix_acceptor::identify(timestamp now) {
  bool worked = false;
  for (auto& who : newcomers_) {
    worked |= who.stream.read();
    const auto found = fix44::find_frame(who.stream.unread());
    // A logon comes first, whole and soon.
    const bool hopeless = found.what == fix44::frame::state::garbled
                          || now - who.since > logon_within || who.stream.stuck();
    if (found.what == fix44::frame::state::complete)
      admit(who, found.message, now);
    else if (hopeless)
      who.stream.close();
  }
  std::erase_if(newcomers_, [](const newcomer& who) { return !who.stream.is_open(); });
  return worked;
}

void fix_acceptor::admit(newcomer& who, std::string_view message, timestamp now) {
  fix44::field_index fields;
  const bool logon = fields.read(message) && fields.msg_type() == "A"
                     && fields.find(fix44::tag::target_comp_id) == settings_.comp_id;
  auto* client = logon ? client_of(fields.find(fix44::tag::sender_comp_id)) : nullptr;
  if (client != nullptr && !client->connected()) client->connect(std::move(who.stream), now);
  who.stream.close();
}

fix_client* fix_acceptor::client_of(std::string_view comp_id) {
  if (comp_id.empty()) return nullptr;
  for (const auto& client : clients_)
    if (client->comp_id() == comp_id) return client.get();
  if (clients_.size() == settings_.max_clients) return nullptr;
  const auto number = static_cast<std::uint32_t>(clients_.size());
  fix_message_taker& taker = *this;
  clients_.push_back(
      std::make_unique<fix_client>(number, settings_.comp_id, std::string{comp_id}, taker));
  return clients_.back().get();
}

void fix_acceptor::tick(timestamp now) {
  next_tick_ = now + tick_every;
  for (const auto& client : clients_)
    if (client->connected()) client->tick(now);
}

void fix_acceptor::part(fix_client& client, timestamp now) {
  client.disconnect();
  if (settings_.cancel_on_disconnect) cancel_all(client.number(), now);
}

void fix_acceptor::stop(timestamp now) {
  if (stopped_at_.ns != 0) return;
  stopped_at_ = now;
  newcomers_.clear();
  for (const auto& client : clients_) {
    if (!client->connected()) continue;
    if (settings_.cancel_on_disconnect) cancel_all(client->number(), now);
    client->log_out("the venue closes", now);
  }
}

bool fix_acceptor::stopped(timestamp now) const {
  if (stopped_at_.ns != 0 && now - stopped_at_ > farewell) return true;
  return std::none_of(clients_.begin(), clients_.end(),
                      [](const auto& client) { return client->connected(); });
}

void fix_acceptor::count_sessions() {
  probe_.sessions_changed(static_cast<std::size_t>(std::count_if(
      clients_.begin(), clients_.end(), [](const auto& client) { return client->active(); })));
}

void fix_acceptor::on_client_message(std::uint32_t session, const fix44::field_index& fields,
                                     bool poss_dup) {
  const auto type = fields.msg_type();
  if (type == "3" || type == "j") return; // what the client makes of our messages
  if (stopped_at_.ns != 0) return;        // the client has our logout, it awaits no more
  if (type != "D" && type != "F" && type != "G") {
    clients_[session]->send('j', now_, [&](fix44::message_writer& w) {
      w.text("45=", fields.find(fix44::tag::msg_seq_num));
      w.text("372=", type);
      w.constant(
          "380=3\x01"
          "58=only D, F and G are taken here\x01");
    });
    return;
  }
  client_request request;
  const auto* fault = read_client_request(fields, request);
  // Sent again after a gap: what had been taken the first time must not be taken twice.
  if (poss_dup && is_taken(session, request.id)) return;
  if (fault == nullptr) return handle(session, request, now_);
  refuse_fields(session, fields, request, fault);
}

void fix_acceptor::refuse_fields(std::uint32_t session, const fix44::field_index& fields,
                                 const client_request& request, const char* fault) {
  probe_.request_refused();
  // A new order is answered as one, so that the client's order does not stay pending.
  if (request.action == order_action::submit && !request.id.empty())
    return refuse(session, request, reject_reason::invalid_order, fault);
  clients_[session]->send('3', now_, [&](fix44::message_writer& w) {
    w.text("45=", fields.find(fix44::tag::msg_seq_num));
    w.text("372=", fields.msg_type());
    w.text("58=", fault);
  });
}

void fix_acceptor::report(const client_report& r) {
  auto& client = *clients_[r.session];
  client.send(msg_type_of(r), now_,
              [&](fix44::message_writer& w) { write_client_report(w, r, client.time_text(r.at)); });
}

void fix_acceptor::inspect(inspection& out) const {
  out.field("fix_open_orders", open_orders());
  out.table("sessions");
  for (const auto& client : clients_) {
    out.row();
    out.field("comp_id", client->comp_id());
    out.field("state", fix44::to_string(client->session().state()));
    out.field("peer", client->peer());
    out.field("next_sent", client->session().next_sent());
    out.field("next_expected", client->session().next_expected());
  }
  out.end_table();
}

} // namespace corelane::venue
