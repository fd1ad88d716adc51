#include "runtime/applying/rebuild.h"

#include <cstddef>
#include <utility>

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

constexpr std::size_t kNumberSize = 4;

std::string Number(std::size_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>((value >> shift) & 0xFF));
  return bytes;
}

// Of at least four bytes.
std::uint32_t NumberIn(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < kNumberSize; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

class Writer {
 public:
  void Add(Tag tag, std::string_view bytes) {
    text_.push_back(static_cast<char>(tag));
    text_.append(Number(bytes.size())).append(bytes);
  }
  void AddAll(Tag tag, const std::vector<std::string_view>& list) {
    for (const std::string_view bytes : list) Add(tag, bytes);
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

// After the first field that is not as it must be, nothing more is taken.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool At(Tag tag) const { return valid_ && !text_.empty() && text_[0] == static_cast<char>(tag); }
  bool AtEnd() const { return valid_ && text_.empty(); }

  std::string_view Take(Tag tag) {
    constexpr std::size_t kHeader = 1 + kNumberSize;
    valid_ = At(tag) && text_.size() >= kHeader && NumberIn(text_.substr(1)) <= text_.size() - kHeader;
    if (!valid_) return {};
    const std::size_t size = NumberIn(text_.substr(1));
    const std::string_view bytes = text_.substr(kHeader, size);
    text_.remove_prefix(kHeader + size);
    return bytes;
  }
  void TakeAll(Tag tag, std::vector<std::string_view>* list) {
    while (At(tag)) list->push_back(Take(tag));
  }

 private:
  std::string_view text_;
  bool valid_ = true;
};

}  // namespace

std::string EncodeRebuild(const Rebuild& rebuild) {
  Writer writer;
  writer.Add(Tag::kTable, rebuild.table);
  writer.Add(Tag::kPlainName, rebuild.plain_name);
  writer.Add(Tag::kDefinition, rebuild.definition);
  writer.Add(Tag::kFlags, Number(rebuild.flags));
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
  Reader reader(text);
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
  if (flags.size() != kNumberSize) return false;
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
