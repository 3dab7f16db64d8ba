#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// A variable without initialiser is declared before the first statement that names it, in the list that holds all of
// its references: t inside the loop, because the loop's own counter is older; last outside.
precision highp float;
uniform int n;
out float o;
void main() {
  float last;
  for (int i = 0; i < n; i++) {
    float t;
    if (i > 0) t = last;
    last = t + 1.0;
  }
  o = last;
}
// IR
// fragment 300
// output float o
// uniform int n
// function main()
//   var last 1
//   var i 1
//   %0 = const int 0
//   store local i+0, %0
//   loop
//     %1 = load local i+0
//     %2 = load uniform n+0
//     %3 = lt bool %1, %2
//     %4 = lnot bool %3
//     if %4
//       break
//     var t 1
//     %5 = load local i+0
//     %6 = gt bool %5, %0
//     if %6
//       %7 = load local last+0
//       store local t+0, %7
//     %8 = load local t+0
//     %9 = const float 1
//     %10 = add float %8, %9
//     store local last+0, %10
//   continuing
//     %11 = load local i+0
//     %12 = const int 1
//     %13 = add int %11, %12
//     store local i+0, %13
//   %14 = load local last+0
//   store output o+0, %14
//   return
