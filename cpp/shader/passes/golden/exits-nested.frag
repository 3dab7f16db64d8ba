#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
uniform float t;
in float x;
out float o;
void main() {
  for (int i = 0; i < 3; ++i) {
    if (x > t) {
      if (x > 2.0 * t) break;
      o += 1.0;
    }
    o += x;
  }
}
// IR
// fragment 300
// input float x
// output float o
// uniform float t
// function main()
//   var i 1
//   %0 = const int 0
//   store local i+0, %0
//   loop
//     %1 = load local i+0
//     %2 = const int 3
//     %3 = lt bool %1, %2
//     %4 = lnot bool %3
//     if %4
//       break
//     %5 = load input x+0
//     %6 = load uniform t+0
//     %7 = gt bool %5, %6
//     if %7
//       %8 = load input x+0
//       %9 = const float 2
//       %10 = load uniform t+0
//       %11 = mul float %9, %10
//       %12 = gt bool %8, %11
//       if %12
//         break
//       %13 = const float 1
//       %14 = load output o+0
//       %15 = add float %14, %13
//       store output o+0, %15
//     %16 = load input x+0
//     %17 = load output o+0
//     %18 = add float %17, %16
//     store output o+0, %18
//   continuing
//     %19 = load local i+0
//     %20 = const int 1
//     %21 = add int %19, %20
//     store local i+0, %21
