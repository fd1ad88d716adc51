#include "runtime/applying/rebuild.h"

#include "runtime/applying/fields.h"

namespace instar {
namespace {

// Never renumber: steps are kept inside databases. They stand in this order; what is in a list repeats.
enum class Tag : unsigned char {
  kTable = 1,
  kPlainName,
  kDefinition,
  kFlags,  // 4 bytes, big-endian
  kOldColumn,
  kColumn,
  kExpression,
  // Three together, for each object.
  kObjectType,
  kObjectName,
  kObjectSql,
  // Two together, for each check.
  kCheckQuery,
  kCheckPromise,
  // 13 was another proof, before the first release.
  kProbeDefinition = 14,
  kProbe,
};

}  // namespace

std::string EncodeRebuild(const Rebuild& rebuild) {
  FieldWriter<Tag> writer;
  writer.Add(Tag::kTable, rebuild.table);
  writer.Add(Tag::kPlainName, rebuild.plain_name);
  writer.Add(Tag::kDefinition, rebuild.definition);
  writer.Add(Tag::kFlags, NumberField(rebuild.flags));
  writer.AddAll(Tag::kOldColumn, rebuild.old_columns);
  writer.AddAll(Tag::kColumn, rebuild.columns);
  writer.AddAll(Tag::kExpression, rebuild.expressions);
  for (const RebuildObject& object : rebuild.objects) {
    writer.Add(Tag::kObjectType, object.type);
    writer.Add(Tag::kObjectName, object.name);
    writer.Add(Tag::kObjectSql, object.sql);
  }
  for (const RebuildCheck& check : rebuild.checks) {
    writer.Add(Tag::kCheckQuery, check.query);
    writer.Add(Tag::kCheckPromise, check.promise);
  }
  if ((rebuild.flags & kRebuildDefaultEdit) != 0) {
    writer.Add(Tag::kProbeDefinition, rebuild.probe_definition);
    writer.Add(Tag::kProbe, rebuild.probe);
  }
  return writer.Take();
}

bool DecodeRebuild(std::string_view text, Rebuild* rebuild) {
  *rebuild = {};
  FieldReader<Tag> reader(text);
  rebuild->table = reader.Take(Tag::kTable);
  rebuild->plain_name = reader.Take(Tag::kPlainName);
  rebuild->definition = reader.Take(Tag::kDefinition);
  const std::string_view flags = reader.Take(Tag::kFlags);
  reader.TakeAll(Tag::kOldColumn, &rebuild->old_columns);
  reader.TakeAll(Tag::kColumn, &rebuild->columns);
  reader.TakeAll(Tag::kExpression, &rebuild->expressions);
  while (reader.At(Tag::kObjectType)) {
    RebuildObject& object = rebuild->objects.emplace_back();
    object.type = reader.Take(Tag::kObjectType);
    object.name = reader.Take(Tag::kObjectName);
    object.sql = reader.Take(Tag::kObjectSql);
  }
  while (reader.At(Tag::kCheckQuery)) {
    RebuildCheck& check = rebuild->checks.emplace_back();
    check.query = reader.Take(Tag::kCheckQuery);
    check.promise = reader.Take(Tag::kCheckPromise);
  }
  if (flags.size() != 4) return false;
  rebuild->flags = NumberIn(flags);
  if ((rebuild->flags & kRebuildDefaultEdit) != 0) {
    rebuild->probe_definition = reader.Take(Tag::kProbeDefinition);
    rebuild->probe = reader.Take(Tag::kProbe);
  }
  if (!reader.AtEnd()) return false;
  return !rebuild->plain_name.empty() && !rebuild->columns.empty() &&
         rebuild->columns.size() == rebuild->expressions.size();
}

}  // namespace instar
