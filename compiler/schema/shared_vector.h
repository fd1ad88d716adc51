// A vector as a value, of which a copy costs nothing and what is appended to a copy costs only that.
#ifndef INSTAR_COMPILER_SCHEMA_SHARED_VECTOR_H_
#define INSTAR_COMPILER_SCHEMA_SHARED_VECTOR_H_

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace instar::compiler {

// A schema is kept for every operation of a history, and most of them add one column or one index to a table
// of many: copies share their elements until one is changed otherwise than at its end. Elements stay where
// they are as long as any copy that had them is left unchanged.
//
// Used like std::vector, but: whatever can change elements (a begin(), an operator[], a back() of what is not
// const) copies all of them first, if they are shared. Not for several threads.
template <typename T>
class SharedVector {
 public:
  using value_type = T;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using reference = T&;
  using const_reference = const T&;
  using iterator = T*;
  using const_iterator = const T*;

  SharedVector() = default;
  SharedVector(std::initializer_list<T> elements) {
    for (const T& element : elements) push_back(element);
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T* data() const { return elements_ == nullptr ? nullptr : elements_->data(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  const T& operator[](std::size_t i) const { return data()[i]; }
  const T& front() const { return data()[0]; }
  const T& back() const { return data()[size_ - 1]; }

  T* begin() {
    Own();
    return elements_ == nullptr ? nullptr : elements_->data();
  }
  T* end() { return begin() + size_; }
  T& operator[](std::size_t i) { return begin()[i]; }
  T& front() { return begin()[0]; }
  T& back() { return begin()[size_ - 1]; }

  // The new element is nobody else's: it may be changed through the reference without a copy.
  template <typename... Arguments>
  T& emplace_back(Arguments&&... arguments) {
    T element(std::forward<Arguments>(arguments)...);
    MakeRoom();
    elements_->push_back(std::move(element));
    ++size_;
    return elements_->back();
  }
  void push_back(T element) { emplace_back(std::move(element)); }
  void pop_back() { --size_; }
  void clear() { *this = {}; }

  T* erase(const T* position) { return erase(position, position + 1); }
  T* erase(const T* first, const T* last) {
    const std::ptrdiff_t at = first - data();
    const std::ptrdiff_t count = last - first;
    T* const own = begin();
    std::move(own + at + count, own + size_, own + at);
    size_ -= static_cast<std::size_t>(count);
    return own + at;
  }

  // All but those for which the predicate holds, in their order.
  template <typename Predicate>
  void EraseIf(Predicate predicate) {
    if (std::none_of(data(), data() + size_, predicate)) return;
    T* const own = begin();
    size_ = static_cast<std::size_t>(std::remove_if(own, own + size_, predicate) - own);
  }

  // How many both have in common at the beginning, as far as it costs nothing to know.
  std::size_t SharedWith(const SharedVector& other) const {
    return elements_ == other.elements_ ? std::min(size_, other.size_) : 0;
  }

  friend bool operator==(const SharedVector& a, const SharedVector& b) {
    return a.size_ == b.size_ && (a.elements_ == b.elements_ || std::equal(a.begin(), a.end(), b.begin()));
  }

 private:
  static constexpr std::size_t kFewest = 4;

  void Copy(std::size_t capacity) {
    auto copy = std::make_shared<std::vector<T>>();
    copy->reserve(capacity);
    copy->insert(copy->end(), data(), data() + size_);
    elements_ = std::move(copy);
  }

  // Alone with them, and with none behind the end.
  void Own() {
    if (elements_ == nullptr) return;
    if (elements_.use_count() > 1) return Copy(size_);
    elements_->erase(elements_->begin() + static_cast<std::ptrdiff_t>(size_), elements_->end());
  }

  // Behind the end, where no copy looks. What is there already is another's: the element stays its own.
  void MakeRoom() {
    if (elements_ != nullptr && elements_.use_count() == 1) Own();
    const bool fits = elements_ != nullptr && elements_->size() == size_ && elements_->capacity() > size_;
    if (!fits) Copy(std::max(kFewest, 2 * size_));
  }

  // Never moved while a copy may look at them: it grows only within its capacity.
  std::shared_ptr<std::vector<T>> elements_;
  std::size_t size_ = 0;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_SHARED_VECTOR_H_
