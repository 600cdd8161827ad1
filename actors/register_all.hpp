#pragma once

namespace corelane {

class registry;

/// Adds every kind of actor that corelane ships.
void register_all(registry& all);

} // namespace corelane
