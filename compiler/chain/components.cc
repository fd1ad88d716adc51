#include "compiler/chain/components.h"

#include <algorithm>

namespace instar::compiler {
namespace {

// Tarjan's algorithm with a stack of its own in place of recursion.
class Tarjan {
 public:
  explicit Tarjan(const Links& links)
      : links_(links),
        number_(links.nodes(), 0),
        lowest_(links.nodes(), 0),
        is_open_(links.nodes(), false),
        component_(links.nodes(), kNoComponent) {}

  std::vector<std::uint32_t> Run() {
    for (std::uint32_t root = 0; root < links_.nodes(); ++root) {
      if (links_.Holds(root) && number_[root] == 0) Visit(root);
    }
    return std::move(component_);
  }

 private:
  struct Frame {
    std::uint32_t node;
    std::size_t next_link;
  };

  void Visit(std::uint32_t root) {
    Enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::uint32_t node = frame.node;
      if (frame.next_link == links_.Count(node)) {
        frames_.pop_back();
        Leave(node);
        continue;
      }
      const std::uint32_t target = links_.At(node, frame.next_link++).target;
      if (!links_.Holds(target)) continue;
      if (number_[target] == 0) {
        Enter(target);
      } else if (is_open_[target]) {
        lowest_[node] = std::min(lowest_[node], number_[target]);
      }
    }
  }

  void Enter(std::uint32_t node) {
    number_[node] = lowest_[node] = ++last_number_;
    is_open_[node] = true;
    open_.push_back(node);
    frames_.push_back({node, 0});
  }

  void Leave(std::uint32_t node) {
    if (!frames_.empty()) {
      std::uint32_t& above = lowest_[frames_.back().node];
      above = std::min(above, lowest_[node]);
    }
    if (lowest_[node] == number_[node]) Close(node);
  }

  // All that was opened since the node makes one component with it.
  void Close(std::uint32_t node) {
    const bool alone = open_.back() == node;
    std::uint32_t member;
    do {
      member = open_.back();
      open_.pop_back();
      is_open_[member] = false;
      if (!alone) component_[member] = last_component_;
    } while (member != node);
    if (!alone) ++last_component_;
  }

  const Links& links_;
  std::vector<std::uint32_t> number_;  // in the order of entering, from 1
  std::vector<std::uint32_t> lowest_;  // the lowest number that is reached from here and still open
  std::vector<bool> is_open_;
  std::vector<std::uint32_t> component_;
  std::vector<std::uint32_t> open_;
  std::vector<Frame> frames_;
  std::uint32_t last_number_ = 0;
  std::uint32_t last_component_ = 0;
};

}  // namespace

std::vector<std::uint32_t> FindComponents(const Links& links) { return Tarjan(links).Run(); }

}  // namespace instar::compiler
