// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "reference/sample_reference.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "texture/texel.h"

namespace sw {

namespace {

struct Color {
  double c[4] = {};
};

Color mix(const Color& a, const Color& b, double weight) {
  Color result;
  for (int i = 0; i < 4; ++i) result.c[i] = a.c[i] * (1 - weight) + b.c[i] * weight;
  return result;
}

/// Table 3.20. Texels of cube maps are not wrapped here.
int64_t wrapTexel(GLenum mode, int64_t texel, int64_t size) {
  const auto modulo = [](int64_t a, int64_t b) { return (a % b + b) % b; };
  switch (mode) {
    case GL_REPEAT: return modulo(texel, size);
    case GL_CLAMP_TO_EDGE: return std::clamp<int64_t>(texel, 0, size - 1);
    default: {
      const int64_t a = modulo(texel, 2 * size) - size;
      return size - 1 - (a >= 0 ? a : -(1 + a));
    }
  }
}

class Lane {
 public:
  Lane(const SamplingSource& source, const ReferenceLookUp& lookUp, int lane)
      : source_(source), lookUp_(lookUp), lane_(lane) {}

  Color sample() {
    if (lookUp_.method == SampleMethod::Fetch) return fetch();
    if (lookUp_.method == SampleMethod::Lod) return sampleAt(lookUp_.lod[lane_]);
    const SamplerParameters& p = source_.parameters;
    const bool minLinear =
        p.minFilter == GL_LINEAR || p.minFilter == GL_LINEAR_MIPMAP_NEAREST || p.minFilter == GL_LINEAR_MIPMAP_LINEAR;
    if (p.maxAnisotropy > 1 && minLinear) return sampleAnisotropic();
    const Derivatives d = derivatives();
    const double rho = std::max(std::hypot(d.texels[0][0], d.texels[0][1], d.texels[0][2]),
                                std::hypot(d.texels[1][0], d.texels[1][1], d.texels[1][2]));
    return sampleAt(std::log2(rho) + bias());
  }

  /// How many taps would be right, were the number not rounded.
  double taps() const {
    const Ellipse e = ellipse();
    return e.longer <= 1 ? 1 : std::min(e.longer / std::max(e.shorter, 1.0), double(source_.parameters.maxAnisotropy));
  }

 private:
  Color sampleAnisotropic() {
    const Ellipse e = ellipse();
    const Derivatives d = derivatives();
    const double ratio = taps();
    const double lod = std::log2(e.longer / ratio) + bias();
    const int count = int(std::floor(ratio + 0.5));
    Color sum;
    for (int i = 0; i < count; ++i) {
      const double t = count == 1 ? 0 : (double(i) / (count - 1) - 0.5) * (1 - 1 / ratio);
      for (int c = 0; c < 3; ++c) {
        const bool moves = c < 2 || source_.dim == SamplerDim::Dim3D || source_.dim == SamplerDim::Cube;
        shift_[c] = moves ? t * (e.direction[0] * d.coordinates[0][c] + e.direction[1] * d.coordinates[1][c]) : 0;
      }
      const Color tap = sampleAt(lod);
      for (int c = 0; c < 4; ++c) sum.c[c] += tap.c[c] / count;
    }
    return sum;
  }

  Color sampleAt(double lod) const {
    const SamplerParameters& p = source_.parameters;
    lod = std::min(std::max(lod, double(p.minLod)), double(p.maxLod));
    const bool magLinear = p.magFilter == GL_LINEAR;
    const bool minLinear =
        p.minFilter == GL_LINEAR || p.minFilter == GL_LINEAR_MIPMAP_NEAREST || p.minFilter == GL_LINEAR_MIPMAP_LINEAR;
    const bool mipmapped = p.minFilter != GL_NEAREST && p.minFilter != GL_LINEAR;
    const bool between = p.minFilter == GL_NEAREST_MIPMAP_LINEAR || p.minFilter == GL_LINEAR_MIPMAP_LINEAR;
    if (lod <= 0) return filter(0, magLinear);
    if (!mipmapped) return filter(0, minLinear);
    const int32_t last = source_.levelCount - 1;
    if (!between) {
      const int32_t level = lod <= 0.5 ? 0 : int32_t(std::min(std::ceil(lod + 0.5) - 1, double(last)));
      return filter(level, minLinear);
    }
    if (lod >= last) return filter(last, minLinear);
    const int32_t level = int32_t(std::floor(lod));
    return mix(filter(level, minLinear), filter(level + 1, minLinear), lod - level);
  }

