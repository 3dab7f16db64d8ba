// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/lower.h"

#include "shader/lower/statements.h"

namespace sw {

using namespace glslang;
using namespace lowering;

/// Each part asks those before it.
bool lower(const TIntermediate& tree, const std::set<std::string>& indexed, ir::Shader& shader, LowerError& error) {
  IrCode code(shader, error);
  const TIntermNode* root = const_cast<TIntermediate&>(tree).getTreeRoot();
  const TIntermAggregate* top = root ? root->getAsAggregate() : nullptr;
  if (!top) {
    code.fail("the shader is empty");
    return false;
  }
  Types types(code);
  LValues lValues(code, types);
  Interface interface(tree, code, types, lValues, indexed);
  Functions functions(code, types);
  Expressions expressions(code, types, lValues, interface, functions);
  Statements statements(code, types, lValues, interface, expressions);

  // The top level: function definitions, initialisers of globals, and at the end the list of all globals.
  TIntermSequence initialisers;
  for (TIntermNode* node : top->getSequence()) {
    const TIntermAggregate* aggregate = node ? node->getAsAggregate() : nullptr;
    if (aggregate && aggregate->getOp() == EOpFunction) {
      functions.define(*aggregate);
    } else if (aggregate && aggregate->getOp() == EOpLinkerObjects) {
      interface.declareInterface(aggregate->getSequence());
    } else {
      initialisers.push_back(node);
    }
  }
  const TIntermAggregate* const main = functions.definition("main(");
  if (!main) {
    code.fail("no main function");
    return false;
  }
  shader.mainFunction = functions.request(*main, {}, {});
  while (!code.failed()) {
    const std::optional<FunctionRequest> request = functions.next();
    if (!request) break;
    statements.lowerFunction(*request, request->index == shader.mainFunction ? &initialisers : nullptr);
  }
  return !code.failed();
}

}  // namespace sw
