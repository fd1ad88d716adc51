#include "runtime/applying/schema_change.h"

#include <utility>

#include "runtime/applying/fields.h"
#include "runtime/applying/table_parts.h"

namespace instar {
namespace {

// Never renumber: stored in tables. A part is its kind, as a byte, its name, a zero byte, and its text.
enum class Tag : unsigned char {
  kTable = 1,  // the table of what follows
  kMade,       // or changed
  kDropped,
  kTableDropped,  // with all that stands on it
};

std::string PartField(const SchemaPart& part) {
  std::string field(1, static_cast<char>(part.kind));
  return field.append(part.name).append(1, '\0').append(part.text);
}

bool ReadPart(std::string_view table, std::string_view field, SchemaPart* part) {
  const std::size_t end = field.find('\0', 1);
  if (field.empty() || end == std::string_view::npos) return false;
  part->kind = static_cast<PartKind>(field.front());
  part->table = table;
  part->name = field.substr(1, end - 1);
  part->text = field.substr(end + 1);
  return part->kind >= PartKind::kTable && part->kind <= PartKind::kVirtualTable;
}

bool Holds(const SchemaParts& parts, std::string_view table) {
  const std::string key = KeyOfTable(table);
  const auto first = parts.lower_bound(key);
  return first != parts.end() && first->first.compare(0, key.size(), key) == 0;
}

void DropTable(std::string_view table, SchemaParts* parts) {
  const std::string key = KeyOfTable(table);
  auto part = parts->lower_bound(key);
  while (part != parts->end() && part->first.compare(0, key.size(), key) == 0) part = parts->erase(part);
}

class ChangeWriter {
 public:
  void Drop(const SchemaPart& part, bool with_table) {
    if (!with_table) return Add(Tag::kDropped, part);
    if (dropped_ == part.table) return;
    dropped_ = part.table;
    writer_.Add(Tag::kTableDropped, part.table);
  }
  void Add(Tag tag, const SchemaPart& part) {
    if (table_ != part.table) writer_.Add(Tag::kTable, part.table);
    table_ = part.table;
    writer_.Add(tag, PartField(part));
  }
  std::string Take() { return writer_.Take(); }

 private:
  FieldWriter<Tag> writer_;
  std::string_view table_;
  std::string_view dropped_;
};

}  // namespace

std::string EncodeSchemaChange(const SchemaParts& before, const SchemaParts& after) {
  ChangeWriter writer;
  for (const auto& [key, part] : before) {
    if (after.find(key) == after.end()) writer.Drop(part, !Holds(after, part.table));
  }
  for (const auto& [key, part] : after) {
    const auto found = before.find(key);
    const bool same = found != before.end() && found->second.text == part.text &&
                      found->second.name == part.name && found->second.table == part.table;
    if (!same) writer.Add(Tag::kMade, part);
  }
  return writer.Take();
}

bool ApplySchemaChange(std::string_view text, SchemaParts* parts) {
  FieldReader<Tag> reader(text);
  std::string_view table;
  SchemaPart part;
  while (reader.valid() && !reader.AtEnd()) {
    if (reader.At(Tag::kTable)) {
      table = reader.Take(Tag::kTable);
    } else if (reader.At(Tag::kTableDropped)) {
      DropTable(reader.Take(Tag::kTableDropped), parts);
    } else {
      const bool made = reader.At(Tag::kMade);
      if (!ReadPart(table, reader.Take(made ? Tag::kMade : Tag::kDropped), &part)) return false;
      if (made) {
        AddPart(std::move(part), parts);
      } else {
        parts->erase(KeyOf(part));
      }
    }
  }
  return reader.valid();
}

}  // namespace instar
