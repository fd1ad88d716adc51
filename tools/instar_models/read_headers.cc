#include "tools/instar_models/read_headers.h"

#include <clang/AST/ASTConsumer.h>
#include <clang/Basic/Version.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Frontend/Utils.h>
#include <clang/Sema/SemaConsumer.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <memory>
#include <utility>

#include "tools/instar_models/clang_headers.h"
#include "tools/instar_models/error_log.h"
#include "tools/instar_models/macro_uses.h"
#include "tools/instar_models/model_reader.h"
#include "tools/instar_models/printer.h"
#include "tools/instar_models/reporter.h"

static_assert(CLANG_VERSION_MAJOR == LLVM_VERSION_MAJOR, "headers of two versions of LLVM are mixed");

namespace instar::models {
namespace {

using clang::CompilerInstance;

// All headers are read as parts of this file, so that those of the standard library are read once.
constexpr char kMainFile[] = "/instar-models/headers.cc";

class Dependencies final : public clang::DependencyCollector {
  bool sawDependency(llvm::StringRef file, bool from_module, bool is_system, bool is_module_file,
                     bool is_missing) override {
    return file != kMainFile && !is_missing &&
           DependencyCollector::sawDependency(file, from_module, is_system, is_module_file, is_missing);
  }
};

// What outlives Clang's run, and what is found in it.
struct Run {
  explicit Run(const HeadersToRead& wanted) : printer(kMainFile, wanted.color) {}

  ErrorLog log;
  Printer printer;
  MacroUses uses;
  HeadersRead read;
};

void ReportMissingHeaders(const clang::SourceManager& sources, MacroUses* uses, Reporter* reporter) {
  auto& missing = uses->missing_files;
  for (auto file = missing.begin(); file != missing.end();) {
    if (sources.isInMainFile(file->location)) {
      reporter->Error({}, "cannot find the header '" + file->name + "'");
      file = missing.erase(file);
    } else {
      ++file;
    }
  }
}

void ReportMacros(const MacroUses& uses, Reporter* reporter) {
  for (const MacroUses::Place& macro : uses.redefined) {
    reporter->Error(macro.location, "'" + macro.name +
                                        "' belongs to <instar/model.h>; with this definition no "
                                        "annotation can be read");
  }
}

// What the macros were written for, but does not exist.
void ReportUnused(const MacroUses& uses, Reporter* reporter) {
  for (const clang::SourceLocation location : uses.tables) {
    reporter->Error(location,
                    "this INSTAR_TABLE is at no struct that can be read: write it behind 'struct', "
                    "outside functions and templates");
  }
  for (const clang::SourceLocation location : uses.columns) {
    reporter->Warning(location, "this INSTAR_COL is at no member of a table");
  }
}

void ReadTranslationUnit(clang::Sema& sema, Run* run) {
  clang::DiagnosticsEngine& engine = sema.getDiagnostics();
  const clang::SourceManager& sources = sema.getSourceManager();
  // From here on it is the reader that speaks, whatever Clang met before.
  engine.setClient(&run->printer, false);
  engine.Reset(true);
  engine.setIgnoreAllWarnings(false);
  Reporter reporter(engine);
  run->printer.BeginSourceFile(sema.getLangOpts(), &sema.getPreprocessor());
  ReportMissingHeaders(sources, &run->uses, &reporter);
  ReportMacros(run->uses, &reporter);
  run->log.TakeMisplaced(sources, &run->uses, &reporter);
  ReadModels read = ReadModelsOf(sema, &run->uses, &reporter);
  for (const clang::Decl* model : read.structs) {
    if (HasErrorIn(sources, *model, run->log)) read.broken.push_back(model);
  }
  const bool is_lost = !run->uses.tables.empty() || HasErrorAtEnd(sources, run->log);
  const bool nothing = read.models.empty() && reporter.errors() == 0 && read.broken.empty() && !is_lost;
  if (nothing)
    reporter.Error({}, "there is no table in these headers: write INSTAR_TABLE(name) behind 'struct'");
  if (!read.broken.empty() || nothing || is_lost) {
    ReportBroken(sources, read.broken, run->log, run->uses, &reporter);
  } else if (reporter.errors() == 0) {
    WarnOfUnread(run->log, run->uses, &reporter);
  }
  if (reporter.errors() == 0 || (run->log.entries().empty() && run->uses.missing_files.empty())) {
    ReportUnused(run->uses, &reporter);
  }
  run->read.ok = reporter.errors() == 0;
  run->read.models = std::move(read.models);
}

class Consumer final : public clang::SemaConsumer {
 public:
  explicit Consumer(Run* run) : run_(run) {}
  void InitializeSema(clang::Sema& sema) override { sema_ = &sema; }
  void HandleTranslationUnit(clang::ASTContext& /*context*/) override { ReadTranslationUnit(*sema_, run_); }

