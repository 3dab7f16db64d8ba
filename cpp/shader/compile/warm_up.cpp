// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/compile/warm_up.h"

#include <memory>

#include "shader/codegen/routines.h"
#include "shader/compile/compile.h"
#include "shader/link/program.h"

namespace sw {
namespace {

using ir::Stage;

constexpr const char* kVertex100 =
    "attribute vec4 p; uniform mat4 m; varying vec2 v; void main() { v = p.zw; gl_Position = m * p; }";
constexpr const char* kFragment100 =
    "precision mediump float; varying vec2 v; uniform sampler2D s;\n"
    "void main() { gl_FragColor = texture2D(s, v) * vec4(v, 0.5, 1.0); }";

// A bit of everything that shaders of libraries are made of.
constexpr const char* kVertex300 = R"(#version 300 es
#define VARYING out
#define SKIN( x ) ( weights.x * bones )
#if defined( GL_ES ) && ( __VERSION__ >= 300 || 0 ) && ! defined( NOTHING )
precision highp float;
precision highp int;
#else
unused
#endif
uniform mat4 modelView, projection; uniform mat3 normals; uniform bool flip; uniform float heights[ 4 ];
layout(std140) uniform Bones { mat4 bones; vec4 more[ 2 ]; int count; };
layout(location = 0) in vec3 position; in vec3 normal; in vec2 uv; in vec4 weights; in uvec4 joints;
VARYING vec2 vUv; VARYING vec3 vNormal, vView; flat out ivec2 vIds; invariant gl_Position;
vec3 turn( in vec3 v, const in mat4 by ) { return normalize( ( vec4( v, 0.0 ) * by ).xyz ); }
void main() {
  vec3 transformed = vec3( position );
  mat4 skin = mat4( 0.0 );
  skin += SKIN( x );
  skin += weights.y * transpose( bones );
  for ( int i = 0; i < 4; i ++ ) transformed.y += heights[ i ];
  if ( flip ) transformed.xz *= - 1.0;
  vec4 world = modelView * skin * vec4( transformed, 1.0 );
  vUv = ( mat3( modelView ) * vec3( uv, 1 ) ).xy;
  vNormal = turn( normals * normal, inverse( modelView ) );
  vView = - world.xyz;
  vIds = ivec2( gl_VertexID + gl_InstanceID, int( joints[ count & 3 ] >> 1u ) );
  gl_PointSize = 2.0;
  gl_Position = projection * world;
})";
constexpr const char* kFragment300 = R"(#version 300 es
precision highp float; precision highp int; precision highp sampler2DShadow;
#define PI 3.141592653589793
#define saturate( a ) clamp( a, 0.0, 1.0 )
#define whiteCompliment( a ) ( 1.0 - saturate( a ) )
#define LIGHTS 3
#ifdef MAPS
#elif LIGHTS > 2
#define DIRECTIONAL
#endif
struct Light { vec3 direction; vec3 color; bool casts; float cut; };
struct Material { vec3 diffuse, specular; float roughness; };
struct Reflected { vec3 direct; vec3 indirect; };
uniform vec3 ambient, probes[ 9 ]; uniform float opacity, shininess; uniform Light lights[ LIGHTS ]; uniform mat4 shadowMatrix;
uniform sampler2D map, normalMap; uniform samplerCube environment; uniform sampler2DShadow shadows; uniform ivec4 ids;
in vec2 vUv; in vec3 vNormal, vView; flat in ivec2 vIds; layout(location = 0) out highp vec4 pc_fragColor;
const mat3 kMatrix = mat3( vec3( 0.6, 0.1, 0.0 ), vec3( 0.35, 0.9, 0.13 ), vec3( 0.05, 0.01, 0.84 ) );
const float kTable[ 4 ] = float[ 4 ]( 0.25, 0.5, 0.75, 1.0 );
float pow2( const in float x ) { return x * x; }
vec3 pow2( const in vec3 x ) { return x * x; }
float average( const in vec3 v ) { return dot( v, vec3( 0.3333333 ) ); }
float unused( const in float x ) { return acos( asin( sin( cos( tan( x ) ) ) ) ) + exp( log( x ) ) + sqrt( x ) + atan( x, 2.0 ); }
vec3 fresnel( const in vec3 f0, const in float f90, const in float dotVH ) {
  float f = exp2( ( - 5.55473 * dotVH - 6.98316 ) * dotVH );
  return f0 * ( 1.0 - f ) + ( f90 * f );
}
float distribution( const in float alpha, const in float dotNH ) {
  float a2 = pow2( alpha );
  return a2 / ( PI * pow2( pow2( dotNH ) * ( a2 - 1.0 ) + 1.0 ) + 1e-6 );
}
void shade( const in Light light, const in vec3 normal, const in Material material, inout Reflected reflected ) {
  vec3 halfway = normalize( light.direction + normalize( vView ) );
  float dotNL = saturate( dot( normal, light.direction ) ), dotNH = max( dot( normal, halfway ), 0.001 );
  vec3 brdf = fresnel( material.specular, 1.0, dotNH ) * distribution( pow2( material.roughness ), dotNH );
  reflected.direct += dotNL * light.color * ( material.diffuse / PI + brdf );
  if ( light.cut > 0.0 ) reflected.indirect += pow( saturate( - dotNL / light.cut + 1.0 ), shininess );
}
bool outside( vec4 at ) { bvec4 b = bvec4( at.x < 0.0, at.x > 1.0, at.y < 0.0, ! ( at.y <= 1.0 ) ); return any( b ) || all( not( b ) ); }
float shadow( vec4 coord ) {
  coord.xyz /= coord.w;
  if ( outside( coord ) && coord.z != 1.0 ) return 1.0;
  vec2 texel = 1.0 / vec2( textureSize( shadows, 0 ) ), st = fract( coord.xy );
  return mix( texture( shadows, coord.xyz ), texture( shadows, vec3( coord.xy + texel * st, coord.z ) ), smoothstep( 0.1, 0.9, st.x ) );
}
void main() {
  vec4 diffuseColor = vec4( ambient, opacity );
  Reflected reflected = Reflected( vec3( 0.0 ), vec3( 0.0 ) );
  Material material; Light light;
  vec4 texel = texture( map, vUv );
  diffuseColor *= texel;
  if ( diffuseColor.a < 0.5 ) discard;
  float faceDirection = gl_FrontFacing ? 1.0 : - 1.0;
  vec3 normal = normalize( vNormal ) * faceDirection, dx = dFdx( vView ), dy = dFdy( vView );
  mat3 tangents = mat3( cross( dx, normal ), cross( normal, dy ), normal );
  normal = normalize( tangents * ( texture( normalMap, vUv ).xyz * 2.0 - 1.0 ) );
  material.diffuse = diffuseColor.rgb * ( 1.0 - 0.2 );
  material.roughness = min( max( texel.g, 0.0525 ) + length( fwidth( normal ) ), 1.0 );
  material.specular = mix( vec3( 0.04 ), diffuseColor.rgb, 0.3 );
  for ( int i = 0; i < LIGHTS; i ++ ) {
    light = lights[ i ];
    light.direction = normalize( light.direction );
    if ( light.casts ) light.color *= shadow( shadowMatrix * vec4( - vView, 1.0 ) );
    shade( light, normal, material, reflected );
  }
  vec3 irradiance = probes[ 0 ] * 0.886227;
  irradiance += probes[ 4 ] * 2.0 * 0.429043 * normal.x * normal.y - whiteCompliment( normal.z );
  reflected.indirect += textureLod( environment, reflect( - normalize( vView ), normal ), 4.0 * abs( kTable[ ids.x & 3 ] ) ).rgb;
  int step_ = 0; uint bits = uint( vIds.x ) ^ 5u;
  while ( step_ < ids.y ) { step_ ++; if ( step_ == ids.z ) continue; if ( float( step_ ) > vUv.x ) break; bits <<= 1; }
  switch ( ids.w ) { case 0: irradiance.x += 1.0; break; case 1: default: irradiance.y -= floor( mod( vUv.y, 2.0 ) ); }
  vec3 outgoing = reflected.direct + reflected.indirect + irradiance * kMatrix + float( bits % 3u );
  outgoing = mix( pow( outgoing, vec3( 0.41666 ) ) * 1.055 - vec3( 0.055 ), outgoing * 12.92, vec3( lessThanEqual( outgoing, vec3( 0.0031308 ) ) ) );
  pc_fragColor = vec4( outgoing * sign( average( pow2( outgoing ) ) + gl_FragCoord.z ), diffuseColor.a );
  pc_fragColor.rgb *= step( 0.5, inversesqrt( distance( vUv, gl_PointCoord ) + 1.0 ) );
})";

