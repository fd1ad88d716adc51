#include "tools/instar_models/macro_uses.h"

#include <clang/Basic/SourceManager.h>
#include <clang/Lex/MacroInfo.h>

namespace instar::models {
namespace {

using clang::SourceLocation;
using clang::Token;

class MacroWatcher final : public clang::PPCallbacks {
 public:
  MacroWatcher(const clang::SourceManager& sources, MacroUses* uses) : sources_(sources), uses_(uses) {}

  void MacroExpands(const Token& name, const clang::MacroDefinition& /*definition*/,
                    clang::SourceRange /*range*/, const clang::MacroArgs* /*arguments*/) override {
    std::set<SourceLocation>* uses = UsesOf(name);
    if (uses != nullptr) uses->insert(sources_.getExpansionLoc(name.getLocation()));
  }

  void MacroDefined(const Token& name, const clang::MacroDirective* /*directive*/) override {
    if (UsesOf(name) == nullptr) return;
    const llvm::StringRef file = sources_.getFilename(sources_.getExpansionLoc(name.getLocation()));
    if (file.ends_with("instar/model.h")) return;
    uses_->redefined.push_back({name.getLocation(), name.getIdentifierInfo()->getName().str()});
  }

  void InclusionDirective(SourceLocation /*hash*/, const Token& /*include*/, llvm::StringRef name,
                          bool /*is_angled*/, clang::CharSourceRange name_range,
                          clang::OptionalFileEntryRef file, llvm::StringRef /*search_path*/,
                          llvm::StringRef /*relative_path*/, const clang::Module* /*suggested*/,
                          bool /*imported*/, clang::SrcMgr::CharacteristicKind /*kind*/) override {
    if (!file) uses_->missing_files.push_back({name_range.getBegin(), name.str()});
  }

 private:
  std::set<SourceLocation>* UsesOf(const Token& name) const {
    const clang::IdentifierInfo* identifier = name.getIdentifierInfo();
    if (identifier == nullptr) return nullptr;
    if (identifier->isStr("INSTAR_TABLE")) return &uses_->tables;
    if (identifier->isStr("INSTAR_COL")) return &uses_->columns;
    return nullptr;
  }

  const clang::SourceManager& sources_;
  MacroUses* uses_;
};

}  // namespace

std::unique_ptr<clang::PPCallbacks> WatchMacros(clang::Preprocessor& preprocessor, MacroUses* uses) {
  return std::make_unique<MacroWatcher>(preprocessor.getSourceManager(), uses);
}

}  // namespace instar::models
