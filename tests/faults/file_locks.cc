#include "tests/faults/file_locks.h"

namespace instar {
namespace {

bool Holds(unsigned slots, int slot) { return (slots >> slot & 1U) != 0; }

unsigned Mask(int first, int count) { return ((1U << count) - 1U) << first; }

}  // namespace

int FileLocks::Lock(HeldLocks* held, int level) {
  if (level == SQLITE_LOCK_SHARED) {
    if (closed_to_readers_) return SQLITE_BUSY;
    ++readers_;
    held->level = level;
    return SQLITE_OK;
  }
  if (writer_ != nullptr && writer_ != held) return SQLITE_BUSY;
  writer_ = held;
  held->level = SQLITE_LOCK_RESERVED;
  if (level == SQLITE_LOCK_RESERVED) return SQLITE_OK;
  closed_to_readers_ = true;
  held->level = SQLITE_LOCK_PENDING;
  if (readers_ > 1) return SQLITE_BUSY;
  held->level = level;
  return SQLITE_OK;
}

void FileLocks::Unlock(HeldLocks* held, int level) {
  if (held->level <= level) return;
  if (writer_ == held) {
    writer_ = nullptr;
    closed_to_readers_ = false;
  }
  if (level == SQLITE_LOCK_NONE) --readers_;
  held->level = level;
}

int FileLocks::LockSlots(HeldLocks* held, int first, int count, bool shared) {
  for (int slot = first; slot < first + count; ++slot) {
    const int own = Holds(held->shared_slots, slot) ? 1 : 0;
    if (slot_writers_[slot] != nullptr && slot_writers_[slot] != held) return SQLITE_BUSY;
    if (!shared && slot_readers_[slot] > own) return SQLITE_BUSY;
  }
  for (int slot = first; slot < first + count; ++slot) {
    if (!shared) {
      slot_writers_[slot] = held;
    } else if (!Holds(held->shared_slots, slot)) {
      ++slot_readers_[slot];
    }
  }
  (shared ? held->shared_slots : held->exclusive_slots) |= Mask(first, count);
  return SQLITE_OK;
}

void FileLocks::UnlockSlots(HeldLocks* held, int first, int count) {
  for (int slot = first; slot < first + count; ++slot) {
    if (Holds(held->shared_slots, slot)) --slot_readers_[slot];
    if (Holds(held->exclusive_slots, slot)) slot_writers_[slot] = nullptr;
  }
  held->shared_slots &= ~Mask(first, count);
  held->exclusive_slots &= ~Mask(first, count);
}

void* FileLocks::Region(std::size_t index, std::size_t size, bool make) {
  if (index >= regions_.size() && !make) return nullptr;
  while (regions_.size() <= index) regions_.push_back(std::make_unique<std::vector<char>>(size));
  return regions_[index]->data();
}

}  // namespace instar
