// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/look_up.h"

#include <cstddef>
#include <string>

#include "pipeline/layout.h"
#include "pipeline/target_format.h"
#include "shader/codegen/look_up_texels.h"
#include "support/assert.h"
#include "wasm/module_builder.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

constexpr float kMagic = 12582912.0f;  // 1.5 * 2^23, as in texture/sample_rgba8.cpp

bool isMagLinear(const LookUp& lookUp) { return lookUp.sampler.filter & kSamplerLinear; }
bool isMixed(const LookUp& lookUp) { return lookUp.sampler.filter & kSamplerMixed; }
bool isMinLinear(const LookUp& lookUp) { return isMagLinear(lookUp) != isMixed(lookUp); }
bool isMipmapped(const LookUp& lookUp) { return lookUp.sampler.filter & kSamplerMipmapped; }
bool isMipLinear(const LookUp& lookUp) { return lookUp.sampler.filter & kSamplerMipLinear; }
bool isRgba8(TargetFormat format) { return format == TargetFormat::RGBA8 || format == TargetFormat::RGB8; }
/// Whether a linear filter weights rows in integers (texture/integer_texels.h).
bool isInteger(TargetFormat format) { return isRgba8(format) || isSrgb8(format); }
bool isFixedPoint(const LookUp& lookUp) {
  return lookUp.dim == SamplerDim::Dim2D && isRgba8InFixedPoint(lookUp.sampler);
}

wasm::Function functionNamed(const wasm::ModuleBuilder& module, const std::string& name) {
  for (uint32_t i = 0; i < module.functionCount(); i++) {
    if (module.nameOf(wasm::Function{i}) == name) return {i};
  }
  return {};
}

/// A level, by the address of its record.
struct Level {
  Local base;
  uint32_t offset;
};

class LookUpCode {
 public:
  LookUpCode(Lanes& lanes, const LookUp& lookUp, const LookUpArguments& arguments, wasm::Label slow)
      : l(lanes), f(lanes.f), look(lookUp), in(arguments), slow_(slow) {
    if (isSrgb8(look.sampler.format)) {
      srgbTables_ = scalarField({in.descriptor, 0}, offsetof(TextureDescriptor, srgbTables));
    }
  }

  void emit(Value (&out)[4]) {
    if (look.method == SampleMethod::Fetch) return fetch(out);
    if (isFixedPoint(look)) return fixedPoint(out);
    if (look.dim == SamplerDim::Cube) {
      project();
    } else {
      for (int axis = 0; axis < 3; axis++) at_[axis] = in.coordinates[axis];
    }
    if (isMixed(look)) return mixed(out);
    if (!isMipmapped(look)) return filterLevel(baseLevel(), isMagLinear(look), out, nullptr);
    mipmapped(clampedLod(), out);
  }

 private:
  struct Filtered {  // what levels are blended as: pixels, or channels
    Value values[4];
    int count = 0;
  };

  // --- levels

  Level baseLevel() const { return {in.descriptor, uint32_t(offsetof(TextureDescriptor, levels))}; }
  Level levelAt(Local number) {
    f.localGet(number);
    f.i32Const(int32_t(sizeof(TextureLevel)));
    f.op(Opcode::I32Mul);
    f.localGet(in.descriptor);
    f.op(Opcode::I32Add);
    return {l.popInt(), uint32_t(offsetof(TextureDescriptor, levels))};
  }
  Level after(const Level& level) const { return {level.base, level.offset + uint32_t(sizeof(TextureLevel))}; }
  Value field(const Level& level, size_t offset) {
    f.localGet(level.base);
    f.load(Opcode::V128Load32Splat, level.offset + uint32_t(offset), 2);
    return l.pop();
  }
  Local scalarField(const Level& level, size_t offset) {
    f.localGet(level.base);
    f.load(Opcode::I32Load, level.offset + uint32_t(offset), 2);
    return l.popInt();
  }
  Value ofDescriptor(size_t offset) { return field({in.descriptor, 0}, offset); }
  static size_t sizeOffset(int axis) { return offsetof(TextureLevel, columns) + 4 * size_t(axis); }
  static size_t countOffset(int axis) { return offsetof(TextureLevel, width) + 4 * size_t(axis); }
  static size_t lastOffset(int axis) { return offsetof(TextureLevel, lastX) + 4 * size_t(axis); }

  // --- conditions for the way out

  void leaveUnlessAll(Value mask) {
    l.push(mask);
    f.op(Opcode::I32x4AllTrue);
    f.op(Opcode::I32Eqz);
    f.brIf(slow_);
  }
  void leaveIfAny(Value mask) {
    l.push(mask);
    f.op(Opcode::V128AnyTrue);
    f.brIf(slow_);
  }

  void ifAny(Value mask) {
    l.push(mask);
    f.op(Opcode::V128AnyTrue);
    f.if_();
  }

  // --- arithmetic of texture/sample_math.h

  Value floor(Value a) { return l.apply(Opcode::F32x4Floor, a); }
  Value toFloat(Value a) { return l.apply(Opcode::F32x4ConvertI32x4S, a); }
  /// roundSmall()
  Value toInt(Value a) { return l.subInt(l.add(a, l.splat(kMagic)), l.splat(kMagic)); }
  Value lane(Value a, uint32_t k) { return l.shuffle(a, a, k, k, k, k); }
  Value mix(Value a, Value b, Value weight) { return l.add(a, l.mul(l.sub(b, a), weight)); }

  /// Coordinate in the first period of a wrap mode that has periods.
  Value reduce(WrapMode mode, Value u, int offset, Value size) {
    if (offset != 0) u = l.add(u, l.div(l.splat(float(offset)), size));
    const Value whole = mode == WrapMode::Repeat ? floor(u) : l.mul(l.splat(2), floor(l.mul(u, l.splat(0.5f))));
    return l.greater(l.splat(0), l.sub(u, whole));
  }

