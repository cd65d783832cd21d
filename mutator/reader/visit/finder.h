// A finder looks at one kind of node and adds the sites that it sees there. Each folder of finders has one
// table of them; the walk shows every node to all tables.
#pragma once

#include "mutator/reader/visit/gathering.h"

#include <type_traits>
#include <variant>

namespace misfire::reader {

/// A row of a table: the finder, and which nodes of its kind it looks at; all of them where that is null.
template <typename Node>
struct Row {
  void (*find)(const Node&, Gathering&);
  bool (*looks_at)(const Node&);
};

using Finder =
    std::variant<Row<clang::CallExpr>, Row<clang::CXXMemberCallExpr>, Row<clang::CXXOperatorCallExpr>,
                 Row<clang::CXXConstructExpr>, Row<clang::BinaryOperator>, Row<clang::UnaryOperator>,
                 Row<clang::DeclRefExpr>, Row<clang::IfStmt>, Row<clang::BreakStmt>, Row<clang::ReturnStmt>,
                 Row<clang::VarDecl>, Row<clang::DecompositionDecl>, Row<clang::FieldDecl>>;
using FinderTable = std::vector<Finder>;

/// `on<clang::CallExpr>(find_layer)`, as a row is written.
template <typename Node>
Finder on(void (*find)(const Node&, Gathering&), bool (*looks_at)(const Node&) = nullptr) {
  return Row<Node>{find, looks_at};
}

/// Shows a node to the finders of its kind, in the order of the table.
template <typename Seen>
void show(const Seen& node, const FinderTable& table, Gathering& gathering) {
  const auto look = [&]<typename Node>(const Row<Node>& row) {
    if constexpr (std::is_base_of_v<Seen, Node> || std::is_base_of_v<Node, Seen>) {
      const auto* fits = llvm::dyn_cast<Node>(&node);
      if (fits && (!row.looks_at || row.looks_at(*fits))) row.find(*fits, gathering);
    }
  };
  for (const auto& finder : table)
    std::visit(look, finder);
}

} // namespace misfire::reader
