#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
uniform float t;
in float x;
out float o;
void main() {
  o = x * t;
  if (x > 0.0) o = 1.0;
  o = 2.0;
}
// IR
// fragment 300
// input float x
// output float o
// uniform float t
// function main()
//   %7 = const float 2
//   store output o+0, %7
