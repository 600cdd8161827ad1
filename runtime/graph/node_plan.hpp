#pragma once

#include "corelane/config/value.hpp"
#include "corelane/runtime/api/parameter.hpp"
#include "corelane/runtime/lane/lane_settings.hpp"
#include "corelane/runtime/link/when_full.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace corelane {

/// What happens when an actor throws.
enum class on_failure : std::uint8_t {
  restart,  ///< made anew with the same parameters; its links stand
  escalate, ///< the node stops in good order
  halt      ///< the actor stays closed and no order leaves the node
};

[[nodiscard]] const char* to_string(on_failure f) noexcept;

/// One entry of `lanes:`.
struct lane_plan {
  lane_settings settings;
  config::value source; ///< where it stands in the file, for errors
};

/// One entry of `actors:`.
struct actor_plan {
  std::string name;
  std::string kind;
  std::vector<std::string> lanes; ///< replicas go round them
  std::uint64_t replicas{1};
  std::string partition_by{"none"};
  on_failure supervision{on_failure::halt};
  config::value parameters;
  config::value source;
};

/// One entry of `links:`.
struct link_plan {
  std::string from;            ///< `actor.outlet`
  std::vector<std::string> to; ///< `actor.inlet`
  std::uint64_t capacity{65'536};
  when_full policy{when_full::block_source};
  config::value source;
};

/// A node's configuration, read and checked for form: keys, types, units. Whether lanes, kinds
/// and ports exist is for `graph::build` and `check_cores` to say.
struct node_plan {
  std::string name{"node"};
  std::string control{"127.0.0.1:7600"}; ///< node.control: address of /metrics and /api
  std::string control_token_file;        ///< node.control_token_file: who sends it may ask
  bool stage_stamps{true};               ///< node.stage_stamps: latency of each stage
  bool lock_memory{false};               ///< node.lock_memory: mlockall
  std::string log_level{"info"};
  std::string log_file;                                 ///< node.log_file; standard error without
  std::chrono::nanoseconds stop_timeout{1'500'000'000}; ///< node.stop_timeout: drain at most this
  bool unchecked_orders{false}; ///< node.unchecked_orders: strategies may go past risk
  std::vector<lane_plan> lanes;
  std::vector<actor_plan> actors;
  std::vector<link_plan> links;
  config::value source; ///< `node:`, for errors
};

[[nodiscard]] std::variant<node_plan, config::error> read_plan(const config::value& root);

/// The `node:` keys with types, defaults and units.
[[nodiscard]] parameter_list describe_node(node_plan& plan);

} // namespace corelane
