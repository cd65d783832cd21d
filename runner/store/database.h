// SQLite with C++ lifetimes: a database, prepared statements, and values in and out of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace misfire {

/// What SQLite says is wrong. Thrown inside the store only, whose functions return an Error instead.
struct DatabaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A prepared statement. `bind` takes the values of its `?` in order; `next` steps to a row; `get` reads the
/// row's columns in order.
class Statement {
public:
  Statement(sqlite3* database, const std::string& sql);

  Statement& bind(const std::string& text);
  Statement& bind(const char* text) { return bind(std::string(text)); }
  Statement& bind(double number);
  Statement& bind(std::int64_t number);
  Statement& bind(int number) { return bind(std::int64_t(number)); }
  Statement& bind(unsigned number) { return bind(std::int64_t(number)); }
  Statement& bind(std::uint64_t number) { return bind(std::int64_t(number)); }
  Statement& bind(bool truth) { return bind(std::int64_t(truth)); }
  template <typename T>
  Statement& bind(const std::optional<T>& value) {
    return value ? bind(*value) : bind_null();
  }
  Statement& bind_null();

  /// Whether there is another row.
  bool next();
  /// Runs a statement that yields no rows.
  void run() { next(); }

  void get(std::string& text);
  void get(double& number);
  void get(bool& truth);
  void get(int& number) { number = int(get_integer()); }
  void get(unsigned& number) { number = unsigned(get_integer()); }
  void get(std::uint64_t& number) { number = std::uint64_t(get_integer()); }
  template <typename T>
  void get(std::optional<T>& value) {
    value.reset();
    if (is_null()) {
      ++column;
      return;
    }
    get(value.emplace());
  }
  template <typename... Values>
  void read(Values&... values) {
    (get(values), ...);
  }

private:
  bool is_null() const;
  std::int64_t get_integer();
  [[noreturn]] void fail() const;

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement;
  int parameter = 0;
  int column = 0;
};

class Database {
public:
  enum class Access { read, write };

  /// Opens a file, which `write` makes if there is none.
  Database(const std::string& path, Access access);

  void execute(const std::string& sql);
  Statement prepare(const std::string& sql) { return Statement(handle.get(), sql); }
  /// The id that the last inserted row got.
  std::int64_t last_row() const;

private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> handle;
};

/// All or nothing: rolled back unless committed.
class Transaction {
public:
  explicit Transaction(Database& database) : database_(database) { database_.execute("BEGIN IMMEDIATE"); }
  ~Transaction();
  void commit();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

private:
  Database& database_;
  bool open_ = true;
};

} // namespace misfire