  Value nearestTexel(const Level& level, int axis) {
    const WrapMode mode = look.dim == SamplerDim::Cube ? WrapMode::ClampToEdge : wrapOf(look.sampler, uint32_t(axis));
    const int offset = look.offset[axis];
    const Value size = field(level, sizeOffset(axis));
    if (mode == WrapMode::ClampToEdge) {
      Value position = floor(l.mul(at_[axis], size));
      if (offset != 0) position = l.add(position, l.splat(float(offset)));
      const Value last = field(level, offsetof(TextureLevel, lastColumn) + 4 * size_t(axis));
      return toInt(l.lesser(l.greater(l.splat(0), position), last));
    }
    const Value texel = toInt(floor(l.mul(reduce(mode, at_[axis], offset, size), size)));
    if (mode == WrapMode::Repeat) {
      return l.apply(Opcode::I32x4MinS, texel, field(level, lastOffset(axis)));
    }
    return mirrored(level, axis, texel);
  }

  /// mirrorTexel()
  Value mirrored(const Level& level, int axis, Value texel) {
    const Value count = field(level, countOffset(axis));
    const Value last = field(level, lastOffset(axis));
    const Value folded = l.select(l.apply(Opcode::I32x4LtS, texel, count), texel,
                                  l.subInt(l.subInt(l.addInt(count, count), l.splatInt(1)), texel));
    const Value positive =
        l.select(l.apply(Opcode::I32x4LtS, folded, l.splatInt(0)), l.subInt(l.splatInt(kAllBits), folded), folded);
    return l.apply(Opcode::I32x4MinS, positive, last);
  }

  struct Pair {
    Value first, second;
  };
  /// Both texels, from the first before wrapping: linearTexels().
  Pair wrapped(const Level& level, int axis, Value texel) {
    const Value next = l.addInt(texel, l.splatInt(1)), last = field(level, lastOffset(axis));
    switch (wrapOf(look.sampler, uint32_t(axis))) {
      case WrapMode::MirroredRepeat: return {mirrored(level, axis, texel), mirrored(level, axis, next)};
      case WrapMode::Repeat: {
        const Value first = l.select(l.apply(Opcode::I32x4LtS, texel, l.splatInt(0)), last, texel);
        return {first, l.and_(next, l.apply(Opcode::I32x4LeS, next, last))};  // what follows the last is 0
      }
      case WrapMode::ClampToEdge: break;
    }
    const auto clamped = [&](Value value) {
      return l.apply(Opcode::I32x4MinS, l.apply(Opcode::I32x4MaxS, value, l.splatInt(0)), last);
    };
    return {clamped(texel), clamped(next)};
  }

  /// The first of two neighbours, before wrapping, and the second one's weight.
  Value linearTexel(const Level& level, int axis, Value& weight) {
    const int offset = look.offset[axis];
    const Value size = field(level, sizeOffset(axis));
    Value position;
    if (look.dim == SamplerDim::Cube) {
      const Value last = l.sub(size, l.splat(0.5f));
      position = l.lesser(l.greater(l.splat(-0.5f), l.sub(l.mul(at_[axis], size), l.splat(0.5f))), last);
    } else if (const WrapMode mode = wrapOf(look.sampler, uint32_t(axis)); mode == WrapMode::ClampToEdge) {
      const Value moved = l.add(l.mul(at_[axis], size), l.splat(float(offset) - 0.5f));
      position = l.lesser(l.greater(l.splat(-1), moved), size);
    } else {
      position = l.sub(l.mul(reduce(mode, at_[axis], offset, size), size), l.splat(0.5f));
    }
    const Value low = floor(position);
    weight = l.sub(position, low);
    return toInt(low);
  }

  Value layer(const Level& level) {
    const Value rounded = floor(l.add(in.coordinates[2], l.splat(0.5f)));
    return toInt(l.lesser(l.greater(l.splat(0), rounded), field(level, offsetof(TextureLevel, lastSlice))));
  }

  // --- cube maps: table 3.21, projectCube()

  struct Axes {
    Value alongZ, alongY, negative;
  };
  Value major(const Axes& axes, const Value (&c)[3]) {
    return l.select(axes.alongZ, c[2], l.select(axes.alongY, c[1], c[0]));
  }
  Value negated(Value a) { return l.apply(Opcode::F32x4Neg, a); }
  Value along(const Axes& axes, const Value (&c)[3]) {
    const Value x = c[0], z = c[2];
    return l.select(axes.alongZ, l.select(axes.negative, negated(x), x),
                    l.select(axes.alongY, x, l.select(axes.negative, z, negated(z))));
  }
  Value across(const Axes& axes, const Value (&c)[3]) {
    return l.select(axes.alongY, l.select(axes.negative, negated(c[2]), c[2]), negated(c[1]));
  }
  Axes axesOf(const Value (&c)[3]) {
    Value size[3];
    for (int i = 0; i < 3; i++) size[i] = l.apply(Opcode::F32x4Abs, c[i]);
    Axes axes;
    axes.alongZ = l.and_(l.apply(Opcode::F32x4Ge, size[2], size[0]), l.apply(Opcode::F32x4Ge, size[2], size[1]));
    axes.alongY = l.andNot(l.apply(Opcode::F32x4Ge, size[1], size[0]), axes.alongZ);
    axes.negative = l.shrSigned(major(axes, c), 31);
    return axes;
  }
  void project() {
    const Value(&c)[3] = in.coordinates;
    cubeAxes_ = axesOf(c);
    const Value scale = l.div(l.splat(0.5f), l.apply(Opcode::F32x4Abs, major(cubeAxes_, c)));
    at_[0] = l.add(l.mul(along(cubeAxes_, c), scale), l.splat(0.5f));
    at_[1] = l.add(l.mul(across(cubeAxes_, c), scale), l.splat(0.5f));
    const Value face = l.select(cubeAxes_.alongZ, l.splatInt(4), l.and_(cubeAxes_.alongY, l.splatInt(2)));
    face_ = l.subInt(face, cubeAxes_.negative);
  }

