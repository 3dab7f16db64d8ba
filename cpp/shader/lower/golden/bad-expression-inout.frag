#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
in float a;
out vec4 o;
void f(inout float x) { x += 1.0; }
void main() { f(a + 2.0); o = vec4(0); }
// IR
// ERROR: 0:8: 'assign' :  l-value required
// ERROR: 0:8: 'out' : Non-L-value cannot be passed for 'out' or 'inout' parameters.
