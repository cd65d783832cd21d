// Wraps the SQLite calls that the store needs.
#include "runner/store/database.h"

#include <sqlite3.h>

namespace misfire {

Statement::Statement(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK)
    throw DatabaseError(sqlite3_errmsg(database));
  statement.reset(prepared);
}

void Statement::Finalize::operator()(sqlite3_stmt* prepared) const {
  sqlite3_finalize(prepared);
}

void Statement::fail() const {
  throw DatabaseError(sqlite3_errmsg(sqlite3_db_handle(statement.get())));
}

Statement& Statement::bind(const std::string& text) {
  if (sqlite3_bind_text(statement.get(), ++parameter, text.data(), int(text.size()), SQLITE_TRANSIENT) !=
      SQLITE_OK)
    fail();
  return *this;
}

Statement& Statement::bind(double number) {
  if (sqlite3_bind_double(statement.get(), ++parameter, number) != SQLITE_OK) fail();
  return *this;
}

Statement& Statement::bind(std::int64_t number) {
  if (sqlite3_bind_int64(statement.get(), ++parameter, number) != SQLITE_OK) fail();
  return *this;
}

Statement& Statement::bind_null() {
  if (sqlite3_bind_null(statement.get(), ++parameter) != SQLITE_OK) fail();
  return *this;
}

bool Statement::next() {
  column = 0;
  const int result = sqlite3_step(statement.get());
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) fail();
  return false;
}

void Statement::get(std::string& text) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), column));
  text.assign(bytes ? bytes : "", std::size_t(sqlite3_column_bytes(statement.get(), column)));
  ++column;
}

void Statement::get(double& number) {
  number = sqlite3_column_double(statement.get(), column++);
}

void Statement::get(bool& truth) {
  truth = get_integer() != 0;
}

std::int64_t Statement::get_integer() {
  return sqlite3_column_int64(statement.get(), column++);
}

bool Statement::is_null() const {
  return sqlite3_column_type(statement.get(), column) == SQLITE_NULL;
}

Database::Database(const std::string& path, Access access) {
  const int flags =
      access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  handle.reset(opened); // SQLite gives a handle even where it fails
  if (result != SQLITE_OK) throw DatabaseError(sqlite3_errmsg(opened));
  sqlite3_busy_timeout(opened, 10000); // milliseconds: a reader is in and out in less
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

void Database::execute(const std::string& sql) {
  char* reason = nullptr;
  if (sqlite3_exec(handle.get(), sql.c_str(), nullptr, nullptr, &reason) == SQLITE_OK) return;
  const std::string text = reason ? reason : "unknown error";
  sqlite3_free(reason);
  throw DatabaseError(text);
}

std::int64_t Database::last_row() const {
  return sqlite3_last_insert_rowid(handle.get());
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const DatabaseError&) { // NOLINT(bugprone-empty-catch): SQLite has rolled back by itself
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

} // namespace misfire
