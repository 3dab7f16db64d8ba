// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The comma operator. In GLSL ES 1.00 (1.00.17 section 5.10) it may stand in constant expressions; in GLSL ES 3.00
// (3.00.6 section 4.3.3) it may not, and glslang follows the latter in both. cmake/glslang.cmake gives the parser this
// function in place of glslang's: the header is read under the same change of name here.

#define addComma swAddComma
#include <glslang/MachineIndependent/localintermediate.h>
#undef addComma

namespace glslang {

TIntermTyped* TIntermediate::swAddComma(TIntermTyped* left, TIntermTyped* right, const TSourceLoc& where) {
  if (getVersion() == 100 && left->getQualifier().isConstant() && right->getQualifier().isConstant()) return right;
  TIntermAggregate* comma = growAggregate(left, right, where);
  comma->setOperator(EOpComma);
  comma->setType(right->getType());
  comma->getWritableType().getQualifier().makeTemporary();
  return comma;
}

}  // namespace glslang