/// What a step leaves to the next.
struct Pair {
  std::unique_ptr<ir::Shader> vertex;
  std::unique_ptr<LinkedProgram> program;
};

bool compileVertex(Pair& pair, const char* source) {
  CompileResult result = compileShader(Stage::Vertex, source, {});
  if (result.shader) pair.vertex = std::make_unique<ir::Shader>(std::move(*result.shader));
  return pair.vertex != nullptr;
}

bool compileFragmentAndLink(Pair& pair, const char* source) {
  const CompileResult result = compileShader(Stage::Fragment, source, {});
  if (!pair.vertex || !result.shader) return false;
  LinkResult linked = link(*pair.vertex, *result.shader, {});
  if (linked.program) {
    serialise(linked.program->info);
    pair.program = std::make_unique<LinkedProgram>(std::move(*linked.program));
  }
  pair.vertex.reset();
  return pair.program != nullptr;
}

bool makeRoutines(Pair& pair) {
  const std::unique_ptr<LinkedProgram> program = std::move(pair.program);
  if (!program) return false;
  VertexKey vertexKey{};
  for (AttributeKey& attribute : vertexKey.attributes) {
    attribute = {.enabled = 1, .components = 3, .type = ComponentType::Float};
  }
  FragmentKey fragmentKey{};
  fragmentKey.targets[0].format = TargetFormat::RGBA8;
  fragmentKey.targets[0].writeMask = 15;
  fragmentKey.depthFormat = DepthFormat::D24;
  fragmentKey.depthTest = fragmentKey.depthWrite = 1;
  fragmentKey.depthCompare = CompareFunction::LessEqual;
  return !generateVertexRoutine(*program, vertexKey).wasm.empty() &&
         !generateFragmentRoutine(*program, fragmentKey).wasm.empty();
}

}  // namespace

bool warmUpCompiler(uint32_t step) {
  static Pair pair;
  switch (step) {
    case 0: return compileVertex(pair, kVertex300);
    case 1: return compileFragmentAndLink(pair, kFragment300);
    case 2: return makeRoutines(pair);
    case 3: return compileVertex(pair, kVertex100) && compileFragmentAndLink(pair, kFragment100) && makeRoutines(pair);
    default: return false;
  }
}

}  // namespace sw
