// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A do-while loop leaves from its continuing block. GLSL ES 1.00.
precision highp float;
varying float x;
void main() {
  float s = 0.0;
  for (int i = 0; i < 4; i++) {
    if (x > float(i)) continue;
    s += x;
    if (s > 3.0) discard;
  }
  gl_FragColor = vec4(s);
}
// IR
// fragment 100
// input float x
// output vec4 gl_FragColor fragcolor
// function main()
//   var s 1
//   %0 = const float 0
//   store local s+0, %0
//   var i 1
//   %1 = const int 0
//   store local i+0, %1
//   loop
//     %2 = load local i+0
//     %3 = const int 4
//     %4 = lt bool %2, %3
//     %5 = lnot bool %4
//     if %5
//       break
//     %6 = load input x+0
//     %7 = load local i+0
//     %8 = convert float %7
//     %9 = gt bool %6, %8
//     if %9
//       continue
//     %10 = load input x+0
//     %11 = load local s+0
//     %12 = add float %11, %10
//     store local s+0, %12
//     %13 = load local s+0
//     %14 = const float 3
//     %15 = gt bool %13, %14
//     if %15
//       discard
//   continuing
//     %16 = load local i+0
//     %17 = const int 1
//     %18 = add int %16, %17
//     store local i+0, %18
//   %19 = load local s+0
//   store output gl_FragColor+0, %19
//   store output gl_FragColor+1, %19
//   store output gl_FragColor+2, %19
//   store output gl_FragColor+3, %19
//   return
