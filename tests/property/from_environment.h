// Numbers that whoever runs a test may set.
#ifndef INSTAR_TESTS_PROPERTY_FROM_ENVIRONMENT_H_
#define INSTAR_TESTS_PROPERTY_FROM_ENVIRONMENT_H_

#include <cstdint>
#include <cstdlib>

namespace instar::compiler::property {

inline std::uint64_t FromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_FROM_ENVIRONMENT_H_
