#include "mutator/reader/ast/looking.h"

#include "mutator/reader/ast/tree_visitor.h"

namespace misfire::reader {

namespace {

class Looking : public TreeVisitor {
public:
  explicit Looking(llvm::function_ref<Go(const clang::Stmt&)> see) : see_(see) {}

  bool at(clang::Stmt& statement) override {
    const Go go = see_(statement);
    return go == Go::into ? go_below(statement) : go == Go::past;
  }

private:
  llvm::function_ref<Go(const clang::Stmt&)> see_;
};

struct LastParameter : TreeVisitor {
  bool at_parameter(clang::TemplateTypeParmType& type) override {
    parameter = &type;
    return true;
  }
  const clang::TemplateTypeParmType* parameter = nullptr;
};

} // namespace

void look(const clang::Stmt* node, llvm::function_ref<Go(const clang::Stmt&)> see) {
  if (node) Looking(see).at(const_cast<clang::Stmt&>(*node));
}

const clang::TemplateTypeParmType* template_parameter_in(clang::QualType type) {
  LastParameter last;
  last.go_below(type);
  return last.parameter;
}

} // namespace misfire::reader
