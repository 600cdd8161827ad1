#pragma once

#include "corelane/runtime/api/actor.hpp"
#include "corelane/runtime/api/source.hpp"
#include "corelane/runtime/lane/deferred_queue.hpp"
#include "corelane/runtime/lane/lane_load.hpp"
#include "corelane/runtime/lane/lane_settings.hpp"
#include "corelane/runtime/lane/parking.hpp"
#include "corelane/runtime/lane/timer_queue.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

namespace corelane {

class lane;

/// The consumer's end of a link from another lane, as the lane polls it.
struct inbound {
  void* link;
  std::size_t (*drain)(void* link, lane& on, std::size_t at_most) noexcept;
  bool (*ready)(void* link) noexcept;
  bool back_edge; ///< still drained while this lane's own outputs are full
};

/// How a link to another lane stands.
enum class congestion : std::uint8_t {
  none,
  retry, ///< it holds events back, and wants to be asked again
  wait   ///< it has too little room: nothing new may start on the lane
};

/// The producer's end of a link to another lane that may hold events back.
struct outbound {
  void* link;
  /// Moves on what was held back, and says how the link stands after that.
  congestion (*relieve)(void* link) noexcept;
};

/// One thread's worth of actors: polls sources, drains links, runs mailboxes, fires timers.
///
///     for (;;) { sources -> inbound links -> held-back output -> mailboxes -> timers -> idle }
///
/// Everything but `request_stop`, `mail_arrived` and `wake` is for the lane's own thread, or for
/// the one thread that assembles the lane before it runs.
class lane final : public lane_services {
public:
  /// Runs CAF mailboxes for a while; true when any ran. Called on the lane.
  using mail_runner = bool (*)(void* context) noexcept;
  using failure_handler = std::function<void(actor&, std::exception_ptr)>;

  explicit lane(lane_settings settings) : settings_{std::move(settings)} {}
  ~lane() override = default;

  [[nodiscard]] const lane_settings& settings() const noexcept { return settings_; }
  [[nodiscard]] lane_clock& mutable_clock() noexcept { return clock_; }
  [[nodiscard]] const lane_load& load() const noexcept { return load_; }
  [[nodiscard]] timer_queue& timers() noexcept { return *timers_; }
  /// Keeps this lane's timers in `shared`, and leaves it to the owner of `shared` to fire them.
  void share_timers(timer_queue& shared) noexcept { timers_ = &shared; }
  [[nodiscard]] deferred_queue& deferred() noexcept { return deferred_; }
  [[nodiscard]] std::uint32_t& stage() noexcept { return stage_; }

  /// Takes `a` in: its source, if it is one, is polled from now on.
  void attach(actor& a);
  /// Forgets `a`: its source and its timers.
  void detach(actor& a) noexcept;
  void add(inbound in) { inbound_.push_back(in); }
  void add(outbound out) { outbound_.push_back(out); }
  void set_mail_runner(mail_runner run, void* context) noexcept {
    run_mail_ = run;
    mail_context_ = context;
  }
  void set_failure_handler(failure_handler handler) { on_failure_ = std::move(handler); }

  /// Runs until `request_stop`. The thread becomes the lane's.
  void run();
  /// A link of this lane's has little room left or holds events back: relieve it each turn.
  void output_filled() noexcept { output_filled_ = true; }
  /// One turn of the loop without idling; the number of pieces of work done.
  std::size_t turn();
  /// Drains all links into the lane; also from within a handler that waits for another lane, as
  /// replays have them.
  void serve_inbound() noexcept { drain_inbound(false); }
  /// Delivers what has been deferred; called whenever a call chain has returned. False when much
  /// is left: two actors answer each other without end, and the rest of the lane has to live, too.
  bool settle() noexcept {
    for (unsigned n = 0; !deferred_.empty(); ++n) {
      if (n == settled_at_once) return false;
      deferred_.deliver_one(stage_);
    }
    return true;
  }

  /// Any thread.
  void request_stop() noexcept {
    stop_.store(true, std::memory_order_release);
    parking_.wake();
  }
  /// Any thread: there is mail, and the lane may sleep.
  void mail_arrived() noexcept {
    mail_.store(true, std::memory_order_release);
    parking_.wake();
  }
  /// Any thread, after a push into one of the lane's links.
  void wake() noexcept { parking_.wake(); }

  timer_id start_timer(actor& owner, std::chrono::nanoseconds after, bool repeat) override;
  void cancel_timer(timer_id id) noexcept override { timers_->cancel(id); }
  void actor_failed(actor& failed, std::exception_ptr why) noexcept override;

  /// Fires what is due by the lane's clock; the number fired.
  std::size_t fire_timers() noexcept;

private:
  struct polled {
    source* from;
    actor* owner;
  };

  [[nodiscard]] bool must_wait() noexcept;
  std::size_t poll_sources() noexcept;
  std::size_t drain_inbound(bool back_edges_only) noexcept;
  void idle() noexcept;
  void park() noexcept;
  [[nodiscard]] bool has_work() noexcept;

  static constexpr std::size_t inbound_batch = 64;
  static constexpr unsigned timer_check_turns = 64;
  static constexpr unsigned settled_at_once = 4'096;

  std::vector<inbound> inbound_;
  std::vector<outbound> outbound_;
  std::vector<polled> sources_;
  deferred_queue deferred_;
  timer_queue own_timers_;
  timer_queue* timers_{&own_timers_};
  mail_runner run_mail_{nullptr};
  void* mail_context_{nullptr};
  unsigned turns_to_timer_check_{0};
  bool output_filled_{false};
  std::uint64_t idle_since_{0}; ///< tsc; 0 while there is work
  lane_load load_;
  lane_settings settings_;
  failure_handler on_failure_;
  std::vector<int> descriptors_;

  alignas(64) std::atomic<bool> stop_{false};
  std::atomic<bool> mail_{false};
  alignas(64) parking parking_;
};

} // namespace corelane
