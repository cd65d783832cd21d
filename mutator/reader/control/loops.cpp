// Loops: what their headers count, and whether they walk data.
#include "mutator/reader/ast/clang_versions.h"
#include "mutator/reader/ast/looking.h"
#include "mutator/reader/control/counts.h"
#include "mutator/reader/control/finders.h"
#include "mutator/reader/torch/torch_types.h"
#include "mutator/reader/visit/fillings.h"

#include <set>

namespace misfire::reader {

namespace {

/// Whether the type is a loader's or dataset's, or one of its iterators'.
bool is_data(clang::QualType type) {
  const auto* record = class_of(type);
  for (const clang::DeclContext* context = record; context; context = context->getParent()) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(context);
    if (name_of(space) == "data" && is_torch(*record)) return true;
  }
  return derives_from(record, "torch::data::DataLoaderBase") ||
         derives_from(record, "torch::data::datasets::BatchDataset");
}

/// Whether a loader, a dataset or an iterator of one is in a loop's header.
bool mentions_data(const clang::Stmt* header) {
  return any_below<clang::Expr>(header,
                                [](const clang::Expr& expression) { return is_data(expression.getType()); });
}

/// Whether the call takes a part of a tensor, which part the variable says.
bool takes_part_by(const clang::CallExpr& call, const clang::VarDecl& variable) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  const bool indexes = operation && operation->getOperator() == clang::OO_Subscript;
  const bool slices = method && is_called(call, {"slice", "narrow", "index", "select", "index_select"});
  if (!indexes && !slices) return false;
  const clang::Expr* object = method ? method->getImplicitObjectArgument() : call.getArg(0);
  if (!object || !is_tensor(object->getType())) return false;
  return llvm::any_of(call.arguments(), [&](const clang::Expr* argument) {
    return any_below<clang::DeclRefExpr>(
        argument, [&](const clang::DeclRefExpr& reference) { return reference.getDecl() == &variable; });
  });
}

bool slices_by(const clang::ForStmt& loop) {
  const auto* declaration = llvm::dyn_cast_or_null<clang::DeclStmt>(loop.getInit());
  if (!declaration || !loop.getBody()) return false;
  return llvm::any_of(declaration->decls(), [&](const clang::Decl* declared) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared);
    return variable && variable->getType()->isIntegerType() &&
           any_below<clang::CallExpr>(
               loop.getBody(), [&](const clang::CallExpr& call) { return takes_part_by(call, *variable); });
  });
}

/// Looks for an object of the subject's that is asked in a loop's header whether there is more, and gives the
/// loop what it walks: `while (source.has_next()) { auto batch = source.next(); ...`.
class FindSource {
public:
  explicit FindSource(const Spelling& spelling) : spelling_(spelling) {}

  void see(const clang::CXXMemberCallExpr& call) {
    const auto* object = named_by(*call.getImplicitObjectArgument());
    const auto* record = object ? class_of(object->getType()) : nullptr;
    if (!record || !spelling_.of_subject(*record) || module_of(record) || is_optimizer(record)) return;
    if (in_header_) asked_.insert(object);
    const auto type = call.getType();
    const bool hands_out = !type->isVoidType() && !type->isArithmeticType() && !type->isEnumeralType();
    const bool fills = in_header_ && llvm::any_of(call.arguments(), [](const clang::Expr* argument) {
                         return argument->isLValue() && is_tensor(argument->getType());
                       });
    if (asked_.count(object) && (fills || (!in_header_ && hands_out))) found = true;
  }

  void read_header(const clang::Stmt* header) { read(header); }
  void read_body(const clang::Stmt* body) {
    in_header_ = false;
    if (!asked_.empty()) read(body);
  }
  bool found = false;

private:
  void read(const clang::Stmt* part) {
    look_at_each<clang::CXXMemberCallExpr>(part, [&](const clang::CXXMemberCallExpr& call) { see(call); });
  }

  const Spelling& spelling_;
  std::set<const clang::ValueDecl*> asked_;
  bool in_header_ = true;
};

bool is_handed_out(const clang::Stmt* header, const clang::Stmt* body, const Spelling& spelling) {
  for (const auto* batch : filled_in(header, spelling))
    if (body && mentions(*body, *batch)) return true;
  FindSource source(spelling);
  source.read_header(header);
  source.read_body(body);
  return source.found;
}

clang::QualType type_of_element(const clang::CXXForRangeStmt& loop) {
  return loop.getLoopVariable()->getType().getNonReferenceType();
}

bool walks_elements(const clang::CXXForRangeStmt& loop) {
  return !type_of_element(loop)->isArithmeticType() && !type_of_element(loop)->isEnumeralType();
}

/// Whether the variable is compared with something: `phase == "train"`.
bool is_compared(const clang::VarDecl& variable, const clang::Stmt& node) {
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&node);
  const bool equality = operation && operation->getNumArgs() == 2 &&
                        (operation->getOperator() == clang::OO_EqualEqual ||
                         operation->getOperator() == clang::OO_ExclaimEqual);
  if (equality && llvm::any_of(operation->arguments(),
                               [&](const clang::Expr* argument) { return named_by(*argument) == &variable; }))
    return true;
  return llvm::any_of(node.children(),
                      [&](const clang::Stmt* child) { return child && is_compared(variable, *child); });
}