 private:
  Run* run_;
  clang::Sema* sema_ = nullptr;
};

class ReadModelsAction final : public clang::ASTFrontendAction {
 public:
  explicit ReadModelsAction(Run* run) : run_(run) {}

 protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(CompilerInstance& compiler,
                                                        llvm::StringRef /*file*/) override {
    clang::Preprocessor& preprocessor = compiler.getPreprocessor();
    // A header that is missing should cost no more than what it declares.
    preprocessor.SetSuppressIncludeNotFoundError(true);
    preprocessor.addPPCallbacks(WatchMacros(preprocessor, &run_->uses));
    return std::make_unique<Consumer>(run_);
  }

 private:
  Run* run_;
};

class RunReader final : public clang::tooling::ToolAction {
 public:
  explicit RunReader(Run* run) : run_(run) {}

  bool runInvocation(std::shared_ptr<clang::CompilerInvocation> invocation, clang::FileManager* files,
                     std::shared_ptr<clang::PCHContainerOperations> containers,
                     clang::DiagnosticConsumer* /*consumer*/) override {
    invocation->getFrontendOpts().SkipFunctionBodies = true;
    // The process ends soon.
    invocation->getFrontendOpts().DisableFree = true;
    invocation->getDiagnosticOpts().IgnoreWarnings = true;
    invocation->getDiagnosticOpts().ErrorLimit = 0;
    CompilerInstance compiler(std::move(containers));
    compiler.setInvocation(std::move(invocation));
    compiler.setFileManager(files);
    compiler.createDiagnostics(&run_->log, /*ShouldOwnClient=*/false);
    compiler.createSourceManager(*files);
    const auto dependencies = std::make_shared<Dependencies>();
    compiler.addDependencyCollector(dependencies);
    ReadModelsAction action(run_);
    compiler.ExecuteAction(action);
    for (const std::string& file : dependencies->getDependencies()) run_->read.files.push_back(file);
    return true;
  }

 private:
  Run* run_;
};

std::string IncludeAll(const HeadersToRead& wanted) {
  std::string text;
  const auto include = [&text](const std::string& header) {
    if (!header.empty() && header.front() == '<') {
      text += "#include " + header + "\n";
      return;
    }
    llvm::SmallString<256> path(header);
    // Where there is no working folder it stays relative.
    (void)llvm::sys::fs::make_absolute(path);
    text += "#include \"" + path.str().str() + "\"\n";
  };
  for (const std::string& header : wanted.precompiled) include(header);
  for (const std::string& header : wanted.headers) include(header);
  return text;
}

}  // namespace

HeadersRead ReadHeaders(const HeadersToRead& wanted) {
  const llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem> overlay(
      new llvm::vfs::OverlayFileSystem(llvm::vfs::getRealFileSystem()));
  const llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> memory(new llvm::vfs::InMemoryFileSystem);
  memory->addFile(kMainFile, 0, llvm::MemoryBuffer::getMemBufferCopy(IncludeAll(wanted)));
  overlay->pushOverlay(memory);
  for (std::size_t at = 0; at < kClangHeaderCount; ++at) {
    const ClangHeader& header = kClangHeaders[at];
    memory->addFile(std::string(kClangHeaderFolder) + "/" + std::string(header.name), 0,
                    llvm::MemoryBuffer::getMemBuffer({header.text.data(), header.text.size()}));
  }
  const llvm::IntrusiveRefCntPtr<clang::FileManager> files(new clang::FileManager({}, overlay));
  std::vector<std::string> arguments = {
      "instar-models", "-fsyntax-only",       "-x", "c++", "-DINSTAR_READER",
      "-resource-dir", "/instar-models/clang"};
  arguments.insert(arguments.end(), wanted.options.begin(), wanted.options.end());
  arguments.emplace_back(kMainFile);
  Run run(wanted);
  RunReader reader(&run);
  clang::tooling::ToolInvocation invocation(arguments, &reader, files.get(),
                                            std::make_shared<clang::PCHContainerOperations>());
  invocation.setDiagnosticConsumer(&run.log);
  invocation.run();
  return std::move(run.read);
}

}  // namespace instar::models
