// The tables of the store, and how to tell a store from another file.
#pragma once

#include "runner/error.h"
#include "runner/store/database.h"

#include <fmt/format.h>
#include <utility>

namespace misfire {

/// `earlier_version` can be brought up to date, `other_version` cannot.
enum class StoreFormat { current, empty, earlier_version, other_version, not_a_store };

StoreFormat format_of(Database& database);

/// Makes the tables in an empty database, and sets how it is written: committed runs survive the death of
/// misfire at any moment.
void create_schema(Database& database);

/// Brings a store of version 5 or 6 up to date, after it was copied to `copy`. Its runs stay, but their keys
/// were made in another way, so that none is found by them.
void migrate(Database& database, const std::string& copy);

/// Does something with a store; what SQLite has against it becomes an Error that begins with `doing`.
template <typename Action>
auto guarded(const std::string& path, const std::string& doing, Action action) -> Result<decltype(action())> {
  try {
    if constexpr (std::is_void_v<decltype(action())>) {
      action();
      return {};
    } else {
      return action();
    }
  } catch (const DatabaseError& error) {
    return failure(fmt::format("{} the store {} failed: {}.", doing, path, error.what()));
  }
}

} // namespace misfire
