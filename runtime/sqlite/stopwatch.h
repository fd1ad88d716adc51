// When something began, and how long it takes.
#ifndef INSTAR_RUNTIME_SQLITE_STOPWATCH_H_
#define INSTAR_RUNTIME_SQLITE_STOPWATCH_H_

#include <chrono>
#include <cstdint>

namespace instar::sqlite {

class Stopwatch {
 public:
  Stopwatch() : began_at_(std::chrono::system_clock::now()), began_(std::chrono::steady_clock::now()) {}

  // Milliseconds since 1970, UTC.
  std::int64_t began_at_ms() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(began_at_.time_since_epoch()).count();
  }
  std::int64_t elapsed_us() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began_)
        .count();
  }

 private:
  std::chrono::system_clock::time_point began_at_;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_STOPWATCH_H_
