// Bytes as text.
#ifndef INSTAR_RUNTIME_APPLYING_HEX_H_
#define INSTAR_RUNTIME_APPLYING_HEX_H_

#include <string>
#include <string_view>

namespace instar {

// Two digits for each byte, in lower case.
std::string HexOf(std::string_view bytes);

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_HEX_H_
