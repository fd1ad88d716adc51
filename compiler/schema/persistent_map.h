// A map as a value: a change gives a new map that shares all but a path with the old one.
#ifndef INSTAR_COMPILER_SCHEMA_PERSISTENT_MAP_H_
#define INSTAR_COMPILER_SCHEMA_PERSISTENT_MAP_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace instar::compiler {

// A treap whose priorities are hashes of the keys, so equal contents have equal shapes. Copying is one
// pointer; Find, With and Without are O(log n) expected; so a schema for each of 10,000 revisions costs
// little more than one. Destruction of one version frees only what no other version holds.
template <typename Key, typename Value>
class PersistentMap {
 public:
  // Null when there is none.
  const Value* Find(const Key& key) const {
    const Node* node = root_.get();
    while (node != nullptr) {
      if (key < node->key) {
        node = node->left.get();
      } else if (node->key < key) {
        node = node->right.get();
      } else {
        return &node->value;
      }
    }
    return nullptr;
  }

  PersistentMap With(const Key& key, Value value) const {
    return PersistentMap(Insert(root_, key, PriorityOf(key), std::move(value)));
  }
  PersistentMap Without(const Key& key) const { return PersistentMap(Erase(root_, key)); }

  // What either has; of two values for one key `choose`, which must not care about their order, makes one.
  // What both share is not looked into, so the cost is that of the differences.
  template <typename Choose>
  PersistentMap Union(const PersistentMap& other, Choose choose) const {
    return PersistentMap(Unite(root_, other.root_, choose));
  }

  // In the order of keys. The depth of the tree, and so of the recursion, is logarithmic in its size.
  template <typename Visitor>
  void ForEach(Visitor visit) const {
    Visit(root_.get(), visit);
  }

  // Those with first <= key < last, in the order of keys: O(log n) and their number.
  template <typename Visitor>
  void ForEachIn(const Key& first, const Key& last, Visitor visit) const {
    VisitRange(root_.get(), first, last, visit);
  }

  bool empty() const { return root_ == nullptr; }
  // Made from one another without a change in between. Not equality: different histories, equal contents.
  bool SameAs(const PersistentMap& other) const { return root_ == other.root_; }

  PersistentMap() = default;

 private:
  struct Node;
  using Pointer = std::shared_ptr<const Node>;
  struct Node {
    Key key;
    std::uint64_t priority;
    Value value;
    Pointer left;
    Pointer right;
  };

  explicit PersistentMap(Pointer root) : root_(std::move(root)) {}

  static std::uint64_t PriorityOf(const Key& key) {
    // splitmix64's finisher: std::hash of an integer is the integer.
    std::uint64_t x = std::hash<Key>()(key) + 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
  }

  static Pointer Make(const Node& like, Pointer left, Pointer right) {
    return std::make_shared<const Node>(
        Node{like.key, like.priority, like.value, std::move(left), std::move(right)});
  }

  // No deeper than the tree: keys have no say in their priorities.
  // NOLINTBEGIN(misc-no-recursion)
  static std::pair<Pointer, Pointer> Split(const Pointer& node, const Key& key) {
    if (node == nullptr) return {nullptr, nullptr};
    if (node->key < key) {
      auto [left, right] = Split(node->right, key);
      return {Make(*node, node->left, std::move(left)), std::move(right)};
    }
    auto [left, right] = Split(node->left, key);
    return {std::move(left), Make(*node, std::move(right), node->right)};
  }

  static Pointer Merge(const Pointer& left, const Pointer& right) {
    if (left == nullptr) return right;
    if (right == nullptr) return left;
    if (left->priority > right->priority) return Make(*left, left->left, Merge(left->right, right));
    return Make(*right, Merge(left, right->left), right->right);
  }

  static Pointer Insert(const Pointer& node, const Key& key, std::uint64_t priority, Value value) {
    if (node != nullptr && !(key < node->key) && !(node->key < key)) {
      return std::make_shared<const Node>(
          Node{key, node->priority, std::move(value), node->left, node->right});
    }
    if (node == nullptr || priority > node->priority) {
      // The key may stand below: priorities are functions of keys, so then it has this very priority and was
      // found above. It does not.
      auto [left, right] = Split(node, key);
      return std::make_shared<const Node>(
          Node{key, priority, std::move(value), std::move(left), std::move(right)});
    }
    if (key < node->key) return Make(*node, Insert(node->left, key, priority, std::move(value)), node->right);
    return Make(*node, node->left, Insert(node->right, key, priority, std::move(value)));
  }

  static Pointer Erase(const Pointer& node, const Key& key) {
    if (node == nullptr) return nullptr;
    if (key < node->key) return Make(*node, Erase(node->left, key), node->right);
    if (node->key < key) return Make(*node, node->left, Erase(node->right, key));
    return Merge(node->left, node->right);
  }

  template <typename Choose>
  static Pointer Unite(const Pointer& a, const Pointer& b, Choose& choose) {
    if (a == b || b == nullptr) return a;
    if (a == nullptr) return b;
    if (!(a->key < b->key) && !(b->key < a->key)) {
      return MakeUnlessSame(a, choose(a->value, b->value), Unite(a->left, b->left, choose),
                            Unite(a->right, b->right, choose));
    }
    // The higher root stays above; the other tree, which cannot hold its key, is cut in two there.
    if (a->priority < b->priority) return Unite(b, a, choose);
    auto [left, right] = Split(b, a->key);
    return MakeUnlessSame(a, a->value, Unite(a->left, left, choose), Unite(a->right, right, choose));
  }

  static Pointer MakeUnlessSame(const Pointer& node, Value value, Pointer left, Pointer right) {
    if (left == node->left && right == node->right && value == node->value) return node;
    return std::make_shared<const Node>(
        Node{node->key, node->priority, std::move(value), std::move(left), std::move(right)});
  }

  template <typename Visitor>
  static void Visit(const Node* node, Visitor& visit) {
    if (node == nullptr) return;
    Visit(node->left.get(), visit);
    visit(node->key, node->value);
    Visit(node->right.get(), visit);
  }

  template <typename Visitor>
  static void VisitRange(const Node* node, const Key& first, const Key& last, Visitor& visit) {
    if (node == nullptr) return;
    const bool reaches_first = !(node->key < first);
    const bool before_last = node->key < last;
    if (reaches_first) VisitRange(node->left.get(), first, last, visit);
    if (reaches_first && before_last) visit(node->key, node->value);
    if (before_last) VisitRange(node->right.get(), first, last, visit);
  }
  // NOLINTEND(misc-no-recursion)

  Pointer root_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_PERSISTENT_MAP_H_
