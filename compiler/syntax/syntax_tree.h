// A `.migration` file as a tree: what was written, with the place of every part, and nothing concluded from
// it.
#ifndef INSTAR_COMPILER_SYNTAX_SYNTAX_TREE_H_
#define INSTAR_COMPILER_SYNTAX_SYNTAX_TREE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/source/source.h"
#include "compiler/syntax/sql_tree.h"
#include "compiler/syntax/token.h"
#include "instar/table.h"

namespace instar::compiler {

// An id, a label, the name of a lint or of a dialect.
struct Name {
  SourceRange range;
  std::string text;
};

// A string of the header; the value is without its quotes, the range with them.
struct Text {
  SourceRange range;
  std::string value;
};

struct Allow {
  SourceRange range;  // the whole statement
  std::vector<Name> lints;
  Text reason;
};

// `breaking "why";` or `compatible "why";`
struct Compatibility {
  SourceRange range;
  bool breaking = false;
  Text reason;
};

struct Header {
  std::optional<Name> revision;  // absent when the file has none that can be read
  std::optional<Text> message;
  SourceRange revises;        // the whole clause, with its ';'; invalid when it is missing
  bool revises_base = false;  // `revises base;`
  std::vector<Name> parents;
  std::vector<Name> dependencies;  // ids or labels
  std::vector<Name> labels;
  std::optional<Text> created;
  std::optional<Compatibility> compatibility;
  std::optional<SourceRange> transaction_none;
  std::vector<Allow> allows;
};

// One statement inside a raw block, without its ';'. Bytes of the file as they are.
struct RawStatement {
  SourceRange range;
};

enum class StatementKind {
  kSql,    // portable SQL
  kRaw,    // on sqlite, postgresql { ... }
  kCall,   // call shop::HashKeys;
  kAllow,  // allow lint "why";
  kAuto,   // auto;
};

struct Statement {
  StatementKind kind = StatementKind::kSql;
  SourceRange range;          // without the ';'
  std::vector<Token> tokens;  // all of it but the ';' (kRaw: `on` and the dialects, up to but without '{')
  // kSql: null when it could not be understood (the errors are reported)
  std::shared_ptr<const sql::Statement> sql;
  // kRaw
  std::vector<Dialect> dialects;  // as written, without the unknown ones
  SourceRange raw_text;           // between the braces
  std::vector<RawStatement> raw_statements;
  // kCall: shop::HashKeys
  Name function;
  // kAllow
  Allow allow;
};

struct Block {
  SourceRange range;  // from '{' to '}'
  std::vector<Statement> statements;
};

enum class DowngradeKind { kMissing, kBlock, kAuto, kAutoKeepingData, kIrreversible };

struct Downgrade {
  DowngradeKind kind = DowngradeKind::kMissing;
  SourceRange keyword;  // `downgrade` or `irreversible`
  Block block;          // kBlock
  Text reason;          // kIrreversible
};

// How far a file is read: each takes several times as long as the one before. What is wrong further on is not
// seen.
enum class ParseDepth {
  kHeader,  // up to the first block: enough for the chain
  kTokens,  // up to the downgrade's block, statements as their tokens: enough for what databases hold
  kSql,     // statements as trees
};

struct SyntaxTree {
  FileId file = kNoFile;
  Header header;
  SourceRange upgrade_keyword;  // invalid when the block is missing
  Block upgrade;
  Downgrade downgrade;
  // Something in the file could not be understood. The header may still be good: the chain uses it, so that
  // one bad file hides no other; later phases leave the file out.
  bool has_errors = false;
  // The file holds more revisions than the one in its header, and they were not read.
  bool hides_revisions = false;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_SYNTAX_TREE_H_
