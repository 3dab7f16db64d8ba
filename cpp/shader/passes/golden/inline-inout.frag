#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
uniform float t;
in float x;
out float o;
void add(inout float to, float value) {
  to += value;
}
void main() {
  o = 1.0;
  add(o, t);
  add(o, x);
}
// IR
// fragment 300
// input float x
// output float o
// uniform float t
// function main()
//   %0 = const float 1
//   store output o+0, %0
//   %1 = load output o+0
//   %2 = load uniform t+0
//   var to.0 1
//   store local to.0+0, %1
//   var value.1 1
//   store local value.1+0, %2
//   %3 = load local value.1+0
//   %4 = load local to.0+0
//   %5 = add float %4, %3
//   store local to.0+0, %5
//   %6 = load local to.0+0
//   store output o+0, %6
//   %7 = load output o+0
//   %8 = load input x+0
//   var to.2 1
//   store local to.2+0, %7
//   var value.3 1
//   store local value.3+0, %8
//   %9 = load local value.3+0
//   %10 = load local to.2+0
//   %11 = add float %10, %9
//   store local to.2+0, %11
//   %12 = load local to.2+0
//   store output o+0, %12
