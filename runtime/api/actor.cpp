#include "corelane/runtime/api/actor.hpp"

namespace corelane {

actor::actor(actor_setup& setup) : name_{setup.name()} {}

actor::~actor() = default;

void report_failure(actor& failed, std::exception_ptr why) noexcept {
  if (failed.lane_ != nullptr) failed.lane_->actor_failed(failed, std::move(why));
}

namespace {

void discard(void*, const void*) noexcept {}

} // namespace

outlet_base::outlet_base(actor& owner, std::string_view name, const event_type& type)
    : sink_{&discard, nullptr}, name_{name}, type_{type}, owner_{owner} {
  owner.outlets_.push_back(this);
}

void outlet_base::disconnect() noexcept { sink_ = {&discard, nullptr}; }

inlet_base::inlet_base(actor& owner, std::string_view name, const event_type& type, sink handler)
    : handler_{handler}, name_{name}, type_{type}, owner_{owner} {
  owner.inlets_.push_back(this);
}

} // namespace corelane
