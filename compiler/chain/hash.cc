#include "compiler/chain/hash.h"

#include <algorithm>

#include "compiler/chain/sha256.h"

namespace instar::compiler {
namespace {

constexpr std::uint32_t kFormatNumber = 1;
// A kind byte and the size.
constexpr std::size_t kFrameSize = 5;

// After the token kinds; hash.h explains them. Never renumber, never reuse.
enum class Field : std::uint8_t {
  kFormat = 64,
  kId = 65,
  kParent = 66,
  kDependency = 67,
  kTransaction = 68,
  kRawText = 69,
  kStatementEnd = 70,
  kDowngrade = 71,
  kReason = 72,
};

void AppendBigEndian(std::uint32_t value, std::string* to) {
  for (int shift = 24; shift >= 0; shift -= 8) to->push_back(static_cast<char>(value >> shift & 0xFF));
}

std::string WithCrLfAsLf(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dropped = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!dropped) result.push_back(text[i]);
  }
  return result;
}

// The bytes that are hashed; used for one hash after the other.
class Fields {
 public:
  explicit Fields(const SourceSet& sources) : sources_(sources) {}

  void Start() {
    bytes_.clear();
    std::string number;
    AppendBigEndian(kFormatNumber, &number);
    Add(Field::kFormat, number);
  }

  void Add(Field field, std::string_view content) { Append(static_cast<std::uint8_t>(field), content); }

  void AddSorted(Field field, std::vector<std::string_view> contents) {
    std::sort(contents.begin(), contents.end());
    for (const std::string_view content : contents) Add(field, content);
  }

  void AddStatements(const Block& block) {
    if (block.statements.empty()) return;
    has_cr_ = sources_.file(block.range.file).text.find('\r') != std::string::npos;
    for (const Statement& statement : block.statements) {
      if (statement.kind == StatementKind::kAllow) continue;
      for (const Token& token : statement.tokens) AddToken(token);
      if (statement.kind == StatementKind::kRaw) {
        AppendSource(static_cast<std::uint8_t>(Field::kRawText), statement.raw_text);
      }
      Add(Field::kStatementEnd, "");
    }
  }

  Hash Digest() const { return Sha256(bytes_); }

 private:
  void AddToken(const Token& token) {
    const std::size_t begin = bytes_.size() + kFrameSize;
    AppendSource(static_cast<std::uint8_t>(token.kind), token.range);
    if (token.kind != TokenKind::kWord) return;
    char* const end = bytes_.data() + bytes_.size();
    for (char* c = bytes_.data() + begin; c < end; ++c) {
      if (*c >= 'A' && *c <= 'Z') *c = static_cast<char>(*c - 'A' + 'a');
    }
  }

  void AppendSource(std::uint8_t kind, SourceRange range) {
    const std::string_view text = sources_.Text(range);
    if (has_cr_) {
      Append(kind, WithCrLfAsLf(text));
    } else {
      Append(kind, text);
    }
  }

  void Append(std::uint8_t kind, std::string_view content) {
    const auto size = static_cast<std::uint32_t>(content.size());
    const char frame[kFrameSize] = {static_cast<char>(kind), static_cast<char>(size >> 24),
                                    static_cast<char>(size >> 16 & 0xFF), static_cast<char>(size >> 8 & 0xFF),
                                    static_cast<char>(size & 0xFF)};
    bytes_.append(frame, kFrameSize).append(content);
  }

  const SourceSet& sources_;
  std::string bytes_;
  // Of the file that statements are in.
  bool has_cr_ = false;
};

std::vector<std::string_view> Ids(const Chain& chain, const std::vector<std::uint32_t>& revisions) {
  std::vector<std::string_view> ids;
  ids.reserve(revisions.size());
  for (const std::uint32_t r : revisions) ids.push_back(chain.revisions[r].id);
  return ids;
}

Hash MeaningHash(const Chain& chain, const Revision& revision, Fields& fields) {
  fields.Start();
  fields.Add(Field::kId, revision.id);
  fields.AddSorted(Field::kParent, Ids(chain, revision.parents));
  fields.AddSorted(Field::kDependency, Ids(chain, revision.dependencies));
  fields.Add(Field::kTransaction, revision.tree->header.transaction_none ? "none" : "default");
  fields.AddStatements(revision.tree->upgrade);
  return fields.Digest();
}

std::string_view Word(DowngradeKind kind) {
  switch (kind) {
    case DowngradeKind::kMissing:
      return "missing";
    case DowngradeKind::kBlock:
      return "block";
    case DowngradeKind::kAuto:
      return "auto";
    case DowngradeKind::kAutoKeepingData:
      return "auto keeping data";
    case DowngradeKind::kIrreversible:
      return "irreversible";
  }
  return "";
}

Hash DowngradeHash(const Downgrade& downgrade, Fields& fields) {
  fields.Start();
  fields.Add(Field::kDowngrade, Word(downgrade.kind));
  if (downgrade.kind == DowngradeKind::kBlock) fields.AddStatements(downgrade.block);
  if (downgrade.kind == DowngradeKind::kIrreversible) fields.Add(Field::kReason, downgrade.reason.value);
  return fields.Digest();
}

// `before` holds the hashes of all revisions before this one.
Hash ChainHash(const Hash& meaning, const Revision& revision, const std::vector<RevisionHashes>& before) {
  std::vector<std::uint32_t> prerequisites = revision.parents;
  prerequisites.insert(prerequisites.end(), revision.dependencies.begin(), revision.dependencies.end());
  std::vector<Hash> hashes;
  hashes.reserve(prerequisites.size());
  for (const std::uint32_t p : prerequisites) hashes.push_back(before[p].chain);
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());

  std::string bytes(meaning.begin(), meaning.end());
  for (const Hash& hash : hashes) bytes.append(hash.begin(), hash.end());
  return Sha256(bytes);
}

}  // namespace

std::vector<RevisionHashes> HashChain(const SourceSet& sources, const Chain& chain, bool with_downgrades) {
  Fields fields(sources);
  std::vector<RevisionHashes> hashes;
  hashes.reserve(chain.revisions.size());
  for (const Revision& revision : chain.revisions) {
    const Hash meaning = MeaningHash(chain, revision, fields);
    const Hash downgrade = with_downgrades ? DowngradeHash(revision.tree->downgrade, fields) : Hash{};
    hashes.push_back({meaning, ChainHash(meaning, revision, hashes), downgrade});
  }
  return hashes;
}

std::string HexOf(const Hash& hash) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * hash.size());
  for (const unsigned char byte : hash) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 0xF]);
  }
  return hex;
}

}  // namespace instar::compiler
