#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
uniform float t;
in float x;
out float o;
void main() {
  for (float f = 0.0; f < t; f += 1.0) o += x;
}
// IR
// fragment 300
// input float x
// output float o
// uniform float t
// function main()
//   var f 1
//   loop
//     %1 = load local f+0
//     %2 = load uniform t+0
//     %3 = lt bool %1, %2
//     %4 = lnot bool %3
//     if %4
//       break
//     %5 = load input x+0
//     %6 = load output o+0
//     %7 = add float %5, %6
//     store output o+0, %7
//   continuing
//     %8 = const float 1
//     %9 = load local f+0
//     %10 = add float %8, %9
//     store local f+0, %10
