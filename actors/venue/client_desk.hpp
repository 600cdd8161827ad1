#pragma once

#include "corelane/actors/venue/client_orders.hpp"
#include "corelane/actors/venue/order_entry.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"

#include <cstdint>
#include <string_view>

namespace corelane::venue {

class exchange;

/// What a client asks for, whatever protocol said it.
struct client_request {
  order_action action{order_action::submit};
  std::string_view id;          ///< FIX 11
  std::string_view original_id; ///< FIX 41, of cancel and replace
  std::string_view symbol;
  corelane::side side{corelane::side::buy};
  corelane::ord_type ord_type{corelane::ord_type::limit};
  corelane::time_in_force time_in_force{corelane::time_in_force::day};
  price px{};
  quantity qty{}; ///< in all, of a replace fills included
};

/// What the venue says of an order: the content of FIX messages 8 and 9.
struct client_report {
  corelane::exec_type exec_type{corelane::exec_type::new_order};
  corelane::ord_status ord_status{corelane::ord_status::new_order};
  reject_reason reason{reject_reason::none};
  order_action request{order_action::submit}; ///< what a `cancel_rejected` answers
  std::uint32_t session{0};
  std::string_view id;
  std::string_view original_id; ///< empty when the report answers no cancel or replace
  std::string_view symbol;
  std::string_view text;
  std::uint64_t order_id{0};
  std::uint64_t exec_id{0}; ///< counts the reports of a desk; 0 in `cancel_rejected`
  corelane::side side{corelane::side::buy};
  corelane::ord_type ord_type{corelane::ord_type::limit};
  corelane::time_in_force time_in_force{corelane::time_in_force::day};
  price px{};
  quantity qty{};
  price last_px{};
  quantity last_qty{};
  quantity cum_qty{};
  quantity leaves_qty{};
  price avg_px{};
  timestamp at{}; ///< exchange time
};

/// The part of an order entry that all protocols share: turns clients' requests into orders of
/// the exchange, and its outputs into reports.
///
/// A protocol derives from it, hands it requests by `handle`, and is handed each report by
/// `report`, in the order in which things happened and within the call that caused them.
/// Sessions are numbers of the protocol's choice. No allocation after the constructor.
class client_desk : public order_entry {
public:
  client_desk(exchange& venue, std::uint32_t capacity);

  [[nodiscard]] std::uint32_t open_orders() const noexcept { return orders_.open_count(); }

protected:
  void handle(std::uint32_t session, const client_request& request, timestamp now);
  /// Cancels all open orders of `session`, each with a report.
  void cancel_all(std::uint32_t session, timestamp now);
  /// Answers a new order that could not even be read.
  void refuse(std::uint32_t session, const client_request& request, reject_reason reason,
              std::string_view text);
  [[nodiscard]] bool is_taken(std::uint32_t session, std::string_view id) noexcept {
    return orders_.find(session, id).taken;
  }
  virtual void report(const client_report& r) = 0;

  [[nodiscard]] exchange& venue() noexcept { return venue_; }
  [[nodiscard]] const exchange& venue() const noexcept { return venue_; }

private:
  void submit(std::uint32_t session, const client_request& request);
  void cancel(client_order& order, const client_request& request);
  void replace(client_order& order, const client_request& request);
  void change(std::uint32_t session, const client_request& request);
  void refuse_change(std::uint32_t session, const client_request& request,
                     const client_order* order, reject_reason reason, std::string_view text);
  [[nodiscard]] client_report about(const client_order& order, exec_type type);
  void fill_in(client_order& order, const client_request& request) noexcept;

  void accepted(const book_order& order) override;
  void filled(const book_order& mine, const execution& e) override;
  void canceled(const cancellation& c) override;
  void replaced(const replacement& r) override;
  void order_refused(const new_order& order, refusal why) override;
  void request_refused(order_reference reference, order_owner by, refusal why) override;

  exchange& venue_;
  std::uint32_t entry_;
  client_orders orders_;
  timestamp now_{}; ///< of the lane's clock, at the last request
  std::uint64_t next_exec_id_{1};
};

} // namespace corelane::venue
