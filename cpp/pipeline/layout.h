// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The memory that the core and generated routines share. Plain 32-bit fields only, addresses are wasm32 addresses, so
// that offsetof is the same in native builds (which cannot call routines) and in wasm. Code generation includes this
// header for its offsets; nothing here knows of GL objects.

#pragma once

#include <cstddef>
#include <cstdint>

namespace sw {

using Address = uint32_t;  // in the core's memory; 0 is null

// --- vertices ------------------------------------------------------------------------------------------------------

/// One attribute as the vertex routine fetches it; an array of kMaxVertexAttributes stands at ACTIVE_ATTR_PTR.
/// A fetch reads at address + min(index, maxIndex) * strideBytes. Disabled arrays read `current` instead (the key says
/// so).
struct AttributeState {
  Address address;
  uint32_t strideBytes;
  uint32_t maxIndex;
  uint32_t divisor;
  uint32_t current[4];  // bits of the generic value, float, int or uint as the shader expects
};
static_assert(sizeof(AttributeState) == 32);

/// Arguments of a vertex routine, besides the ACTIVE_* globals.
struct VertexState {
  Address uniforms;       // cells of the default block
  Address blocks;         // array of BlockBinding, by ProgramInfo::blocks index
  Address samplers;       // array of Address of TextureDescriptor, by ProgramInfo::samplers index
  Address attributes;     // array of AttributeState
  Address privateMemory;  // ProgramInfo::privateBytes, 16-byte aligned
  int32_t instanceId;
  int32_t drawId;
  float depthNear, depthFar, depthDiff;  // gl_DepthRange
  int32_t budget;                        // instructions left; below zero the routine calls budgetSlot
  uint32_t budgetSlot;  // table entry: uint32_t refill(int32_t* budget), 0: stop at once (return from the routine)
};

struct BlockBinding {
  Address address;
  uint32_t sizeBytes;  // at least the block's size: checked by the draw call
};

/// A vertex record: float x, y, z, w (clip coordinates), float pointSize, 3 cells of padding, then varyingCells user
/// cells. Transform feedback counts cells from the record's start.
inline constexpr uint32_t kRecordPositionCell = 0;
inline constexpr uint32_t kRecordPointSizeCell = 4;
inline constexpr uint32_t kRecordUserCell = 8;
inline constexpr uint32_t vertexRecordCells(uint32_t varyingCells) { return kRecordUserCell + varyingCells; }

/// void vertexRoutine(VertexState*, const uint32_t* vertexIds, uint32_t count, void* records)
/// Shades count vertices (vertexIds padded by the caller to a multiple of 4 by repeating the last one) and writes count
/// rounded up to 4 records.
using VertexRoutine = void (*)(Address state, Address vertexIds, uint32_t count, Address records);

// --- primitives and blocks -----------------------------------------------------------------------------------------

/// A value over the window: value(x, y) = c + dx * (x - originX) + dy * (y - originY), x and y at pixel centres.
/// Four of them side by side.
struct Planes4 {
  float c[4];
  float dx[4];
  float dy[4];
};
static_assert(sizeof(Planes4) == 48);

/// One primitive after set-up, 16-byte aligned; fragmentCells / 4 Planes4 follow it. Smooth cells hold value / w, flat
/// cells hold the provoking vertex's bits in c and zero in dx, dy (routines read only c of flat cells).
struct PrimitiveRecord {
  float originX, originY;  // a pixel corner near the primitive, whole numbers
  uint32_t frontFacing;    // 0 or 1
  uint32_t padding;
  float z[3];     // c, dx, dy of window depth, polygon offset included
  float zMin;     // range of depth over the primitive, polygon offset included
  float invW[3];  // c, dx, dy of 1 / w_clip
  float zMax;
  float pointCoord[4];  // s = [0] + [1] * (x - originX), t = [2] + [3] * (y - originY)
};
static_assert(sizeof(PrimitiveRecord) == 64);
inline constexpr uint32_t primitiveRecordBytes(uint32_t fragmentCells) {
  return uint32_t(sizeof(PrimitiveRecord)) + fragmentCells / 4 * uint32_t(sizeof(Planes4));
}

/// An 8x8 block of pixels that a primitive covers, in whole or in part. Blocks lie on multiples of 8.
/// Bit of pixel (x, y) in `coverage`: quad (y / 2 * 4 + x / 2) * 4 + lane, lane = (y & 1) * 2 + (x & 1); so quad q owns
/// bits 4q .. 4q+3 and lanes 0, 1 are its lower row. Never a bit outside framebuffer or scissor.
struct BlockRecord {
  uint32_t primitive;  // byte offset from FragmentState::primitives
  uint16_t x, y;       // of the block's lower left pixel, in pixels
  uint32_t coverage[2];
};
static_assert(sizeof(BlockRecord) == 16);
inline constexpr uint32_t kBlockSize = 8;
inline constexpr uint32_t kMaxBatchBlocks = 512;

/// Samples of a pixel in multisampled framebuffers.
inline constexpr uint32_t kPixelSamples = 4;
/// Where the samples lie in their pixel, in sixteenths of it, from its lower left corner: the rotated grid.
inline constexpr uint8_t kSampleX[kPixelSamples] = {6, 14, 2, 10};
inline constexpr uint8_t kSampleY[kPixelSamples] = {2, 6, 10, 14};

/// What takes the place of a BlockRecord where FragmentKey::samples is 4. The routine may change the coverage.
struct SampleBlockRecord {
  BlockRecord block;                   // its coverage: pixels with a covered sample
  uint32_t samples[kPixelSamples][2];  // coverage of each sample, bits as in block.coverage
};
static_assert(sizeof(SampleBlockRecord) == 48);

// --- fragments -----------------------------------------------------------------------------------------------------

/// A two-dimensional image as routines write it: row y at address + y * strideBytes, row 0 is the bottom one (window
/// coordinates). Allocations reach at least 16 bytes + one row beyond the last row, because quads at odd edges are read
/// and written back whole. A multisampled surface has four rows of texels to each row of pixels, one for each sample,
/// strideBytes / 4 apart.
struct SurfaceState {
  Address address;  // 0: no attachment; the key says so too
  uint32_t strideBytes;
};

struct StencilFaceState {
  uint32_t reference, compareMask, writeMask, padding;
};

/// Arguments of a fragment routine.
struct FragmentState {
  Address uniforms;
  Address blocks;
  Address samplers;
  Address privateMemory;
  Address primitives;  // PrimitiveRecords of this batch
  SurfaceState color[8];
  SurfaceState depth;    // f32 per pixel
  SurfaceState stencil;  // u8 per pixel
  float blendConstant[4];
  StencilFaceState stencilFront;
  StencilFaceState stencilBack;
  float depthNear, depthFar, depthDiff;  // gl_DepthRange
  int32_t drawId;
  uint32_t samplesPassed;  // the routine adds surviving samples when the key asks
  int32_t budget;          // as in VertexState
  uint32_t budgetSlot;
  /// Of multisampled colour: a byte for each block. Not 0: the block is even, its pixels have the texel of sample 0 in
  /// all samples, and what is stored for the others is stale.
  SurfaceState evenBlocks[8];
};

/// void fragmentRoutine(FragmentState*, const BlockRecord* blocks, uint32_t count); of SampleBlockRecords when the key
/// says so
using FragmentRoutine = void (*)(Address state, Address blocks, uint32_t count);

// --- textures ------------------------------------------------------------------------------------------------------

/// One level, or a face's of a cube map.
struct TextureLevel {
  Address faces[6];  // texels; others than cube maps have [0]
  uint32_t strideBytes, sliceBytes;
  int32_t width, height, depth;
  float columns, rows, slices, lastColumn, lastRow, lastSlice;  // width, height, depth, and each less 1
  int32_t lastX, lastY, lastZ;                                  // the same
  float scaleX, scaleY;                                         // 256 times width and height
  int32_t texelStrides;                                         // of a texel of 4 bytes: 1, and in the upper half a row
  uint32_t padding;
  // Fields of four equal lanes, which an engine loads in one instruction instead of two.
  float scales[2][4];      // scaleX, scaleY
  float ends[2][4];        // kFixedPoint and 256 times lastX, lastY
  uint32_t lastTexels[4];  // lastX, and lastY in the upper half
  int32_t strides[4];      // texelStrides
  Address bases[4];        // faces[0]
};
static_assert(sizeof(TextureLevel) == 96 + 7 * 16);
inline constexpr int32_t kMaxTextureLevels = 15;  // log2 of gl::kMaxCubeMapTextureSize, and 1
inline constexpr uint32_t kDescriptorLevels = kMaxTextureLevels;

/// A float of this size, 1.5 * 2^23, has a number in its low bits that is added to it.
inline constexpr float kFixedPoint = 12582912.0f;

/// Added to a position on a level and taken off again, it leaves 1024ths of a texel, from 4096 texels on 512ths.
inline constexpr float kTexelRounder = 12288.0f;

/// What a linear filter of RGBA8 has for 1, before levels are blended, and what it is multiplied by at the end: a texel
/// comes out as without a filter.
inline constexpr float kBlendedOne = 255.0f * 32768;
inline constexpr float kBlendedScale = 1 / kBlendedOne;
/// The same of sRGB.
inline constexpr float kSrgbBlendedOne = 32767.0f * 256;

/// Constants of look-ups in generated code. An engine builds one in two instructions of those units that blend; from
/// memory it takes none of them.
struct LookUpConstants {
  template <class T>
  struct Lanes {
    T lanes[4];
    explicit Lanes(T value) : lanes{value, value, value, value} {}
  };
  Lanes<float> origin{kFixedPoint}, halfTexelBelow{kFixedPoint - 128};
  Lanes<uint32_t> texelMask{0x3fff3fff}, byte{255}, bytes{0x00ff00ff}, whole{256}, wholes{0x01000100};
  Lanes<float> blendedScale{kBlendedScale};
};

/// What generated code knows of a texture: what to read, and where to call. One slot per SampleMethod (Implicit, Lod,
/// Grad, Fetch, Size), all of one wasm type:
///
///   void sample(const TextureDescriptor*, SampleScratch*, uint32_t offsets, v128 c0, c1, c2, v128 reference, v128 lod)
///
/// offsets: texel offsets, 8 bits each, signed, x lowest. c0..c2: coordinates (floats, or integers for Fetch). lod:
/// bias for Implicit (0 without), lod for Lod, Fetch and Size (integers for the last two). Grad reads its derivatives
/// from the scratch. All four lanes are always good to sample; implicit derivatives are taken inside, from the quad's
/// lanes. Results: r, g, b, a in scratch->result, as floats or integers; shadow look-ups all in r. Sampling functions
/// are C++ (texture/sample*.cpp), chosen by the sampler key when the descriptor is made; see docs/decisions.
struct TextureDescriptor {
  uint32_t slots[5];
  // What look-ups inside of routines read besides (shader/codegen/look_up.h).
  uint32_t fetchLevelCount;  // levels that fetches may reach
  float minLod, maxLod;
  float lodLow, lodHigh;          // 256 times what the lod is clamped to, between the first and the last level
  float lastLevel;                // levels that lod may reach, less 1
  float maxAnisotropy;            // above 1: the anisotropic functions are chosen
  Address srgbTables, srgbPairs;  // SrgbTables and SrgbPairs, of such formats
  LookUpConstants constants;
  TextureLevel levels[kDescriptorLevels];  // levels[0] is the base level
  // The rest belongs to cpp/texture/descriptor.h.
};

/// What bytes of sRGB textures stand for. Linear filters blend values of 15 bits: in the darkest steps that is a
/// twentieth of an sRGB step.
struct SrgbTables {
  float linear[256];
  int16_t color[256], alpha[256];  // 32767: 1
};

/// SrgbTables::color of two bytes at once, by both as a word: half the loads of a look-up.
struct SrgbPairs {
  int16_t color[65536][2];  // of the lower byte, of the upper
};

struct SampleScratch {
  float result[4][4];        // [channel][lane]
  float gradients[2][3][4];  // [x or y][coordinate][lane]
};
inline constexpr uint32_t kSampleScratchBytes = 160;
static_assert(sizeof(SampleScratch) == kSampleScratchBytes);

/// The first kSampleScratchBytes of private memory are the SampleScratch of the running routine.
inline constexpr uint32_t kPrivateScratchBytes = 256;

}  // namespace sw
