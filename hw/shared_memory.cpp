#include "corelane/hw/shared_memory.hpp"

#include "corelane/hw/os_error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <cerrno>
#include <utility>

namespace corelane::hw {

namespace {

/// `/name`, or empty when `name` cannot be one.
std::string path_of(std::string_view name) {
  if (name.starts_with('/')) name.remove_prefix(1);
  if (name.empty() || name.size() > 250 || name.find('/') != std::string_view::npos) return {};
  std::string path{name};
  path.insert(path.begin(), '/');
  return path;
}

std::string bad_name(std::string_view name) {
  return "'" + std::string{name}
         + "' cannot name shared memory: give 1 to 250 characters without '/'";
}

/// Whether a live creator holds the segment `path`.
bool held(const std::string& path) {
  const file_descriptor old{::shm_open(path.c_str(), O_RDONLY | O_CLOEXEC, 0)};
  return old && ::flock(old.get(), LOCK_SH | LOCK_NB) != 0;
}

std::byte* map(int file, std::size_t bytes, int access) {
  auto* p = ::mmap(nullptr, bytes, access, MAP_SHARED, file, 0);
  return p == MAP_FAILED ? nullptr : static_cast<std::byte*>(p);
}

} // namespace

std::variant<shared_memory, std::string> shared_memory::create(std::string_view name,
                                                               std::size_t bytes) {
  const auto path = path_of(name);
  if (path.empty()) return bad_name(name);
  if (held(path))
    return "shared memory '" + std::string{name}
           + "' is written by another process: stop it, or give another name";
  ::shm_unlink(path.c_str());
  file_descriptor file{
      ::shm_open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR | S_IRGRP)};
  if (!file) return os_error("create shared memory '" + std::string{name} + "'", errno);
  // With posix_fallocate a full /dev/shm is an error here and not a SIGBUS later.
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    return os_error("lock shared memory '" + std::string{name} + "'", errno);
  }
  if (const auto error = ::posix_fallocate(file.get(), 0, static_cast<off_t>(bytes)); error != 0) {
    ::shm_unlink(path.c_str());
    return os_error("take " + std::to_string(bytes) + " bytes of shared memory (is /dev/shm full?)",
                    error);
  }
  auto* data = map(file.get(), bytes, PROT_READ | PROT_WRITE);
  if (data == nullptr) return os_error("map shared memory '" + std::string{name} + "'", errno);
  return shared_memory{std::move(file), data, bytes, path};
}

std::variant<shared_memory, std::string> shared_memory::open(std::string_view name) {
  const auto path = path_of(name);
  if (path.empty()) return bad_name(name);
  file_descriptor file{::shm_open(path.c_str(), O_RDONLY | O_CLOEXEC, 0)};
  if (!file && errno == ENOENT)
    return "there is no shared memory '" + std::string{name} + "': is its writer running?";
  if (!file) return os_error("open shared memory '" + std::string{name} + "'", errno);
  struct stat about {};
  if (::fstat(file.get(), &about) != 0)
    return os_error("look at shared memory '" + std::string{name} + "'", errno);
  const auto bytes = static_cast<std::size_t>(about.st_size);
  if (bytes == 0)
    return "shared memory '" + std::string{name} + "' is empty: its writer has not started";
  auto* data = map(file.get(), bytes, PROT_READ);
  if (data == nullptr) return os_error("map shared memory '" + std::string{name} + "'", errno);
  return shared_memory{std::move(file), data, bytes, {}};
}

shared_memory::shared_memory(shared_memory&& other) noexcept
    : file_{std::move(other.file_)},
      data_{std::exchange(other.data_, nullptr)},
      size_{std::exchange(other.size_, 0)},
      created_{std::exchange(other.created_, {})} {}

shared_memory& shared_memory::operator=(shared_memory&& other) noexcept {
  if (this == &other) return *this;
  release();
  file_ = std::move(other.file_);
  data_ = std::exchange(other.data_, nullptr);
  size_ = std::exchange(other.size_, 0);
  created_ = std::exchange(other.created_, {});
  return *this;
}

shared_memory::~shared_memory() { release(); }

void shared_memory::release() noexcept {
  if (data_ == nullptr) return;
  ::munmap(std::exchange(data_, nullptr), size_);
  if (!created_.empty()) ::shm_unlink(created_.c_str());
}

bool shared_memory::creator_alive() const noexcept {
  if (!created_.empty()) return true;
  struct stat about {};
  if (::fstat(file_.get(), &about) != 0 || about.st_nlink == 0) return false;
  if (::flock(file_.get(), LOCK_SH | LOCK_NB) != 0) return true;
  ::flock(file_.get(), LOCK_UN);
  return false;
}

} // namespace corelane::hw
