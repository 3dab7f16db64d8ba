#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Cheap arms without side effects are selected, others branch.
precision highp float;
in vec2 uv;
out vec4 o;
void main() {
  float k = 0.0;
  o.x = uv.x > 0.5 ? uv.x : -uv.y;
  o.y = uv.x > 0.5 ? k++ : exp(uv.y);
  bool p = uv.x > 0.5 && uv.y > 0.5, q = p || k++ > 0.0;
  o.z = float(q);
}
// IR
// fragment 300
// input vec2 uv
// output vec4 o
// function main()
//   var k 1
//   %0 = const float 0
//   store local k+0, %0
//   %1 = load input uv+0
//   %2 = const float 0.5
//   %3 = gt bool %1, %2
//   %4 = load input uv+0
//   %5 = load input uv+1
//   %6 = neg float %5
//   %7 = select float %3, %4, %6
//   store output o+0, %7
//   %8 = load input uv+0
//   %9 = gt bool %8, %2
//   var selected 1
//   if %9
//     %10 = load local k+0
//     %11 = const float 1
//     %12 = add float %10, %11
//     store local k+0, %12
//     store local selected+0, %10
//   else
//     %13 = load input uv+1
//     %14 = exp float %13
//     store local selected+0, %14
//   %15 = load local selected+0
//   store output o+1, %15
//   var q 1
//   var p 1
//   %16 = load input uv+0
//   %17 = gt bool %16, %2
//   %18 = load input uv+1
//   %19 = gt bool %18, %2
//   %20 = land bool %17, %19
//   store local p+0, %20
//   %21 = load local p+0
//   var or 1
//   store local or+0, %21
//   if %21
//   else
//     %22 = load local k+0
//     %23 = const float 1
//     %24 = add float %22, %23
//     store local k+0, %24
//     %25 = gt bool %22, %0
//     store local or+0, %25
//   %26 = load local or+0
//   store local q+0, %26
//   %27 = load local q+0
//   %28 = convert float %27
//   store output o+2, %28
//   return
