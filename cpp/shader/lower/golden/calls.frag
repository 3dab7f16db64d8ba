#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Arguments are cells. L-values are evaluated once, before the call; what comes out is stored in the parameters' order.
precision highp float;
uniform int n;
out vec4 o;
float f(inout vec2 a, in float b, out float c) {
  a += b;
  if (b > 2.0) return 1.0;
  c = b;
}
void main() {
  vec2 v[2];
  o.x = f(v[n].yx, 3.0, o.w);
}
// IR
// fragment 300
// output vec4 o
// uniform int n
// function main()
//   var v 4 dynamic
//   %0 = load uniform n+0
//   %1 = clampindex %0, 2
//   %2 = load local v+1+%1*2
//   %3 = load local v+0+%1*2
//   %4 = const float 3
//   %5 %6 %7 %8 = call f(%2, %3, %4)
//   store local v+1+%1*2, %6
//   store local v+0+%1*2, %7
//   store output o+3, %8
//   store output o+0, %5
//   return
// function f(inout a: %0 float, %1 float, in b: %2 float, out c: float) -> float
//   var a 2
//   store local a+0, %0
//   store local a+1, %1
//   var b 1
//   store local b+0, %2
//   var c 1
//   %3 = load local b+0
//   %4 = load local a+0
//   %5 = load local a+1
//   %6 = add float %4, %3
//   %7 = add float %5, %3
//   store local a+0, %6
//   store local a+1, %7
//   %8 = load local b+0
//   %9 = const float 2
//   %10 = gt bool %8, %9
//   if %10
//     %11 = const float 1
//     %12 = load local a+0
//     %13 = load local a+1
//     %14 = load local c+0
//     return %11, %12, %13, %14
//   %15 = load local b+0
//   store local c+0, %15
//   %16 = const float 0
//   %17 = load local a+0
//   %18 = load local a+1
//   %19 = load local c+0
//   return %16, %17, %18, %19
