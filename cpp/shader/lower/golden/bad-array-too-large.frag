#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
out float o;
void main() {
  float a[70000];
  a[3] = 1.0;
  o = a[4];
}
// IR
// ERROR: 0:6: '' : array too large: more than 65536 components
