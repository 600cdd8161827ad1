#pragma once

#include "corelane/hw/file_descriptor.hpp"

namespace corelane::hw {

/// One descriptor that stands for several: it becomes readable when any of them does.
///
/// So a lane that sleeps on one descriptor can wait for all sockets of an actor. Sockets that are
/// closed leave by themselves. Used by one thread at a time.
class descriptor_set {
public:
  /// An empty set; `descriptor` is -1 when the kernel has none to give.
  descriptor_set() noexcept;

  /// Waits for `descriptor` too; for its being writable as well if `writable`. Negative ones are
  /// ignored, known ones change.
  void add(int descriptor, bool writable = false) noexcept;
  void remove(int descriptor) noexcept;

  [[nodiscard]] int descriptor() const noexcept { return set_.get(); }

private:
  file_descriptor set_;
};

} // namespace corelane::hw