/// `for (auto& phase : {"train", "val"})`, `for (double lr : {0.1, 0.01})`, `for (int epochs : {20, 10})`.
/// Texts that are not asked for may be the names of files with data.
bool walks_settings(const clang::CXXForRangeStmt& loop) {
  const auto type = type_of_element(loop);
  if (type->isBooleanType() || type->isRealFloatingType()) return true;
  const auto* listed = class_of(loop.getRangeInit()->getType());
  if (type->isArithmeticType() && name_of(listed) == "initializer_list") return true;
  const auto* record = type->getAsCXXRecordDecl();
  const bool text = record && record->isInStdNamespace() && starts_with(record->getName(), "basic_string");
  return text && loop.getBody() && is_compared(*loop.getLoopVariable(), *loop.getBody());
}

/// Where a statement can be written that runs first in each round of a loop with this body.
std::optional<Place> first_in(const clang::Stmt& body, const SourceRange& range, const Gathering& gathering) {
  if (!range.written()) return std::nullopt;
  if (llvm::isa<clang::CompoundStmt>(body))
    return Place{{range.file, range.begin + 1, range.begin + 1}, " ", ""};
  const SourceRange whole = gathering.spelling.with_semicolon(range);
  const auto semicolon =
      gathering.spelling.text({range.file, range.end, std::max(range.end, whole.end)}).find(';');
  const auto end = semicolon == std::string::npos ? range.end : range.end + semicolon + 1;
  return Place{{range.file, range.begin, static_cast<std::uint32_t>(end)}, "{ ", " }"};
}

void add_reads(const clang::Stmt* part, Expression& header, const Gathering& gathering) {
  if (!part) return;
  if (const auto* declaration = llvm::dyn_cast<clang::DeclStmt>(part)) {
    for (const auto* declared : declaration->decls()) {
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared);
      if (variable && variable->getInit()) add_reads(variable->getInit(), header, gathering);
    }
    return;
  }
  const auto* expression = llvm::dyn_cast<clang::Expr>(part);
  if (!expression) return;
  const Expression facts = gathering.facts_of(*expression);
  header.reads.insert(header.reads.end(), facts.reads.begin(), facts.reads.end());
}

} // namespace

void find_loop(const clang::Stmt& statement, const Key& key, const Key& parent, Gathering& gathering) {
  Loop loop{.key = key, .function = gathering.function, .parent = parent};
  loop.stands_alone = gathering.stands_among_others(statement);
  loop.batches = batches_of(statement, gathering);
  std::optional<Count> count;
  const clang::Stmt* body = nullptr;
  clang::SourceLocation end = statement.getEndLoc();
  if (const auto* counted = llvm::dyn_cast<clang::ForStmt>(&statement)) {
    body = counted->getBody();
    end = counted->getRParenLoc();
    count = count_of(*counted, gathering.context);
    for (const clang::Stmt* part :
         {counted->getInit(), static_cast<const clang::Stmt*>(counted->getCond())}) {
      add_reads(part, loop.header, gathering);
    }
    loop.walks_data = mentions_data(counted->getInit()) || mentions_data(counted->getCond()) ||
                      loop.batches.batch_size || slices_by(*counted) ||
                      is_handed_out(counted->getCond(), body, gathering.spelling);
  } else if (const auto* walk = llvm::dyn_cast<clang::CXXForRangeStmt>(&statement)) {
    body = walk->getBody();
    end = walk->getRParenLoc();
    count = count_of(*walk);
    loop.header = gathering.facts_of(*walk->getRangeInit());
    if (mentions_data(walk->getRangeInit()))
      loop.batches.walked = gathering.spelling.range(*walk->getRangeInit());
    loop.walks_settings = walks_settings(*walk);
    loop.walks_elements = !count && !loop.walks_settings && walks_elements(*walk);
    loop.walks_data = mentions_data(walk->getRangeInit()) || loop.batches.batch_size;
  } else if (const auto* repeated = llvm::dyn_cast<clang::WhileStmt>(&statement)) {
    body = repeated->getBody();
    end = repeated->getRParenLoc();
    count = count_of(*repeated, gathering.context);
    add_reads(repeated->getCond(), loop.header, gathering);
    loop.walks_data = mentions_data(repeated->getCond()) || !loop.batches.samples.empty() ||
                      is_handed_out(repeated->getCond(), body, gathering.spelling);
  } else if (const auto* at_end = llvm::dyn_cast<clang::DoStmt>(&statement)) {
    body = at_end->getBody();
    end = at_end->getDoLoc();
    count = count_of(*at_end, gathering.context);
    add_reads(at_end->getCond(), loop.header, gathering);
    loop.walks_data = mentions_data(at_end->getCond()) || loop.batches.batch_size;
  }
  if (const auto range = gathering.spelling.range(clang::SourceRange(statement.getBeginLoc(), end)))
    loop.range = *range;
  if (const auto range = body ? gathering.spelling.range(body->getSourceRange()) : std::nullopt)
    loop.body = *range;
  if (body) loop.first = first_in(*body, loop.body, gathering);
  if (count) loop.epochs = slot_of(*count, gathering);
  if (loop.epochs && body) loop.bounds = bounds_in(*body, *count, gathering);
  if (!loop.epochs)
    loop.uncounted = count ? "its bound is written in a macro's body" : "its header is no count of rounds";
  gathering.facts.loops.push_back(std::move(loop));
}

} // namespace misfire::reader