  // --- lods

  Value squaredLength(const Value (&derivatives)[3], int count) {
    Value sum;
    for (int i = 0; i < count; i++) {
      const Value square = l.mul(derivatives[i], derivatives[i]);
      sum = i == 0 ? square : l.add(sum, square);
    }
    return sum;
  }
  Value difference(int axis) { return l.sub(in.coordinates[axis], lane(in.coordinates[axis], 0)); }

  /// Of lanes 1 and 2: the squared length of the step from lane 0, in texels.
  Value steps() {
    Value d[3];
    if (look.dim == SamplerDim::Cube) return cubeSteps();
    const int axes = look.dim == SamplerDim::Dim3D ? 3 : 2;
    for (int i = 0; i < axes; i++) d[i] = l.mul(difference(i), field(baseLevel(), sizeOffset(i)));
    return squaredLength(d, axes);
  }
  /// cubeDerivativeSquared() on lane 0's face.
  Value cubeSteps() {
    const Axes first{lane(cubeAxes_.alongZ, 0), lane(cubeAxes_.alongY, 0), lane(cubeAxes_.negative, 0)};
    Value from[3], by[3];
    for (int i = 0; i < 3; i++) {
      from[i] = lane(in.coordinates[i], 0);
      by[i] = l.sub(in.coordinates[i], from[i]);
    }
    const auto onMajor = [&](const Value(&c)[3]) {
      const Value value = major(first, c);
      return l.select(first.negative, negated(value), value);
    };
    const Value m = onMajor(from), dm = onMajor(by);
    const Value s = along(first, from), ds = along(first, by);
    const Value t = across(first, from), dt = across(first, by);
    const Value scale = l.div(l.mul(l.splat(0.5f), field(baseLevel(), offsetof(TextureLevel, columns))), l.mul(m, m));
    const Value d[3] = {
        l.mul(l.sub(l.mul(ds, m), l.mul(s, dm)), scale), l.mul(l.sub(l.mul(dt, m), l.mul(t, dm)), scale), {}};
    return squaredLength(d, 2);
  }

  /// lodOf() of the quad, in lane 2.
  Value implicitLod() {
    const Value squares = steps();
    const Value bits = l.and_(l.greater(lane(squares, 1), squares), l.splatInt(0x7fffffff));
    const Value exponent = toFloat(l.subInt(l.shrSigned(bits, 23), l.splatInt(127)));
    const Value t = l.sub(l.or_(l.and_(bits, l.splatInt(0x7fffff)), l.splat(1)), l.splat(1));
    const Value t2 = l.mul(t, t);
    const auto line = [&](float c, float slope) { return l.add(l.splat(c), l.mul(t, l.splat(slope))); };
    const Value low = line(1.442577448f, -0.718064309f), middle = line(0.455623377f, -0.272019459f);
    const Value high = line(0.115204607f, -0.023321663f);
    const Value log2 = l.add(exponent, l.mul(t, l.add(low, l.mul(t2, l.add(middle, l.mul(t2, high))))));
    return l.mul(l.splat(0.5f), log2);
  }

  void leaveIfUnlike(Value lods) { leaveIfAny(l.apply(Opcode::I32x4Ne, lods, lane(lods, 0))); }

  Local extract(Value a, uint32_t k) {
    l.push(a);
    f.lane(Opcode::I32x4ExtractLane, k);
    return l.popInt();
  }

  /// clampLod(); lane 2 counts.
  Value clampedLod() {
    Value lod;
    if (look.method == SampleMethod::Implicit) {
      lod = implicitLod();
      if (look.bias) {
        leaveIfUnlike(in.lod);
        lod = l.add(lod, in.lod);
      }
    } else {
      leaveIfUnlike(in.lod);
      lod = in.lod;
    }
    return l.lesser(l.greater(ofDescriptor(offsetof(TextureDescriptor, minLod)), lod),
                    ofDescriptor(offsetof(TextureDescriptor, maxLod)));
  }

  /// The magnification filter up to a lod of 0, as chooseLevels() has it.
  void mixed(Value (&out)[4]) {
    const int channels = texelChannels(look.sampler.format);
    Local results[4];
    for (int c = 0; c < channels; c++) results[c] = l.temporary(ValType::V128);
    const auto keep = [&](const Value(&values)[4]) {
      for (int c = 0; c < channels; c++) l.assign(results[c], values[c]);
    };
    const Value lod = clampedLod();
    l.push(l.apply(Opcode::F32x4Gt, lod, l.splat(0)));
    f.lane(Opcode::I32x4ExtractLane, 2);
    f.if_();
    {
      const Lanes::Scope scope(l);
      Value values[4];
      if (isMipmapped(look)) {
        mipmapped(lod, values);
      } else {
        filterLevel(baseLevel(), isMinLinear(look), values, nullptr);
      }
      keep(values);
    }
    f.else_();
    {
      const Lanes::Scope scope(l);
      Value values[4];
      filterLevel(baseLevel(), isMagLinear(look), values, nullptr);
      keep(values);
    }
    f.end();
    for (int c = 0; c < 4; c++) out[c] = c < channels ? results[c] : missingChannel(look.sampler.format, c);
  }

