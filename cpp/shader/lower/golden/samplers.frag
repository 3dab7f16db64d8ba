#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// A function with a sampler parameter is lowered once for each sampler that it is called with.
precision highp float;
uniform sampler2D a, b;
in vec2 uv;
out vec4 o;
vec4 both(sampler2D s) { return texture(s, uv) + textureLodOffset(s, uv, 0.0, ivec2(1, -1)); }
void main() { o = both(a) * both(b); }
// IR
// fragment 300
// input vec2 uv
// output vec4 o
// uniform sampler2D a
// uniform sampler2D b
// function main()
//   %0 %1 %2 %3 = call both()
//   %4 %5 %6 %7 = call both()
//   %8 = mul float %0, %4
//   %9 = mul float %1, %5
//   %10 = mul float %2, %6
//   %11 = mul float %3, %7
//   store output o+0, %8
//   store output o+1, %9
//   store output o+2, %10
//   store output o+3, %11
//   return
// function both() -> float, float, float, float
//   %0 = load input uv+0
//   %1 = load input uv+1
//   %2 %3 %4 %5 = sample implicit uniform a+0 (%0, %1)
//   %6 = load input uv+0
//   %7 = load input uv+1
//   %8 = const float 0
//   %9 %10 %11 %12 = sample lod uniform a+0 (%6, %7, %8) 1 -1 0
//   %13 = add float %2, %9
//   %14 = add float %3, %10
//   %15 = add float %4, %11
//   %16 = add float %5, %12
//   return %13, %14, %15, %16
// function both() -> float, float, float, float
//   %0 = load input uv+0
//   %1 = load input uv+1
//   %2 %3 %4 %5 = sample implicit uniform b+0 (%0, %1)
//   %6 = load input uv+0
//   %7 = load input uv+1
//   %8 = const float 0
//   %9 %10 %11 %12 = sample lod uniform b+0 (%6, %7, %8) 1 -1 0
//   %13 = add float %2, %9
//   %14 = add float %3, %10
//   %15 = add float %4, %11
//   %16 = add float %5, %12
//   return %13, %14, %15, %16
