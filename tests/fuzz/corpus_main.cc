// Runs the fuzzer's entry on every file named, and on every file beneath a folder named: a corpus as a test,
// with any compiler.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::filesystem::path> ListInputs(const std::filesystem::path& root) {
  if (!std::filesystem::is_directory(root)) return {root};
  std::vector<std::filesystem::path> inputs;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) inputs.push_back(entry.path());
  }
  std::sort(inputs.begin(), inputs.end());
  return inputs;
}

bool Run(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  // Said first, so that a crash names its input.
  std::printf("%s\n", path.filename().string().c_str());
  std::fflush(stdout);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  LLVMFuzzerInitialize(&argc, &argv);
  std::size_t count = 0;
  for (int i = 1; i < argc; ++i) {
    for (const std::filesystem::path& path : ListInputs(argv[i])) {
      if (!Run(path)) {
        std::fprintf(stderr, "cannot read %s\n", path.string().c_str());
        return 1;
      }
      ++count;
    }
  }
  std::printf("inputs: %zu\n", count);
  return count == 0 ? 1 : 0;
}