  void mipmapped(Value lod, Value (&out)[4]) {
    const bool linear = isMinLinear(look);
    lod = l.greater(l.splat(0), lod);
    const Value last = ofDescriptor(offsetof(TextureDescriptor, lastLevel));
    if (!isMipLinear(look)) {
      const Value number = l.sub(l.apply(Opcode::F32x4Ceil, l.add(lod, l.splat(0.5f))), l.splat(1));
      const Local first = extract(toInt(l.lesser(number, last)), 2);
      return filterLevel(levelAt(first), linear, out, nullptr);
    }
    lod = l.lesser(lod, last);
    const Value number = floor(lod);
    const Value weight = lane(l.sub(lod, number), 2);
    const Level first = levelAt(extract(toInt(number), 2));
    filterLevel(first, linear, out, &weight);
  }

  // --- filters

  /// weight: of the level after this one, if two are blended.
  void filterLevel(const Level& level, bool linear, Value (&out)[4], const Value* weight) {
    const int channels = texelChannels(look.sampler.format);
    const bool pixels = linear && channels == 4;
    Value values[4];
    filter(level, linear, values);
    if (weight != nullptr) {
      Local results[4];
      for (int i = 0; i < channels; i++) {
        results[i] = l.temporary(ValType::V128);
        l.assign(results[i], values[i]);
      }
      l.push(*weight);
      f.lane(Opcode::F32x4ExtractLane, 0);
      f.f32Const(0);
      f.op(Opcode::F32Gt);
      f.if_();
      {
        const Lanes::Scope scope(l);
        Value other[4];
        filter(after(level), linear, other);
        for (int i = 0; i < channels; i++) l.assign(results[i], mix(results[i], other[i], *weight));
      }
      f.end();
      for (int i = 0; i < channels; i++) values[i] = results[i];
    }
    if (pixels) {
      finishPixels(values, out);
    } else {
      for (int i = 0; i < 4; i++) out[i] = i < channels ? values[i] : missingChannel(look.sampler.format, i);
    }
  }

  void finishPixels(const Value (&pixels)[4], Value (&out)[4]) {
    transpose(l, pixels, out);
    if (!isInteger(look.sampler.format)) return;
    const float one = isSrgb8(look.sampler.format) ? 32767.0f : 255.0f;
    for (Value& value : out) value = l.mul(value, l.splat(1 / (one * 256)));
  }

  /// Addresses of the lanes' planes: a level, a layer, a face.
  Value planes(const Level& level) {
    if (look.dim == SamplerDim::Cube) {
      Local places[4];
      const Value place = l.addInt(l.shl(face_, 2), l.splat(level.base));
      for (uint32_t k = 0; k < 4; k++) places[k] = extract(place, k);
      return loadWords(l, places, level.offset + uint32_t(offsetof(TextureLevel, faces)));
    }
    const Value base = field(level, offsetof(TextureLevel, faces));
    if (look.dim != SamplerDim::Dim2DArray) return base;
    return l.addInt(base, l.apply(Opcode::I32x4Mul, layer(level), field(level, offsetof(TextureLevel, sliceBytes))));
  }
  Value texelAddress(Value plane, const Level& level, Value x, Value y) {
    const Value row = l.apply(Opcode::I32x4Mul, y, field(level, offsetof(TextureLevel, strideBytes)));
    return l.addInt(l.addInt(plane, row), l.shl(x, texelShift(look.sampler.format)));
  }
  Value withSlice(Value address, const Level& level, Value z) {
    return l.addInt(address, l.apply(Opcode::I32x4Mul, z, field(level, offsetof(TextureLevel, sliceBytes))));
  }

  void filter(const Level& level, bool linear, Value (&out)[4]) {
    const bool volume = look.dim == SamplerDim::Dim3D;
    if (!linear) {
      const Value x = nearestTexel(level, 0), y = nearestTexel(level, 1);
      Value address = texelAddress(planes(level), level, x, y);
      if (volume) address = withSlice(address, level, nearestTexel(level, 2));
      return loadTexels(l, look.sampler.format, address, srgbTables_, out);
    }
    const int axes = volume ? 3 : 2;
    Place place;
    Value inside;
    for (int axis = 0; axis < axes; axis++) {
      place.texel[axis] = linearTexel(level, axis, place.weight[axis]);
      const Value within = isInside(level, axis, place.texel[axis]);
      inside = axis == 0 ? within : l.and_(inside, within);
    }
    place.plane = planes(level);
    if (look.dim == SamplerDim::Cube) {  // the next texel may lie on another face
      leaveUnlessAll(inside);
      return blendNeighbours(level, place, out);
    }
    const int results = texelChannels(look.sampler.format);
    Local blended[4];
    for (int i = 0; i < results; i++) blended[i] = l.temporary(ValType::V128);
    l.push(inside);
    f.op(Opcode::I32x4AllTrue);
    f.if_();
    {
      const Lanes::Scope scope(l);
      Value values[4];
      blendNeighbours(level, place, values);
      for (int i = 0; i < results; i++) l.assign(blended[i], values[i]);
    }
    f.else_();
    callWrapped(level, place, blended);
    f.end();
    for (int i = 0; i < results; i++) out[i] = blended[i];
  }
  /// Whether the next texel along the axis is the next one in memory.
  Value isInside(const Level& level, int axis, Value texel) {
    return l.apply(Opcode::I32x4LtU, texel, field(level, lastOffset(axis)));
  }

  /// What a linear filter blends on a level: from these texels on, before wrapping, and how much of the next ones.
  struct Place {
    Value texel[3], weight[3];
    Value plane;  // addresses
  };

  Local sum(Local a, Local b) { return l.apply32(Opcode::I32Add, a, b); }

  /// blendPixel() takes rows' weights in integers for formats that are weighted so.
  Value rowWeights(Value weight) {
    if (!isInteger(look.sampler.format)) return weight;
    const Value upper = toInt(l.mul(weight, l.splat(256)));
    return l.or_(l.subInt(l.splatInt(256), upper), l.shl(upper, 16));
  }

