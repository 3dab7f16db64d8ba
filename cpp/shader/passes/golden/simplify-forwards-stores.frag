#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
uniform float t;
in float x;
out float o;
void main() {
  float a = x;
  float b = a * 1.0;
  a = b + t;
  o = a + (2.0 * 3.0 - 6.0 + b + t);
}
// IR
// fragment 300
// input float x
// output float o
// uniform float t
// function main()
//   %14 = const bool false
//   %15 = const int 0
//   %16 = const uint 0u
//   %17 = const float 0
//   var a 1
//   %0 = load input x+0
//   store local a+0, %0
//   var b 1
//   %2 = const float 1
//   store local b+0, %0
//   %5 = load uniform t+0
//   %6 = add float %0, %5
//   store local a+0, %6
//   %10 = add float %0, %17
//   %12 = add float %5, %10
//   %13 = add float %6, %12
//   store output o+0, %13
