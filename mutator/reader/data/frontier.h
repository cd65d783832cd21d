// The frontier: the tensors that a value is made of, gone back to from where it is used, through the loop,
// the functions and the lambdas that make it. What a network is called with are inputs, all else targets.
#pragma once

#include "mutator/reader/data/assignments.h"
#include "mutator/reader/data/origins.h"
#include "mutator/reader/data/surroundings.h"
#include "mutator/reader/visit/fillings.h"

namespace misfire::reader {

/// How far a frontier goes back.
struct Reach {
  bool one_turn = false;     ///< no further than to what the subject makes for one turn of the loop: a batch
  bool into_forward = false; ///< through a forward() of the subject's that computes the loss itself
  bool of_loader = false;    ///< to the parts of what a loader of libtorch's hands out for one turn
};

class Frontier {
public:
  /// `around.body` must not be null.
  Frontier(const Surroundings& around, const Gathering& gathering, Reach reach = {})
      : around_(around), g_(gathering), reach_(reach), assignments_(around.body),
        filled_(filled_in(around.loop, gathering.spelling)) {}

  /// Goes back from an expression to the tensors it is made of, all of them inputs if `input`.
  Origins explore(const clang::Stmt& node, bool input);

private:
  Origins meet_call(const clang::CallExpr& call, bool input);
  Origins meet_operation(const clang::CallExpr& call, const clang::Expr* object, bool input);
  Origins meet_network(const clang::CallExpr& call, const clang::CXXRecordDecl* module, bool input);
  std::optional<Origins> meet_function(const clang::CallExpr& call, bool input);
  Origins meet_member(const clang::MemberExpr& member, bool input);
  bool stays(const clang::VarDecl& whole, const clang::ValueDecl& field) const;
  Origins meet(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input);
  Origins meet_tensor(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input);
  Origins go_back(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input);
  std::optional<Origins> fixed_part(const clang::Expr& part, bool input) const;
  std::optional<Origins> meet_part(const clang::Expr& part, bool input);
  std::optional<Origins> meet_list(const clang::ValueDecl& declaration, const clang::CXXRecordDecl& record,
                                   bool input);
  Origins given_by_network(const clang::ValueDecl& declaration, bool input);
  bool is_made_here(const clang::ValueDecl& declaration) const;
  bool is_inside_loop(const clang::ValueDecl& declaration) const;
  bool is_inside(const clang::Stmt* outer, clang::SourceLocation location) const;

  Surroundings around_;
  const Gathering& g_;
  Reach reach_;
  Assignments assignments_;
  std::set<const clang::ValueDecl*> filled_; ///< variables that the loop fills anew
  unsigned depth_ = 0;                       ///< how many functions it has gone into
  /// What the tensors gone back through are made of, each as an input or not; nothing while that is being
  /// found out.
  std::map<std::pair<const clang::ValueDecl*, bool>, Origins> met_;
};

} // namespace misfire::reader
