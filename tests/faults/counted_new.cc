#include "tests/faults/counted_new.h"

#include <cstdlib>
#include <new>

namespace {

instar::NewCounts counts;

}  // namespace

instar::NewCounts instar::CountedNew() { return counts; }

void* operator new(std::size_t size) {
  ++counts.calls;
  counts.bytes += size;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