  /// Pixels, or channels of formats with less than four.
  void blendNeighbours(const Level& level, const Place& place, Value (&out)[4]) {
    const bool volume = look.dim == SamplerDim::Dim3D;
    Value address = texelAddress(place.plane, level, place.texel[0], place.texel[1]);
    if (volume) address = withSlice(address, level, place.texel[2]);
    const Local stride = scalarField(level, offsetof(TextureLevel, strideBytes));
    const Local slice = volume ? scalarField(level, offsetof(TextureLevel, sliceBytes)) : Local{};
    if (texelChannels(look.sampler.format) == 4) {
      blendPixels(place, out, [&](uint32_t k, int number) {
        Local at = extract(address, k);
        if (number == 1) at = sum(at, slice);
        return Corners{.bottom = at, .top = sum(at, stride)};
      });
    } else {
      blendChannels(address, stride, slice, place.weight, out);
    }
  }

  /// One pixel after the other, its components side by side. corners(k, i): of lane k, in the first or second slice.
  template <class CornersOf>
  void blendPixels(const Place& place, Value (&out)[4], CornersOf corners) {
    const Value rows = rowWeights(place.weight[1]);
    Local results[4];
    for (Local& result : results) result = l.temporary(ValType::V128);
    for (uint32_t k = 0; k < 4; k++) {
      const Lanes::Scope scope(l);
      const Value x = lane(place.weight[0], k), y = lane(rows, k);
      const auto plane = [&](int number) {
        return blendPixel(l, look.sampler.format, corners(k, number), x, y, srgbTables_);
      };
      Value pixel = plane(0);
      if (place.texel[2].valid()) pixel = mix(pixel, plane(1), lane(place.weight[2], k));
      l.assign(results[k], pixel);
    }
    for (int k = 0; k < 4; k++) out[k] = results[k];
  }

  /// Channel by channel, all four lanes at once.
  void blendChannels(Value address, Local stride, Local slice, const Value (&weights)[3], Value (&out)[4]) {
    const int channels = texelChannels(look.sampler.format);
    Local at[4];
    for (uint32_t k = 0; k < 4; k++) at[k] = extract(address, k);
    const auto moved = [&](const Local(&from)[4], Local by, Local(&to)[4]) {
      for (int k = 0; k < 4; k++) to[k] = sum(from[k], by);
    };
    const auto row = [&](const Local(&from)[4], Value(&blended)[2]) {
      Value left[2], right[2];
      loadNeighbours(l, look.sampler.format, from, left, right);
      for (int c = 0; c < channels; c++) blended[c] = mix(left[c], right[c], weights[0]);
    };
    const auto plane = [&](const Local(&from)[4], Value(&blended)[2]) {
      Local above[4];
      Value bottom[2], top[2];
      moved(from, stride, above);
      row(from, bottom);
      row(above, top);
      for (int c = 0; c < channels; c++) blended[c] = mix(bottom[c], top[c], weights[1]);
    };
    Value front[2];
    plane(at, front);
    if (slice.valid()) {
      Local behind[4];
      Value back[2];
      moved(at, slice, behind);
      plane(behind, back);
      for (int c = 0; c < channels; c++) front[c] = mix(front[c], back[c], weights[2]);
    }
    for (int c = 0; c < channels; c++) out[c] = front[c];
  }

  // --- linear filters where a level ends

  /// Parameters: the level, the descriptor, the texels before wrapping, their weights, the planes where lanes differ in
  /// them; results as those of blendNeighbours().
  wasm::Function wrappedFunction() {
    std::string name = "lookUpWrapped";
    for (const uint32_t number : {uint32_t(look.dim), uint32_t(look.sampler.format), uint32_t(look.sampler.wrap)}) {
      name += "." + std::to_string(number);
    }
    if (const wasm::Function known = functionNamed(f.module(), name); known.valid()) return known;
    wasm::FunctionBuilder& function = f.module().addFunction(name);
    const Local level = function.addParam(ValType::I32, "level");
    LookUpArguments arguments;
    arguments.descriptor = function.addParam(ValType::I32, "descriptor");
    Place place;
    const int axes = look.dim == SamplerDim::Dim3D ? 3 : 2;
    for (int axis = 0; axis < axes; axis++) {
      place.texel[axis] = function.addParam(ValType::V128);
      place.weight[axis] = function.addParam(ValType::V128);
    }
    if (look.dim == SamplerDim::Dim2DArray) place.plane = function.addParam(ValType::V128, "plane");
    const int results = texelChannels(look.sampler.format);
    for (int i = 0; i < results; i++) function.addResult(ValType::V128);
    Lanes lanes(function);
    const Lanes::Scope scope(lanes);
    Value values[4];
    LookUpCode code(lanes, look, arguments, {});
    if (!place.plane.valid()) place.plane = code.planes({level, 0});
    code.blendWrapped({level, 0}, place, values);
    for (int i = 0; i < results; i++) lanes.push(values[i]);
    return function.self();
  }
  void callWrapped(const Level& level, const Place& place, const Local (&results)[4]) {
    const wasm::Function function = wrappedFunction();
    f.localGet(level.base);
    f.i32Const(int32_t(level.offset));
    f.op(Opcode::I32Add);
    f.localGet(in.descriptor);
    for (int axis = 0; axis < 3; axis++) {
      if (!place.texel[axis].valid()) continue;
      l.push(place.texel[axis]);
      l.push(place.weight[axis]);
    }
    if (look.dim == SamplerDim::Dim2DArray) l.push(place.plane);
    f.call(function);
    for (int i = texelChannels(look.sampler.format) - 1; i >= 0; i--) f.localSet(results[i]);
  }

