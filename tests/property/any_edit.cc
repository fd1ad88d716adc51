#include "tests/property/edit.h"

namespace instar::compiler::property {

std::vector<Edit> AnyEdit(Choose& choose) {
  struct Weighted {
    Maker make;
    std::size_t weight;
  };
  static constexpr Weighted kMakers[] = {
      {CreateTable, 8}, {DropTable, 2},      {RenameTable, 4},    {RecreateTable, 2},
      {AddColumn, 10},  {DropColumn, 6},     {RenameColumn, 6},   {RecreateColumn, 3},
      {SetType, 5},     {SetNotNull, 5},     {DropNotNull, 3},    {SetDefault, 5},
      {DropDefault, 3}, {AddConstraint, 10}, {DropConstraint, 6}, {RenameConstraint, 4},
      {CreateIndex, 9}, {DropIndex, 3},      {RenameIndex, 3},    {CreateView, 3},
      {DropView, 2},    {CreateEnum, 3},     {AddEnumValue, 3},   {RenameEnumValue, 3},
      {RenameEnum, 2},  {DropEnum, 1},       {Insert, 3},         {Update, 4},
      {Delete, 2},
  };
  std::size_t total = 0;
  for (const Weighted& maker : kMakers) total += maker.weight;
  std::size_t at = choose.random.Below(total);
  for (const Weighted& maker : kMakers) {
    if (at < maker.weight) return maker.make(choose);
    at -= maker.weight;
  }
  return {};
}

}  // namespace instar::compiler::property