  double at(int coordinate, int lane) const { return lookUp_.coordinates[coordinate][lane]; }
  double at(int coordinate) const { return at(coordinate, lane_) + shift_[coordinate]; }

  struct Face {
    int32_t face;
    double s, t, m;  // not yet divided
  };
  static Face faceOf(double x, double y, double z) {
    const double ax = std::fabs(x), ay = std::fabs(y), az = std::fabs(z);
    if (az >= ax && az >= ay) return z >= 0 ? Face{4, x, -y, az} : Face{5, -x, -y, az};
    if (ay >= ax) return y >= 0 ? Face{2, x, z, ay} : Face{3, x, -z, ay};
    return x >= 0 ? Face{0, -z, -y, ax} : Face{1, z, -y, ax};
  }

  double bias() const { return lookUp_.method == SampleMethod::Implicit ? lookUp_.lod[lane_] : 0; }

  /// Along x and y of the window: of the coordinates, and of the place on the base level.
  struct Derivatives {
    double coordinates[2][3];
    double texels[2][3];
  };
  Derivatives derivatives() const {
    const Image& base = *source_.image(source_.texture, 0, 0);
    Derivatives result{};
    const int origin = lookUp_.method == SampleMethod::Grad ? lane_ : 0;  // one lod for a quad
    for (int c = 0; c < 3; ++c) {
      for (int axis = 0; axis < 2; ++axis) {
        result.coordinates[axis][c] =
            lookUp_.method == SampleMethod::Grad ? lookUp_.gradients[axis][c][lane_] : at(c, axis + 1) - at(c, 0);
      }
    }
    for (int n = 0; n < 2; ++n) {
      const double(&axis)[3] = result.coordinates[n];
      double(&texels)[3] = result.texels[n];
      if (source_.dim == SamplerDim::Cube) {
        const double position[3] = {at(0, origin), at(1, origin), at(2, origin)};
        const Face face = faceOf(position[0], position[1], position[2]);
        // The derivative of s / m by differences, around this lane's own face.
        const double h = 1e-6;
        const auto project = [&](double step) {
          double p[3];
          for (int c = 0; c < 3; ++c) p[c] = position[c] + step * axis[c];
          static constexpr int kMajor[6] = {0, 0, 1, 1, 2, 2};
          const double m = std::fabs(p[kMajor[face.face]]);
          const double s = face.face == 0 ? -p[2] : face.face == 1 ? p[2] : face.face == 5 ? -p[0] : p[0];
          const double t = face.face == 2 ? p[2] : face.face == 3 ? -p[2] : -p[1];
          return std::pair(0.5 * s / m, 0.5 * t / m);
        };
        const auto a = project(-h), b = project(h);
        texels[0] = (b.first - a.first) / (2 * h) * base.width();
        texels[1] = (b.second - a.second) / (2 * h) * base.width();
      } else {
        texels[0] = axis[0] * base.width();
        texels[1] = axis[1] * base.height();
        texels[2] = source_.dim == SamplerDim::Dim3D ? axis[2] * base.depth() : 0;
      }
    }
    return result;
  }

  /// Of the ellipse that the derivatives make of a circle.
  struct Ellipse {
    double longer = 0, shorter = 0;  // half axes
    double direction[2] = {};        // of the longer one, along the two derivatives
  };
  Ellipse ellipse() const {
    const Derivatives d = derivatives();
    double a = 0, b = 0, c = 0;
    for (int i = 0; i < 3; ++i) {
      a += d.texels[0][i] * d.texels[0][i];
      b += d.texels[0][i] * d.texels[1][i];
      c += d.texels[1][i] * d.texels[1][i];
    }
    const double angle = 0.5 * std::atan2(2 * b, a - c);
    const auto length = [&](double x, double y) {
      return std::hypot(x * d.texels[0][0] + y * d.texels[1][0], x * d.texels[0][1] + y * d.texels[1][1],
                        x * d.texels[0][2] + y * d.texels[1][2]);
    };
    const double x = std::cos(angle), y = std::sin(angle);
    return {length(x, y), length(-y, x), {x, y}};
  }