  void blendWrapped(const Level& level, const Place& place, Value (&out)[4]) {
    const TargetFormat format = look.sampler.format;
    const Value stride = field(level, offsetof(TextureLevel, strideBytes));
    const Pair x = wrapped(level, 0, place.texel[0]), y = wrapped(level, 1, place.texel[1]);
    const Value columns[2] = {l.shl(x.first, texelShift(format)), l.shl(x.second, texelShift(format))};
    const Value rows[2] = {l.addInt(place.plane, l.apply(Opcode::I32x4Mul, y.first, stride)),
                           l.addInt(place.plane, l.apply(Opcode::I32x4Mul, y.second, stride))};
    const bool volume = place.texel[2].valid();
    Value corners[2][4];  // of a slice: bottom left, bottom right, top left, top right
    for (int corner = 0; corner < 4; corner++) corners[0][corner] = l.addInt(rows[corner >> 1], columns[corner & 1]);
    if (volume) {
      const Pair z = wrapped(level, 2, place.texel[2]);
      for (int corner = 0; corner < 4; corner++) {
        corners[1][corner] = withSlice(corners[0][corner], level, z.second);
        corners[0][corner] = withSlice(corners[0][corner], level, z.first);
      }
    }
    const int channels = texelChannels(format);
    if (channels == 4) {
      return blendPixels(place, out, [&](uint32_t k, int number) {
        const Value(&at)[4] = corners[number];
        return Corners{.bottom = extract(at[0], k),
                       .top = extract(at[2], k),
                       .bottomRight = extract(at[1], k),
                       .topRight = extract(at[3], k)};
      });
    }
    for (int number = 0; number < (volume ? 2 : 1); number++) {
      Value texels[4][4];
      for (int corner = 0; corner < 4; corner++) {
        loadTexels(l, format, corners[number][corner], {}, texels[corner]);
      }
      for (int c = 0; c < channels; c++) {
        const Value bottom = mix(texels[0][c], texels[1][c], place.weight[0]);
        const Value plane = mix(bottom, mix(texels[2][c], texels[3][c], place.weight[0]), place.weight[1]);
        out[c] = number == 0 ? plane : mix(out[c], plane, place.weight[2]);
      }
    }
  }

  // --- RGBA8 in fixed point, as in texture/sample_rgba8.cpp

  struct FixedTaps {
    Value first, weight, atEdge;
  };
  FixedTaps fixedTaps(const Level& level, int axis, Value u) {
    const Value scale = field(level, offsetof(TextureLevel, scaleX) + 4 * size_t(axis));
    const Value last = field(level, lastOffset(axis));
    const Value position = l.mul(u, scale);
    Value bits, first;
    if (wrapOf(look.sampler, 0) == WrapMode::Repeat) {
      bits = l.add(position, l.splat(kMagic - 128));
      first = l.and_(l.shrSigned(bits, 8), last);
    } else {
      const Value limit = l.sub(scale, l.splat(256));
      const Value held = l.lesser(l.greater(l.splat(0), l.sub(position, l.splat(128))), limit);
      bits = l.add(held, l.splat(kMagic));
      first = l.and_(l.shrSigned(bits, 8), l.splatInt(0x3fff));
    }
    return {first, l.and_(bits, l.splatInt(255)), l.apply(Opcode::I32x4Eq, first, last)};
  }
  struct FixedPlace {
    Value address, weightX, weightsY, atEdge;
    Local stride;
  };
  FixedPlace fixedPlace(const Level& level, Value u, Value v) {
    return placeOf(level, fixedTaps(level, 0, u), fixedTaps(level, 1, v));
  }
  Value fixedAddress(const Level& level, Value x, Value y) {
    const Value strides = field(level, offsetof(TextureLevel, texelStrides));
    const Value offset = l.shl(l.apply(Opcode::I32x4DotI16x8S, l.or_(x, l.shl(y, 16)), strides), 2);
    return l.addInt(offset, field(level, offsetof(TextureLevel, faces)));
  }
  FixedPlace placeOf(const Level& level, const FixedTaps& x, const FixedTaps& y) {
    FixedPlace place;
    place.address = fixedAddress(level, x.first, y.first);
    place.weightX = l.mul(toFloat(x.weight), l.splat(1 / 256.0f));
    place.weightsY = l.addInt(l.shl(y.weight, 16), l.subInt(l.splatInt(256), y.weight));
    place.atEdge = l.or_(x.atEdge, y.atEdge);
    place.stride = scalarField(level, offsetof(TextureLevel, strideBytes));
    return place;
  }
  Value fixedPixel(const FixedPlace& place, uint32_t k) {
    const Local at = extract(place.address, k);
    return blendPixel(l, TargetFormat::RGBA8, {.bottom = at, .top = sum(at, place.stride)}, lane(place.weightX, k),
                      lane(place.weightsY, k), {});
  }

