// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/stencil.h"

#include "shader/codegen/depth.h"

namespace sw {

using wasm::Opcode;

namespace {

/// All 8 bits of the new value; the write mask comes later.
Value applied(Lanes& l, StencilOp op, const StencilValues& values, Value stencil) {
  const Value byte = l.splatInt(0xff);
  const Value one = l.splatInt(1);
  switch (op) {
    case StencilOp::Keep: return stencil;
    case StencilOp::Zero: return l.splatInt(0);
    case StencilOp::Replace: return values.reference;
    case StencilOp::IncrementClamp: return l.apply(Opcode::I32x4MinS, l.addInt(stencil, one), byte);
    case StencilOp::DecrementClamp: return l.apply(Opcode::I32x4MaxS, l.subInt(stencil, one), l.splatInt(0));
    case StencilOp::Invert: return l.xor_(stencil, byte);
    case StencilOp::IncrementWrap: return l.and_(l.addInt(stencil, one), byte);
    case StencilOp::DecrementWrap: return l.and_(l.subInt(stencil, one), byte);
  }
  return stencil;
}

}  // namespace

Value stencilPasses(Lanes& l, const StencilFaceKey& face, const StencilValues& values, Value stencil, Value mask) {
  if (face.compare == CompareFunction::Always) return mask;
  if (face.compare == CompareFunction::Never) return l.splatInt(0);
  const Value compared = compareIntegers(l, face.compare, values.maskedReference, l.and_(stencil, values.compareMask));
  return l.and_(compared, mask);
}

Value stencilUpdated(Lanes& l, const StencilFaceKey& face, const StencilValues& values, Value stencil, Value mask,
                     Value stencilPass, Value depthPass) {
  Value updated = stencil;
  const auto put = [&](StencilOp op, Value lanes) {
    if (op != StencilOp::Keep) updated = l.select(lanes, applied(l, op, values, stencil), updated);
  };
  put(face.fail, l.andNot(mask, stencilPass));
  put(face.depthFail, l.andNot(stencilPass, depthPass));
  put(face.pass, depthPass);
  return l.select(values.writeMask, updated, stencil);
}

bool stencilWrites(const StencilFaceKey& face, bool depthTest) {
  const bool canFail = face.compare != CompareFunction::Always;
  const bool canPass = face.compare != CompareFunction::Never;
  return (canFail && face.fail != StencilOp::Keep) || (canPass && depthTest && face.depthFail != StencilOp::Keep) ||
         (canPass && face.pass != StencilOp::Keep);
}

}  // namespace sw
