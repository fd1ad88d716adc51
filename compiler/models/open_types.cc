#include "compiler/models/open_types.h"

namespace instar::compiler {
namespace {

enum class Family { kWhole, kFraction, kTimestamp, kTime, kOther };

Family FamilyOf(const Type& type) {
  switch (type.kind) {
    case TypeKind::kSmallint:
    case TypeKind::kInteger:
    case TypeKind::kBigint:
      return Family::kWhole;
    case TypeKind::kReal:
    case TypeKind::kDouble:
      return Family::kFraction;
    case TypeKind::kTimestamp:
      return Family::kTimestamp;
    case TypeKind::kTime:
      return Family::kTime;
    default:
      return Family::kOther;
  }
}

}  // namespace

bool FitsOpenType(const Type& head, const Type& model) {
  return FamilyOf(head) != Family::kOther && FamilyOf(head) == FamilyOf(model);
}

}  // namespace instar::compiler
