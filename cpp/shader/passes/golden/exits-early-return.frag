#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
uniform float t;
in float x;
out float o;
void main() {
  o = 0.0;
  if (x < t) return;
  o = x;
}
// IR
// fragment 300
// input float x
// output float o
// uniform float t
// function main()
//   %0 = const float 0
//   store output o+0, %0
//   %1 = load input x+0
//   %2 = load uniform t+0
//   %3 = lt bool %1, %2
//   if %3
//   else
//     %4 = load input x+0
//     store output o+0, %4
