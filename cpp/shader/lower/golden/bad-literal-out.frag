#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
out vec4 o;
void f(out float x) { x = 1.0; }
void main() { f(2.0); o = vec4(0); }
// IR
// ERROR: 0:7: 'assign' :  l-value required (can't modify a const)
// ERROR: 0:7: 'out' : Non-L-value cannot be passed for 'out' or 'inout' parameters.
