#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
uniform float a[70000];
out float o;
void main() {
  o = a[4];
}
// IR
// ERROR: 0:0: '' : array too large: more than 65536 components