  Color texel(int32_t level, int32_t face, int64_t x, int64_t y, int64_t z) const {
    const Image& image = *source_.image(source_.texture, uint32_t(face), level);
    const FormatInfo& format = *image.format();
    Texel decoded = {{0, 0, 0, 0x3f800000}};
    if (format.isDepthOrStencil()) {
      std::memcpy(decoded.words, image.row(int32_t(y), int32_t(z)) + 4 * x, 4);
    } else {
      decodeTexels(format.storage, image.row(int32_t(y), int32_t(z)) + size_t(x) * storageBytes(format.storage), 1,
                   &decoded);
    }
    Color color;
    for (int i = 0; i < 4; ++i) {
      double value = format.isInteger() ? double(int32_t(decoded.words[i])) : double(decoded.f(i));
      if (format.srgb && i < 3) value = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
      color.c[i] = value;
    }
    if (source_.samplerClass == SamplerClass::Shadow) color.c[0] = passes(color.c[0]) ? 1 : 0;
    return color;
  }

  bool passes(double depth) const {
    float reference = lookUp_.reference[lane_];
    if (source_.format->depth != DepthFormat::D32F) reference = std::clamp(reference, 0.0f, 1.0f);
    switch (source_.parameters.compareFunc) {
      case GL_LEQUAL: return reference <= depth;
      case GL_GEQUAL: return reference >= depth;
      case GL_LESS: return reference < depth;
      case GL_GREATER: return reference > depth;
      case GL_EQUAL: return reference == depth;
      case GL_NOTEQUAL: return reference != depth;
      case GL_ALWAYS: return true;
      default: return false;
    }
  }

  /// Texel of a plane by wrapped place; cube maps go over their edges.
  Color planeTexel(int32_t level, int32_t face, int64_t x, int64_t y, int64_t z) const {
    const Image& image = *source_.image(source_.texture, 0, level);
    if (source_.dim == SamplerDim::Cube) return cubeTexel(level, face, x, y, image.width());
    return texel(level, face, wrapTexel(source_.parameters.wrapS, x, image.width()),
                 wrapTexel(source_.parameters.wrapT, y, image.height()), z);
  }

  Color cubeTexel(int32_t level, int32_t face, int64_t x, int64_t y, int64_t size) const {
    const bool outsideX = x < 0 || x >= size, outsideY = y < 0 || y >= size;
    if (outsideX && outsideY) {  // a corner: the mean of the three texels that meet there
      const int64_t insideX = std::clamp<int64_t>(x, 0, size - 1), insideY = std::clamp<int64_t>(y, 0, size - 1);
      const Color a = cubeTexel(level, face, insideX, insideY, size), b = cubeTexel(level, face, x, insideY, size),
                  c = cubeTexel(level, face, insideX, y, size);
      Color result;
      for (int i = 0; i < 4; ++i) result.c[i] = (a.c[i] + b.c[i] + c.c[i]) / 3;
      return result;
    }
    if (!outsideX && !outsideY) return texel(level, face, x, y, 0);
    // A point a little beyond the edge, as a direction.
    const double s = std::clamp((2.0 * double(x) + 1) / double(size) - 1, -1.0 - 1e-9, 1.0 + 1e-9);
    const double t = std::clamp((2.0 * double(y) + 1) / double(size) - 1, -1.0 - 1e-9, 1.0 + 1e-9);
    double direction[3];
    switch (face) {
      case 0: direction[0] = 1, direction[1] = -t, direction[2] = -s; break;
      case 1: direction[0] = -1, direction[1] = -t, direction[2] = s; break;
      case 2: direction[0] = s, direction[1] = 1, direction[2] = t; break;
      case 3: direction[0] = s, direction[1] = -1, direction[2] = -t; break;
      case 4: direction[0] = s, direction[1] = -t, direction[2] = 1; break;
      default: direction[0] = -s, direction[1] = -t, direction[2] = -1; break;
    }
    const Face other = faceOf(direction[0], direction[1], direction[2]);
    const auto index = [&](double value) {
      return std::clamp<int64_t>(int64_t(std::floor((value / other.m + 1) / 2 * double(size))), 0, size - 1);
    };
    return texel(level, other.face, index(other.s), index(other.t), 0);
  }

