#include "tests/faults/failing_memory.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdint>

namespace instar {
namespace {

struct State {
  sqlite3_mem_methods real{};
  std::size_t allocations = 0;
  std::size_t fails_at = SIZE_MAX;
  bool lasting = false;
  bool hit = false;
  std::size_t used = 0;   // bytes
  std::size_t limit = 0;  // of used, once it is hit
};

State state;

std::size_t SizeOf(void* memory) {
  return memory == nullptr ? 0 : static_cast<std::size_t>(state.real.xSize(memory));
}

// `more` bytes shall be used.
bool Fails(std::size_t more) {
  const bool first = state.allocations++ == state.fails_at;
  if (first) {
    state.hit = true;
    state.limit = state.used;
  }
  return first || (state.hit && state.lasting && state.used + more > state.limit);
}

void* Allocate(int size) {
  if (Fails(static_cast<std::size_t>(size))) return nullptr;
  void* memory = state.real.xMalloc(size);
  state.used += SizeOf(memory);
  return memory;
}

void* Reallocate(void* memory, int size) {
  const std::size_t before = SizeOf(memory);
  const auto after = static_cast<std::size_t>(size);
  if (Fails(after > before ? after - before : 0)) return nullptr;
  void* moved = state.real.xRealloc(memory, size);
  if (moved != nullptr) state.used += SizeOf(moved) - before;
  return moved;
}

void Free(void* memory) {
  state.used -= SizeOf(memory);
  state.real.xFree(memory);
}

}  // namespace

void FailingMemory::Install(bool lookaside) {
  ASSERT_EQ(sqlite3_shutdown(), SQLITE_OK);
  if (state.real.xMalloc == nullptr) {
    ASSERT_EQ(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &state.real), SQLITE_OK);
  }
  sqlite3_mem_methods methods = state.real;
  methods.xMalloc = &Allocate;
  methods.xRealloc = &Reallocate;
  methods.xFree = &Free;
  Disarm();
  ASSERT_EQ(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods), SQLITE_OK);
  ASSERT_EQ(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, lookaside ? 1200 : 0, lookaside ? 100 : 0), SQLITE_OK);
  ASSERT_EQ(sqlite3_initialize(), SQLITE_OK);
}

void FailingMemory::Arm(std::size_t at, bool lasting) {
  state.allocations = 0;
  state.fails_at = at;
  state.lasting = lasting;
  state.hit = false;
}

void FailingMemory::Disarm() { Arm(SIZE_MAX, false); }

std::size_t FailingMemory::allocations() { return state.allocations; }

bool FailingMemory::hit() { return state.hit; }

}  // namespace instar
