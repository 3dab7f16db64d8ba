#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Cases fall through; a variable that several of them name is declared before the switch.
precision highp float;
uniform int n;
out float o;
void main() {
  switch (n) {
    case 0:
    case -3:
      int a = 2;
      o += 1.0;
    default:
      a = 3;
      o += float(a);
      break;
    case 7: return;
  }
  o *= 2.0;
}
// IR
// fragment 300
// output float o
// uniform int n
// function main()
//   var a 1
//   %0 = load uniform n+0
//   switch %0
//   case 0 -3
//     %1 = const int 2
//     store local a+0, %1
//     %2 = const float 1
//     %3 = load output o+0
//     %4 = add float %3, %2
//     store output o+0, %4
//   case default
//     %5 = const int 3
//     store local a+0, %5
//     %6 = load local a+0
//     %7 = convert float %6
//     %8 = load output o+0
//     %9 = add float %8, %7
//     store output o+0, %9
//     break
//   case 7
//     return
//   %10 = const float 2
//   %11 = load output o+0
//   %12 = mul float %11, %10
//   store output o+0, %12
//   return
