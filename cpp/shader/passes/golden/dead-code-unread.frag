#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
uniform float t;
in float x;
out float o;
void main() {
  float unread = sin(x);
  float kept = cos(x);
  if (t > 0.0) unread += 1.0;
  o = kept;
}
// IR
// fragment 300
// input float x
// output float o
// uniform float t
// function main()
//   %0 = load input x+0
//   %3 = cos float %0
//   store output o+0, %3
