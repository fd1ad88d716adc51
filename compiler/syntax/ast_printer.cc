#include "compiler/syntax/ast_printer.h"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

#include "compiler/syntax/names.h"

namespace instar::compiler {
namespace {

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (c == '\n') {
      escaped += "\\n";
    } else if (c == '\\') {
      escaped += "\\\\";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char buffer[8];
      std::snprintf(buffer, sizeof(buffer), "\\x%02x", static_cast<unsigned>(c));
      escaped += buffer;
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// A string as it is written in a header.
std::string Quoted(std::string_view text, char quote) {
  std::string quoted(1, quote);
  for (char c : text) {
    if (c == quote) quoted += quote;
    quoted += c;
  }
  return quoted + quote;
}

std::string Joined(const std::vector<Name>& names) {
  std::string joined;
  for (const Name& name : names) joined += (joined.empty() ? "" : ", ") + name.text;
  return joined;
}

class TreePrinter {
 public:
  TreePrinter(const SourceSet& sources, const SyntaxTree& tree) : sources_(sources), tree_(tree) {
    std::string_view text = sources.file(tree.file).text;
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
      line_ends_.push_back(static_cast<std::uint32_t>(at));
    }
  }

  std::string Print() {
    Line(0, "migration " + sources_.file(tree_.file).path + (tree_.has_errors ? " with errors" : ""));
    PrintHeader(tree_.header);
    if (tree_.upgrade_keyword.valid()) {
      Line(1, "upgrade" + Place(tree_.upgrade_keyword));
      PrintStatements(tree_.upgrade);
    }
    PrintDowngrade(tree_.downgrade);
    return std::move(out_);
  }

 private:
  void Line(int depth, std::string_view text) {
    out_.append(static_cast<std::size_t>(depth) * 2, ' ');
    out_ += text;
    out_ += '\n';
  }

  std::string Place(SourceRange range) {
    auto line = std::lower_bound(line_ends_.begin(), line_ends_.end(), range.begin);
    // The first line may begin with a byte order mark, which has no column.
    std::uint32_t column = line == line_ends_.begin() ? sources_.Position(tree_.file, range.begin).column
                                                      : range.begin - *(line - 1);
    return " <" + std::to_string(line - line_ends_.begin() + 1) + ":" + std::to_string(column) + ">";
  }

  void PrintHeader(const Header& header) {
    if (header.revision) Line(1, "revision " + header.revision->text + Place(header.revision->range));
    if (header.message) Line(2, "message " + Quoted(header.message->value, '"'));
    if (header.revises.valid()) Line(1, "revises" + Place(header.revises));
    if (header.revises_base) Line(2, "base");
    for (const Name& parent : header.parents) Line(2, "parent " + parent.text + Place(parent.range));
    for (const Name& name : header.dependencies) Line(1, "depends on " + name.text + Place(name.range));
    for (const Name& label : header.labels) Line(1, "label " + label.text + Place(label.range));
    if (header.created)
      Line(1, "created " + Quoted(header.created->value, '\'') + Place(header.created->range));
    if (header.compatibility) {
      Line(1, (header.compatibility->breaking ? "breaking " : "compatible ") +
                  Quoted(header.compatibility->reason.value, '"') + Place(header.compatibility->range));
    }
    if (header.transaction_none) Line(1, "transaction none" + Place(*header.transaction_none));
    for (const Allow& allow : header.allows) {
      if (allow.range.valid()) PrintAllow(1, allow);
    }
  }

  void PrintAllow(int depth, const Allow& allow) {
    Line(depth, "allow " + Joined(allow.lints) + " " + Quoted(allow.reason.value, '"') + Place(allow.range));
  }

  void PrintDowngrade(const Downgrade& downgrade) {
    switch (downgrade.kind) {
      case DowngradeKind::kMissing:
        return;
      case DowngradeKind::kAuto:
        return Line(1, "downgrade auto" + Place(downgrade.keyword));
      case DowngradeKind::kAutoKeepingData:
        return Line(1, "downgrade auto keeping data" + Place(downgrade.keyword));
      case DowngradeKind::kIrreversible:
        return Line(1, "irreversible " + Quoted(downgrade.reason.value, '"') + Place(downgrade.keyword));
      case DowngradeKind::kBlock:
        Line(1, "downgrade" + Place(downgrade.keyword));
        PrintStatements(downgrade.block);
    }
  }

  void PrintStatements(const Block& block) {
    for (const Statement& statement : block.statements) PrintStatement(statement);
  }

  void PrintStatement(const Statement& statement) {
    switch (statement.kind) {
      case StatementKind::kSql:
        Line(2, "sql" + Place(statement.range));
        return PrintTokens(statement.tokens);
      case StatementKind::kRaw:
        return PrintRaw(statement);
      case StatementKind::kCall:
        return Line(2, "call " + statement.function.text + Place(statement.range));
      case StatementKind::kAllow:
        return PrintAllow(2, statement.allow);
      case StatementKind::kAuto:
        return Line(2, "auto" + Place(statement.range));
    }
  }

  // One line of all tokens: it shows where one ends and the next begins.
  void PrintTokens(const std::vector<Token>& tokens) {
    std::string line;
    for (const Token& token : tokens) {
      if (!line.empty()) line += ' ';
      line += Escaped(sources_.Text(token.range));
    }
    Line(3, line);
  }

  void PrintRaw(const Statement& statement) {
    std::string names;
    for (Dialect dialect : statement.dialects) {
      names += (names.empty() ? " " : ", ") + std::string(NameOf(dialect));
    }
    Line(2, "on" + names + Place(statement.range));
    for (const RawStatement& raw : statement.raw_statements) {
      Line(3, "raw" + Place(raw.range));
      Line(4, Escaped(sources_.Text(raw.range)));
    }
  }

  const SourceSet& sources_;
  const SyntaxTree& tree_;
  std::vector<std::uint32_t> line_ends_;
  std::string out_;
};

}  // namespace

std::string PrintTree(const SourceSet& sources, const SyntaxTree& tree) {
  return TreePrinter(sources, tree).Print();
}

}  // namespace instar::compiler