  /// blendAtEdges(): four texels of each pixel, wherever they lie.
  wasm::Function edgeFunction() {
    const std::string name = "lookUpEdges." + std::to_string(look.sampler.wrap & 3);
    if (const wasm::Function known = functionNamed(f.module(), name); known.valid()) return known;
    wasm::FunctionBuilder& function = f.module().addFunction(name);
    const Local level = function.addParam(ValType::I32, "level");
    const Local u = function.addParam(ValType::V128, "u"), v = function.addParam(ValType::V128, "v");
    for (int k = 0; k < 4; k++) function.addResult(ValType::V128);
    Lanes lanes(function);
    const Lanes::Scope scope(lanes);
    LookUpCode(lanes, look, in, {}).edges({level, 0}, u, v);
    return function.self();
  }
  void edges(const Level& level, Value u, Value v) {
    const FixedTaps x = fixedTaps(level, 0, u), y = fixedTaps(level, 1, v);
    const FixedPlace place = placeOf(level, x, y);
    const auto next = [&](const FixedTaps& taps, int axis) {
      const Value second = l.addInt(taps.first, l.splatInt(1)), last = field(level, lastOffset(axis));
      return wrapOf(look.sampler, 0) == WrapMode::Repeat ? l.and_(second, last)
                                                         : l.apply(Opcode::I32x4MinS, second, last);
    };
    const Value right = next(x, 0), above = next(y, 1);
    const Value corners[4] = {place.address, fixedAddress(level, right, y.first), fixedAddress(level, x.first, above),
                              fixedAddress(level, right, above)};
    for (uint32_t k = 0; k < 4; k++) {
      const Lanes::Scope scope(l);
      Local at[4];
      for (int corner = 0; corner < 4; corner++) at[corner] = extract(corners[corner], k);
      const Corners ofPixel{.bottom = at[0], .top = at[2], .bottomRight = at[1], .topRight = at[3]};
      l.push(blendPixel(l, TargetFormat::RGBA8, ofPixel, lane(place.weightX, k), lane(place.weightsY, k), {}));
    }
  }
  void callEdges(const Level& level, Value u, Value v, const Local (&pixels)[4]) {
    f.localGet(level.base);
    f.i32Const(int32_t(level.offset));
    f.op(Opcode::I32Add);
    l.push(u);
    l.push(v);
    f.call(edgeFunction());
    for (int k = 3; k >= 0; k--) f.localSet(pixels[k]);
  }

  /// 256 times the lod, in lane 2: lodInFixedPoint().
  Value fixedLod() {
    const Value du = l.mul(difference(0), field(baseLevel(), offsetof(TextureLevel, scaleX)));
    const Value dv = l.mul(difference(1), field(baseLevel(), offsetof(TextureLevel, scaleY)));
    const Value squares = l.add(l.mul(du, du), l.mul(dv, dv));
    const Value bits = l.and_(l.greater(squares, lane(squares, 1)), l.splatInt(0x7fffffff));
    const Value exponent = toFloat(l.subInt(l.shrSigned(bits, 23), l.splatInt(127 + 16)));
    const Value t = l.sub(l.or_(l.and_(bits, l.splatInt(0x7fffff)), l.splat(1)), l.splat(1));
    const Value curve = l.add(l.splat(0.4427f), l.mul(t, l.sub(l.mul(t, l.splat(0.0832f)), l.splat(0.2472f))));
    const Value log2 = l.add(exponent, l.add(t, l.mul(l.sub(t, l.mul(t, t)), curve)));
    return l.mul(log2, l.splat(128));
  }

  void fixedPoint(Value (&out)[4]) {
    Value u = in.coordinates[0], v = in.coordinates[1];
    if (wrapOf(look.sampler, 0) == WrapMode::Repeat) {
      u = l.greater(l.splat(0), l.sub(u, floor(u)));
      v = l.greater(l.splat(0), l.sub(v, floor(v)));
    }
    Local pixels[4];
    for (Local& pixel : pixels) pixel = l.temporary(ValType::V128);
    const auto oneLevel = [&](const Level& level) {
      const FixedPlace place = fixedPlace(level, u, v);
      ifAny(place.atEdge);
      callEdges(level, u, v, pixels);
      f.else_();
      for (uint32_t k = 0; k < 4; k++) {
        const Lanes::Scope scope(l);
        l.assign(pixels[k], fixedPixel(place, k));
      }
      f.end();
    };
    if (!isMipmapped(look)) {
      oneLevel(baseLevel());
    } else {
      Value lod;
      if (takesLod(look)) {
        leaveIfUnlike(in.lod);
        lod = l.mul(in.lod, l.splat(256));
      }
      if (look.method == SampleMethod::Implicit) {
        const Value own = fixedLod();
        lod = l.add(own, look.bias ? lod : l.splat(0));
      }
      lod = l.lesser(l.greater(ofDescriptor(offsetof(TextureDescriptor, lodLow)), lod),
                     ofDescriptor(offsetof(TextureDescriptor, lodHigh)));
      const Value fixed = l.add(lod, l.splat(kMagic));
      const Level large = levelAt(extract(l.and_(l.shrSigned(fixed, 8), l.splatInt(15)), 2));
      const Value part = l.and_(fixed, l.splatInt(255));
      f.localGet(extract(part, 2));
      f.op(Opcode::I32Eqz);
      f.if_();
      {
        const Lanes::Scope scope(l);
        oneLevel(large);
      }
      f.else_();
      {
        const Lanes::Scope scope(l);
        const Value weight = l.mul(toFloat(lane(part, 2)), l.splat(1 / 256.0f));
        const FixedPlace a = fixedPlace(large, u, v), b = fixedPlace(after(large), u, v);
        ifAny(l.or_(a.atEdge, b.atEdge));
        {
          const Lanes::Scope edgeScope(l);
          Local others[4];
          for (Local& other : others) other = l.temporary(ValType::V128);
          callEdges(large, u, v, pixels);
          callEdges(after(large), u, v, others);
          for (int k = 0; k < 4; k++) l.assign(pixels[k], mix(pixels[k], others[k], weight));
        }
        f.else_();
        for (uint32_t k = 0; k < 4; k++) {
          const Lanes::Scope pixelScope(l);
          const Value first = fixedPixel(a, k);
          l.assign(pixels[k], mix(first, fixedPixel(b, k), weight));
        }
        f.end();
      }
      f.end();
    }
    const Value values[4] = {pixels[0], pixels[1], pixels[2], pixels[3]};
    finishPixels(values, out);
  }

  // --- texelFetch

