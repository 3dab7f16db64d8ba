// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// ProgramInfo as it travels from the compiler to the core. One function names every field once, for both directions, so
// that writing and reading cannot come apart.

#include "pipeline/program_info.h"

#include "pipeline/bytes.h"

namespace sw {
namespace {

/// Writes what it is shown.
struct Writer {
  ByteWriter bytes;
  void number(uint32_t value) { bytes.u32(value); }
  void number(int32_t value) { bytes.i32(value); }
  void number(uint8_t value) { bytes.u8(value); }
  void number(bool value) { bytes.u8(value); }
  void text(const std::string& value) { bytes.text(value); }
  template <typename Vector, typename Each>
  void list(const Vector& values, Each each) {
    bytes.u32(uint32_t(values.size()));
    for (const auto& value : values) each(value);
  }
  template <typename Enum>
  void choice(Enum value, Enum) {
    bytes.u8(uint8_t(value));
  }
};

/// Fills what it is shown.
struct Reader {
  ByteReader bytes;
  bool valid = true;
  void number(uint32_t& value) { value = bytes.u32(); }
  void number(int32_t& value) { value = bytes.i32(); }
  void number(uint8_t& value) { value = bytes.u8(); }
  void number(bool& value) { value = bytes.u8() != 0; }
  void text(std::string& value) { value = bytes.text(); }
  template <typename Vector, typename Each>
  void list(Vector& values, Each each) {
    values.resize(bytes.count());
    for (auto& value : values) each(value);
  }
  template <typename Enum>
  void choice(Enum& value, Enum last) {
    const uint8_t number = bytes.u8();
    valid &= number <= uint8_t(last);
    value = valid ? Enum(number) : Enum(0);
  }
};

template <typename Archive, typename Info>
void visit(Archive& archive, Info& info) {
  archive.list(info.uniforms, [&](auto& u) {
    archive.text(u.name);
    archive.number(u.type);
    archive.number(u.arraySize);
    archive.number(u.isArray);
    archive.number(u.firstCell);
    archive.number(u.samplerIndex);
    archive.number(u.blockIndex);
    archive.number(u.offsetBytes);
    archive.number(u.arrayStrideBytes);
    archive.number(u.matrixStrideBytes);
    archive.number(u.rowMajor);
    archive.number(u.firstLocation);
  });
  archive.list(info.attributes, [&](auto& a) {
    archive.text(a.name);
    archive.number(a.type);
    archive.number(a.arraySize);
    archive.number(a.location);
  });
  archive.list(info.blocks, [&](auto& b) {
    archive.text(b.name);
    archive.number(b.sizeBytes);
    archive.list(b.uniforms, [&](auto& index) { archive.number(index); });
    archive.number(b.inVertex);
    archive.number(b.inFragment);
  });
  archive.list(info.samplers, [&](auto& s) {
    archive.choice(s.dim, SamplerDim::Dim2DArray);
    archive.choice(s.samplerClass, SamplerClass::Shadow);
    archive.number(s.uniformCell);
    archive.number(s.vertexMethods);
    archive.number(s.fragmentMethods);
  });
  archive.list(info.feedback, [&](auto& f) {
    archive.text(f.name);
    archive.number(f.type);
    archive.number(f.arraySize);
    archive.number(f.firstCell);
    archive.number(f.cells);
  });
  archive.list(info.outputs, [&](auto& o) {
    archive.text(o.name);
    archive.number(o.type);
    archive.number(o.location);
    archive.number(o.arraySize);
  });
  archive.number(info.uniformCells);
  archive.number(info.varyingCells);
  archive.number(info.fragmentCells);
  archive.list(info.flatCells, [&](auto& flat) { archive.number(flat); });
  for (auto* distances : {&info.clipDistances, &info.cullDistances}) {
    archive.number(distances->firstCell);
    archive.number(distances->cells);
  }
  archive.number(info.attributeMask);
  for (auto& type : info.attributeClass) archive.number(type);
  for (auto& type : info.outputClass) archive.number(type);
  archive.number(info.broadcastsColor);
  archive.number(info.writesPointSize);
  archive.number(info.privateBytes);
}

}  // namespace

std::vector<uint8_t> serialise(const ProgramInfo& info) {
  Writer writer;
  visit(writer, info);
  return writer.bytes.take();
}

std::optional<ProgramInfo> deserialise(std::span<const uint8_t> bytes) {
  ProgramInfo info;
  Reader reader{ByteReader(bytes)};
  visit(reader, info);
  if (!reader.valid || !reader.bytes.good() || !reader.bytes.atEnd()) return std::nullopt;
  return info;
}

}  // namespace sw
