#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
uniform float t;
in float x;
out float o;
const bool kOn = false;
void main() {
  o = t;
  if (kOn) o = x;
  o += x < 1.0 && x < 1.0 ? 1.0 : 2.0;
}
// IR
// fragment 300
// input float x
// output float o
// uniform float t
// function main()
//   %11 = const bool false
//   %12 = const int 0
//   %13 = const uint 0u
//   %14 = const float 0
//   %0 = load uniform t+0
//   store output o+0, %0
//   %1 = load input x+0
//   %2 = const float 1
//   %3 = lt bool %1, %2
//   %7 = const float 2
//   %8 = select float %3, %2, %7
//   %10 = add float %0, %8
//   store output o+0, %10
