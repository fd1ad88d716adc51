// One function for each statement: what it does to the schema goes to the scope as operations, and what is
// wrong with it is reported.
#ifndef INSTAR_COMPILER_SCHEMA_STATEMENTS_H_
#define INSTAR_COMPILER_SCHEMA_STATEMENTS_H_

#include "compiler/schema/scope.h"
#include "compiler/source/source.h"
#include "compiler/syntax/sql_tree.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

// `source` is the whole statement.
void Interpret(Scope* scope, const sql::CreateTable& create, SourceRange source);
void Interpret(Scope* scope, const sql::DropTable& drop, SourceRange source);
void Interpret(Scope* scope, const sql::AlterTable& alter, SourceRange source);
void Interpret(Scope* scope, const sql::CreateIndex& create, SourceRange source);
void Interpret(Scope* scope, const sql::DropIndex& drop, SourceRange source);
void Interpret(Scope* scope, const sql::RenameIndex& rename, SourceRange source);
void Interpret(Scope* scope, const sql::CreateView& create, SourceRange source);
void Interpret(Scope* scope, const sql::DropView& drop, SourceRange source);
void Interpret(Scope* scope, const sql::CreateEnum& create, SourceRange source);
void Interpret(Scope* scope, const sql::AlterEnum& alter, SourceRange source);
void Interpret(Scope* scope, const sql::DropType& drop, SourceRange source);
void Interpret(Scope* scope, const sql::DataStatement& data, const Statement& statement);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_STATEMENTS_H_
