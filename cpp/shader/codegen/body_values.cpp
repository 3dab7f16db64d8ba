// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_impl.h"
#include "support/assert.h"

namespace sw {

using namespace ir;
using wasm::Opcode;
using wasm::ValType;

namespace {
constexpr uint32_t kMaxReloads = 3;  // uses up to which a uniform is read from memory again each time
}  // namespace

ValType BodyEmitter::Impl::scalarType(Type type) { return type == Type::Float ? ValType::F32 : ValType::I32; }

const Instr* BodyEmitter::Impl::definitionOf(ValueId value) const {
  const InstrId id = main.values[value].definition;
  return id == kNone ? nullptr : &main.instrs[id];
}

bool BodyEmitter::Impl::isConst(ValueId value, uint32_t* bits) const {
  const Instr* instr = definitionOf(value);
  if (!instr || instr->op != Op::Const) return false;
  if (bits) *bits = instr->imm;
  return true;
}

/// A cell of the default block or of a uniform block at a constant place: one load instruction wherever it is wanted.
bool BodyEmitter::Impl::isDirectUniform(const Instr& instr) const {
  if (instr.op != Op::Load || instr.type == Type::Bool) return false;
  const Access& access = main.accesses[instr.imm];
  return access.strides.empty() && (access.space == Space::Uniform || access.space == Space::Block);
}

/// A uniform that is read from memory wherever it is used, because that is rare.
bool BodyEmitter::Impl::isReloaded(ValueId value) const {
  const Instr* instr = definitionOf(value);
  return instr && isDirectUniform(*instr) && info[value].bodyUses <= kMaxReloads && info[value].hoistUses <= 1;
}

/// Whether the user takes this argument as lanes; otherwise it takes the argument in its own form.
bool BodyEmitter::Impl::wantsLanes(const Instr& user, uint32_t argument) const {
  const ValueId value = main.args[user.argBegin + argument];
  switch (user.op) {
    case Op::If:
    case Op::Switch:
    case Op::Load:
    case Op::DFdx:
    case Op::DFdy: return !isUniform(value);
    case Op::Call:
      return root->callees[flow.callee[uint32_t(&user - main.instrs.data())]]->argumentForm(argument) == Form::Lanes;
    case Op::Return: return resultForm(argument) == Form::Lanes;
    case Op::Store:
      if (argument > 0) return !isUniform(value);
      return cellForm(flow.cells.of(main.accesses[user.imm])) == Form::Lanes;
    case Op::Sample: {
      const SampleInfo& sample = main.samples[user.imm];
      const uint32_t indices = uint32_t(sample.sampler.strides.size());
      return argument + indices < user.argCount || !isUniform(value);
    }
    case Op::Shl:
    case Op::Shr:
      if (argument == 1 && isUniform(value)) return false;
      break;
    case Op::Select:
      if (argument == 0 && isUniform(value)) return false;
      break;
    default: break;
  }
  return !isUniform(user.result);
}

void BodyEmitter::Impl::pushConst(Type type, uint32_t bits, Form form) {
  if (form == Form::Lanes) {
    f.v128Splat(type == Type::Bool ? 0u - bits : bits);
  } else if (type == Type::Float) {
    f.f32ConstBits(bits);
  } else {
    f.i32Const(int32_t(bits));
  }
}

void BodyEmitter::Impl::splat(Type type) {
  switch (type) {
    case Type::Float: f.op(Opcode::F32x4Splat); break;
    case Type::Bool: {  // 0 or 1 becomes 0 or all ones
      f.op(Opcode::I32x4Splat);
      f.op(Opcode::I32x4Neg);
      break;
    }
    default: f.op(Opcode::I32x4Splat); break;
  }
}

void BodyEmitter::Impl::consume(ValueId value) {
  ValueInfo& i = info[value];
  SW_ASSERT(i.uses > 0);
  if (--i.uses == 0 && i.pooled && i.loopDepth == loopDepth) {
    f.release(i.local);
    i.local = {};
    i.pooled = false;
  }
}

void BodyEmitter::Impl::push(ValueId value, Form form) {
  uint32_t bits = 0;
  if (isConst(value, &bits)) {
    pushConst(main.values[value].type, bits, form);
    return;
  }
  const Form own = formOf(value);
  SW_ASSERT(own == Form::Scalar || form == Form::Lanes);
  if (own == form) return pushOwn(value);
  if (info[value].lanes.valid()) {
    f.localGet(info[value].lanes);
    consume(value);
    return;
  }
  const Instr* instr = definitionOf(value);
  if (instr && isDirectUniform(*instr) && !info[value].local.valid()) {
    const Place place = placeOf(main.accesses[instr->imm]);
    f.localGet(place.base);
    f.load(Opcode::V128Load32Splat, place.offset, 2);
    consume(value);
    return;
  }
  pushOwn(value);
  splat(main.values[value].type);
}

void BodyEmitter::Impl::pushOwn(ValueId value) {
  ValueInfo& i = info[value];
  if (i.local.valid()) {
    f.localGet(i.local);
  } else if (i.aliasCell != kNone) {
    f.localGet(cellLocal(i.aliasCell));
  } else if (i.frameOffset != kNone) {
    f.localGet(i.frame);
    if (formOf(value) == Form::Lanes)
      f.load(Opcode::V128Load, i.frameOffset, 4);
    else
      f.load(main.values[value].type == Type::Float ? Opcode::F32Load : Opcode::I32Load, i.frameOffset, 2);
  } else {
    const Instr* instr = definitionOf(value);
    SW_ASSERT(instr);
    if (i.deferred) {
      i.deferred = false;
      emitPure(*instr);
    } else {
      SW_ASSERT(isDirectUniform(*instr));
      const wasm::LineScope line(f, instr->line);
      emitLoadValue(*instr);
    }
  }
  consume(value);
}

/// Whether the result may wait on no stack and in no local until its one use comes.
bool BodyEmitter::Impl::isDeferrable(const Instr& instr) const {
  if (instr.resultCount != 1 || instr.op == Op::Sample) return false;
  if (instr.op == Op::Load) {
    const Access& access = main.accesses[instr.imm];
    if (passes::CellMap::isMutable(access.space)) return false;
  } else if (!isPure(instr.op)) {
    return false;
  }
  return true;
}

void BodyEmitter::Impl::define(ValueId value) {
  ValueInfo& i = info[value];
  if (i.uses == 0) {
    f.drop();
    return;
  }
  i.local = f.acquire(valTypeOf(main.values[value].type, formOf(value)));
  i.pooled = true;
  i.loopDepth = loopDepth;
  i.height = 0;
  f.localSet(i.local);
}

}  // namespace sw
