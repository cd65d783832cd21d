// Numbers as the machine has them; a text or a list behind its length; an optional value behind a byte; one
// of several kinds behind its number.
#include "mutator/program/kept_form.h"

#include "mutator/program/fields.h"

#include <cstring>
#include <type_traits>
#include <variant>

namespace misfire {

namespace {

template <typename Type>
concept Number = std::is_arithmetic_v<Type> || std::is_enum_v<Type>;

template <typename Type>
constexpr bool is_list = false;
template <typename Element>
constexpr bool is_list<std::vector<Element>> = true;

template <typename Element>
constexpr bool is_list<std::set<Element>> = true;
template <typename Key, typename Element>
constexpr bool is_list<std::map<Key, Element>> = true;

template <typename Type>
constexpr bool is_optional = false;
template <typename Held>
constexpr bool is_optional<std::optional<Held>> = true;

/// A variant, or what is made of one.
template <typename Type>
concept OneOfSeveral = requires(const Type& value) { value.valueless_by_exception(); };

template <typename Type>
struct AsVariant {
  using type = Type;
};
template <>
struct AsVariant<Meaning> {
  using type = decltype([]<typename... Kinds>(std::variant<Kinds...>* base) {
    return *base;
  }(static_cast<Meaning*>(nullptr)));
};

/// What can be read one by one: a map's keys can be written to.
template <typename List>
struct Element {
  using type = typename List::value_type;
};
template <typename Key, typename Held>
struct Element<std::map<Key, Held>> {
  using type = std::pair<Key, Held>;
};
template <typename List>
using ElementOf = typename Element<List>::type;

class Writer {
public:
  std::string bytes;

  template <Number Type>
  void put(const Type& number) {
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  void put(const std::string& text) {
    put(text.size());
    bytes += text;
  }
  template <typename Type>
    requires is_list<Type>
  void put(const Type& list) {
    put(list.size());
    for (const auto& element : list)
      put(element);
  }
  template <typename Type>
    requires is_optional<Type>
  void put(const Type& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <OneOfSeveral Type>
  void put(const Type& value) {
    put(value.index());
    std::visit([this](const auto& held) { this->put(held); }, value);
  }
  template <typename First, typename Second>
  void put(const std::pair<First, Second>& pair) {
    put(pair.first);
    put(pair.second);
  }
  template <typename Type>
  void put(const Type& aggregate) {
    std::apply([this](const auto&... members) { (this->put(members), ...); }, members_of(aggregate));
  }
};

class Reader {
public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  /// Nothing was missing, and nothing is left.
  bool is_whole() const { return whole_ && bytes_.empty(); }

  template <Number Type>
  void get(Type& number) {
    // A truth value that is neither, as a damaged file has, may not come to be.
    if constexpr (std::is_same_v<Type, bool>) {
      char byte = 0;
      copy(&byte, 1);
      number = byte != 0;
    } else {
      copy(&number, sizeof number);
    }
  }
  void get(std::string& text) {
    const std::size_t size = length();
    text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
  }
  template <typename Type>
    requires is_list<Type>
  void get(Type& list) {
    for (std::size_t left = length(); left > 0 && whole_; --left) {
      ElementOf<Type> element{};
      get(element);
      list.insert(list.end(), std::move(element));
    }
  }
  template <typename Type>
    requires is_optional<Type>
  void get(Type& value) {
    bool is_there = false;
    get(is_there);
    if (is_there) get(value.emplace());
  }
  template <OneOfSeveral Type>
  void get(Type& value) {
    std::size_t index = 0;
    get(index);
    get_kind<Type>(value, index);
  }
  template <typename First, typename Second>
  void get(std::pair<First, Second>& pair) {
    get(pair.first);
    get(pair.second);
  }
  template <typename Type>
  void get(Type& aggregate) {
    std::apply([this](auto&... members) { (this->get(members), ...); }, members_of(aggregate));
  }

private:
  void copy(void* to, std::size_t size) {
    if (size > bytes_.size()) return fail();
    std::memcpy(to, bytes_.data(), size);
    bytes_.remove_prefix(size);
  }
  /// Of a text or list: no more than there are bytes left, since each element takes one at least.
  std::size_t length() {
    std::size_t size = 0;
    copy(&size, sizeof size);
    if (size <= bytes_.size()) return size;
    fail();
    return 0;
  }
  void fail() {
    whole_ = false;
    bytes_ = {};
  }
  template <typename Type, std::size_t Index = 0>
  void get_kind(Type& value, std::size_t index) {
    using Variant = typename AsVariant<Type>::type;
    if constexpr (Index < std::variant_size_v<Variant>) {
      if (index != Index) return get_kind<Type, Index + 1>(value, index);
      std::variant_alternative_t<Index, Variant> held{};
      get(held);
      value = std::move(held);
    } else {
      fail();
    }
  }

  std::string_view bytes_;
  bool whole_ = true;
};

} // namespace

std::string bytes_of(const UnitReading& reading) {
  Writer writer;
  writer.put(reading);
  return std::move(writer.bytes);
}

std::optional<UnitReading> reading_of(std::string_view bytes) {
  Reader reader(bytes);
  UnitReading reading;
  reader.get(reading);
  if (!reader.is_whole()) return std::nullopt;
  return reading;
}

} // namespace misfire