  Color filter(int32_t level, bool linear) const {
    const Image& image = *source_.image(source_.texture, 0, level);
    double u = at(0), v = at(1), w = at(2);
    int32_t face = 0;
    int64_t layer = 0;
    if (source_.dim == SamplerDim::Cube) {
      const Face f = faceOf(u, v, w);
      face = f.face;
      u = 0.5 * (f.s / f.m + 1);
      v = 0.5 * (f.t / f.m + 1);
    }
    if (source_.dim == SamplerDim::Dim2DArray) {
      layer = std::clamp<int64_t>(int64_t(std::floor(w + 0.5)), 0, image.depth() - 1);
    }
    const bool volume = source_.dim == SamplerDim::Dim3D;
    const double x = u * image.width() + lookUp_.offset[0], y = v * image.height() + lookUp_.offset[1];
    const double z = w * image.depth() + lookUp_.offset[2];
    if (!linear) {
      if (volume) layer = wrapTexel(source_.parameters.wrapR, int64_t(std::floor(z)), image.depth());
      int64_t i = int64_t(std::floor(x)), j = int64_t(std::floor(y));
      if (source_.dim == SamplerDim::Cube) {
        i = std::clamp<int64_t>(i, 0, image.width() - 1);
        j = std::clamp<int64_t>(j, 0, image.height() - 1);
      }
      return planeTexel(level, face, i, j, layer);
    }
    const auto plane = [&](int64_t slice) {
      const int64_t i = int64_t(std::floor(x - 0.5)), j = int64_t(std::floor(y - 0.5));
      const double alpha = x - 0.5 - double(i), beta = y - 0.5 - double(j);
      return mix(mix(planeTexel(level, face, i, j, slice), planeTexel(level, face, i + 1, j, slice), alpha),
                 mix(planeTexel(level, face, i, j + 1, slice), planeTexel(level, face, i + 1, j + 1, slice), alpha),
                 beta);
    };
    if (!volume) return plane(layer);
    const int64_t k = int64_t(std::floor(z - 0.5));
    return mix(plane(wrapTexel(source_.parameters.wrapR, k, image.depth())),
               plane(wrapTexel(source_.parameters.wrapR, k + 1, image.depth())), z - 0.5 - double(k));
  }

  Color fetch() const {
    int32_t place[3], level;
    for (int c = 0; c < 3; ++c) {
      std::memcpy(&place[c], &lookUp_.coordinates[c][lane_], 4);
      place[c] += lookUp_.offset[c];
    }
    std::memcpy(&level, &lookUp_.lod[lane_], 4);
    if (level < 0 || level >= source_.levelCount) return {};
    const Image& image = *source_.image(source_.texture, 0, level);
    const bool flat = source_.dim == SamplerDim::Dim2D;
    if (place[0] < 0 || place[0] >= image.width() || place[1] < 0 || place[1] >= image.height()) return {};
    if (!flat && (place[2] < 0 || place[2] >= image.depth())) return {};
    return texel(level, 0, place[0], place[1], flat ? 0 : place[2]);
  }

  const SamplingSource& source_;
  const ReferenceLookUp& lookUp_;
  int lane_;
  double shift_[3] = {};  // of the tap that is being filtered
};

}  // namespace

void sampleByReference(const SamplingSource& source, const ReferenceLookUp& lookUp, double result[4][4]) {
  for (int lane = 0; lane < 4; ++lane) {
    const Color color = Lane(source, lookUp, lane).sample();
    for (int channel = 0; channel < 4; ++channel) result[channel][lane] = color.c[channel];
  }
}

double anisotropicTaps(const SamplingSource& source, const ReferenceLookUp& lookUp, int lane) {
  return Lane(source, lookUp, lane).taps();
}

}  // namespace sw