  /// What lies outside of the texture gives zeros (WebGL 2.0, "Texel fetches").
  void fetch(Value (&out)[4]) {
    const int axes = look.dim == SamplerDim::Dim2D ? 2 : 3;
    Level level = baseLevel();
    Value inside;
    if (!(in.lod.isConstant() && in.lod.bits() == 0)) {
      // Lanes of unlike levels have no code.
      const Value count = ofDescriptor(offsetof(TextureDescriptor, fetchLevelCount));
      const Value reached = l.apply(Opcode::I32x4MinU, in.lod, l.subInt(count, l.splatInt(1)));
      inside = l.apply(Opcode::I32x4LtU, in.lod, count);
      level = levelAt(extract(reached, 0));
    }
    Value at[3];
    for (int axis = 0; axis < axes; axis++) {
      at[axis] = in.coordinates[axis];
      if (look.offset[axis] != 0) at[axis] = l.addInt(at[axis], l.splatInt(uint32_t(int32_t(look.offset[axis]))));
      const Value fits = l.apply(Opcode::I32x4LtU, at[axis], field(level, countOffset(axis)));
      inside = inside.valid() ? l.and_(inside, fits) : fits;
    }
    Value offset = l.addInt(l.apply(Opcode::I32x4Mul, at[1], field(level, offsetof(TextureLevel, strideBytes))),
                            l.shl(at[0], texelShift(look.sampler.format)));
    if (axes == 3) offset = withSlice(offset, level, at[2]);
    const Value address = l.addInt(l.and_(offset, inside), field(level, offsetof(TextureLevel, faces)));
    loadTexels(l, look.sampler.format, address, srgbTables_, out);
    for (int c = 0; c < 4; c++) {
      if (c >= texelChannels(look.sampler.format)) out[c] = missingChannel(look.sampler.format, c);
      if (!(out[c].isConstant() && out[c].bits() == 0)) out[c] = l.and_(out[c], inside);
    }
  }

  static constexpr uint32_t kAllBits = 0xffffffffu;

  Lanes& l;
  wasm::FunctionBuilder& f;
  const LookUp& look;
  const LookUpArguments& in;
  const wasm::Label slow_;
  Value at_[3];
  Axes cubeAxes_;
  Value face_;
  Local srgbTables_;
};

std::string nameOf(const LookUp& lookUp) {
  std::string name = "lookUp";
  const SamplerKey& key = lookUp.sampler;
  for (const uint32_t number : {uint32_t(lookUp.dim), uint32_t(lookUp.method), uint32_t(lookUp.bias),
                                uint32_t(key.format), uint32_t(key.filter), uint32_t(key.wrap)}) {
    name += "." + std::to_string(number);
  }
  for (const int8_t offset : lookUp.offset) name += "." + std::to_string(offset);
  return name;
}

}  // namespace

bool isLookUpInPlace(const LookUp& lookUp) {
  if (lookUp.method == SampleMethod::Fetch) return true;
  return !isMagLinear(lookUp) && !lodMatters(lookUp);
}

bool filtersFloats(const LookUp& lookUp) {
  return lookUp.method != SampleMethod::Fetch && (isMagLinear(lookUp) || isMinLinear(lookUp) || isMipLinear(lookUp)) &&
         targetFormatInfo(lookUp.sampler.format).kind == TargetClass::Float;
}

uint32_t lookUpCoordinates(const LookUp& lookUp) { return lookUp.dim == SamplerDim::Dim2D ? 2 : 3; }

bool takesLod(const LookUp& lookUp) {
  if (lookUp.method == SampleMethod::Fetch) return true;
  return lodMatters(lookUp) && (lookUp.method == SampleMethod::Lod || lookUp.bias);
}

void emitLookUp(Lanes& lanes, const LookUp& lookUp, const LookUpArguments& arguments, Value (&channels)[4]) {
  SW_ASSERT(hasLookUpCode(lookUp) && isLookUpInPlace(lookUp));
  LookUpCode(lanes, lookUp, arguments, {}).emit(channels);
}

wasm::Function lookUpFunction(wasm::ModuleBuilder& module, const LookUp& lookUp, wasm::TypeIndex sampleType) {
  const std::string name = nameOf(lookUp);
  if (const wasm::Function known = functionNamed(module, name); known.valid()) return known;
  wasm::FunctionBuilder& f = module.addFunction(name);
  LookUpArguments arguments;
  arguments.descriptor = f.addParam(ValType::I32, "descriptor");
  const Local scratch = f.addParam(ValType::I32, "scratch");
  for (uint32_t c = 0; c < lookUpCoordinates(lookUp); c++) arguments.coordinates[c] = f.addParam(ValType::V128);
  if (takesLod(lookUp)) arguments.lod = f.addParam(ValType::V128, "lod");
  const int channels = texelChannels(lookUp.sampler.format);
  for (int c = 0; c < channels; c++) f.addResult(ValType::V128);

  const wasm::Label slow = f.block();
  {
    Lanes lanes(f);
    const Lanes::Scope scope(lanes);
    Value out[4];
    LookUpCode(lanes, lookUp, arguments, slow).emit(out);
    for (int c = 0; c < channels; c++) lanes.push(out[c]);
    f.return_();
  }
  f.end();
  Lanes lanes(f);
  f.localGet(arguments.descriptor);
  f.localGet(scratch);
  f.i32Const(packOffsets(lookUp.offset));
  for (uint32_t c = 0; c < 3; c++) {
    lanes.push(c < lookUpCoordinates(lookUp) ? arguments.coordinates[c] : lanes.splatInt(0));
  }
  lanes.push(lanes.splatInt(0));
  lanes.push(takesLod(lookUp) ? arguments.lod : lanes.splatInt(0));
  f.localGet(arguments.descriptor);
  f.load(Opcode::I32Load, uint32_t(offsetof(TextureDescriptor, slots)) + 4 * uint32_t(lookUp.method), 2);
  f.callIndirect(sampleType);
  for (int c = 0; c < channels; c++) {
    f.localGet(scratch);
    f.load(Opcode::V128Load, uint32_t(offsetof(SampleScratch, result)) + 16 * uint32_t(c), 4);
  }
  return f.self();
}

}  // namespace sw
