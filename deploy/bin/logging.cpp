#include "corelane/deploy/bin/logging.hpp"

#include <spdlog/async.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace corelane {

void begin_logging(const node_plan& plan) {
  spdlog::init_thread_pool(8192, 1);
  spdlog::sink_ptr sink;
  if (plan.log_file.empty())
    sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
  else
    sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(plan.log_file);
  auto log = std::make_shared<spdlog::async_logger>(plan.name, sink, spdlog::thread_pool(),
                                                    spdlog::async_overflow_policy::overrun_oldest);
  log->set_level(spdlog::level::from_str(plan.log_level));
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%f%z %l %n: %v");
  spdlog::set_default_logger(log);
}

void end_logging() { spdlog::shutdown(); }

} // namespace corelane
