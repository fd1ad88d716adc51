// One table, several threads: each with a database of its own, then all on one; and a thread that cancels.
#include <instar/sqlite.h>
#include <instar/sqlite_backup.h>
#include <sqlite3.h>

#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "shop_migrations.h"

namespace {

constexpr int kThreads = 4;
std::atomic<int> failures{0};

void Expect(bool right, const char* what) {
  if (right) return;
  std::printf("not so: %s\n", what);
  ++failures;
}

void InThreads(const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

// The caller's connection, used by one thread.
void MigrateConnection(const std::string& path) {
  sqlite3* db = nullptr;
  sqlite3_open(path.c_str(), &db);
  for (int round = 0; round < 3; ++round) {
    instar::Options options;
    std::size_t calls = 0;
    options.progress = [&](const instar::Progress&) {
      ++calls;
      return instar::ProgressResult::kContinue;
    };
    Expect(instar::sqlite::Upgrade(db, shop::migrations(), options).ok(), "up on a connection");
    Expect(calls > 2, "the progress is this thread's");
    options.target = "base";
    Expect(instar::sqlite::Downgrade(db, shop::migrations(), options).ok(), "down on a connection");
  }
  sqlite3_close(db);
}

// A migration that never ends by itself: it waits for a lock.
void CancelFromAnotherThread(const std::string& path) {
  sqlite3* owner = nullptr;
  sqlite3_open(path.c_str(), &owner);
  sqlite3_exec(owner, "begin immediate", nullptr, nullptr, nullptr);
  std::atomic<bool> cancel{false};
  std::atomic<bool> waiting{false};
  instar::Options options;
  options.cancel = &cancel;
  options.progress = [&](const instar::Progress& now) {
    waiting = now.stage == instar::ProgressStage::kWaiting;
    return instar::ProgressResult::kContinue;
  };
  std::thread stopper([&] {
    while (!waiting) std::this_thread::yield();
    cancel = true;
  });
  const instar::Report report = instar::sqlite::Upgrade(path, shop::migrations(), options);
  Expect(report.status.code() == instar::StatusCode::kCancelled, "cancelled from another thread");
  waiting = true;
  stopper.join();
  sqlite3_close(owner);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = argv[1];
  InThreads([&](int i) { MigrateConnection(folder + "/own" + std::to_string(i) + ".db"); });
  instar::Options options;
  options.backup = instar::sqlite::KeepBackups();
  std::atomic<int> applied{0};
  InThreads([&](int) {
    const instar::Report report = instar::sqlite::Upgrade(folder + "/shared.db", shop::migrations(), options);
    Expect(report.ok(), "up on the shared file");
    applied += static_cast<int>(report.applied.size());
  });
  Expect(applied == 3, "each revision once");
  CancelFromAnotherThread(folder + "/locked.db");
  std::printf("%d failures\n", failures.load());
  return failures == 0 ? 0 : 1;
}
