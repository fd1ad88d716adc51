// `migrations.lock`: which revisions have been released, and what they were (DESIGN 4.5). It lies beside the
// migrations, under version control, and is written by `instar release`:
//
//   # What has been released. ...
//   instar-lock 1
//   release v1.0
//   add_users  base       3f9a...  77c1...
//   add_roles  add_users  90be...  0a5d...
//
// A line is the id, the parents joined by ',' (or `base`) and, after a ';', the dependencies in the same way;
// then the meaning hash and the downgrade hash, 64 hexadecimal digits each. Lines are in the order of
// application and new ones are appended: two branches that both released conflict when they are merged, and
// no others do. An empty file is a lock that holds nothing: nothing has been released yet.
#ifndef INSTAR_COMPILER_CHAIN_LOCK_FILE_H_
#define INSTAR_COMPILER_CHAIN_LOCK_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace instar::compiler {

inline constexpr char kLockFileName[] = "migrations.lock";

struct LockedRevision {
  std::string id;
  std::string links;  // "a,b;c", as in the file
  Hash meaning;
  Hash downgrade;
  std::uint32_t release = 0;  // index in LockFile::releases
  SourceRange place;          // the id
};

struct Release {
  std::string tag;
  SourceRange place;  // the tag
};

struct LockFile {
  FileId file = kNoFile;
  std::vector<Release> releases;  // oldest first
  std::vector<LockedRevision> revisions;
};

// Nothing when the file is not a lock, which is reported as bad-lock-file, at the first line that is wrong.
std::optional<LockFile> ReadLockFile(const SourceSet& sources, FileId file, Diagnostics* diagnostics);

// Whether `tag` can stand in the file: 1 to 100 printable characters of ASCII without spaces.
bool IsReleaseTag(std::string_view tag);

// What a revision's line says about its place in the chain.
std::string LockedLinks(const Chain& chain, std::uint32_t revision);

// The text of the file with one more release at its end. `text` is what the file holds now, or empty;
// `revisions` are indices in the chain, in its order.
std::string WithRelease(std::string_view text, std::string_view tag, const Chain& chain,
                        const std::vector<RevisionHashes>& hashes,
                        const std::vector<std::uint32_t>& revisions);

// The text of a lock that holds nothing.
std::string EmptyLockFile();

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_LOCK_FILE_H_
