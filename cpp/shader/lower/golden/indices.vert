#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Every dynamic index is clamped. Arrays are addressed; components and columns of variables are selected.
layout(std140) uniform B { layout(row_major) mat3 m[4]; bool on; };
uniform vec4 table[8];
in vec4 position;
out vec4 color[2];
void main() {
  int i = gl_VertexID;
  vec3 v = position.xyz;
  v[i] = m[i][1][i];
  color[i] = table[i];
  gl_Position = on ? vec4(v, 1.0) : position;
}
// IR
// vertex 300
// input vec4 position
// output vec4[2] color
// output vec4 gl_Position position
// uniform vec4[8] table
// block B { mat3x3[4] m @0; bool on @192; } size 196
// global color 8
// function main()
//   var i 1
//   %0 = builtin gl_VertexID
//   store local i+0, %0
//   var v 3
//   %1 = load input position+0
//   %2 = load input position+1
//   %3 = load input position+2
//   store local v+0, %1
//   store local v+1, %2
//   store local v+2, %3
//   %4 = load local i+0
//   %5 = clampindex %4, 3
//   %6 = load local i+0
//   %7 = clampindex %6, 4
//   %8 = load local i+0
//   %9 = clampindex %8, 3
//   %10 = load block B+36+%7*48
//   %11 = const uint 1u
//   %12 = eq bool %9, %11
//   %13 = load block B+20+%7*48
//   %14 = select float %12, %13, %10
//   %15 = const uint 0u
//   %16 = eq bool %9, %15
//   %17 = load block B+4+%7*48
//   %18 = select float %16, %17, %14
//   %19 = eq bool %5, %15
//   %20 = load local v+0
//   %21 = select float %19, %18, %20
//   store local v+0, %21
//   %22 = eq bool %5, %11
//   %23 = load local v+1
//   %24 = select float %22, %18, %23
//   store local v+1, %24
//   %25 = const uint 2u
//   %26 = eq bool %5, %25
//   %27 = load local v+2
//   %28 = select float %26, %18, %27
//   store local v+2, %28
//   %29 = load local i+0
//   %30 = clampindex %29, 2
//   %31 = load local i+0
//   %32 = clampindex %31, 8
//   %33 = load uniform table+0+%32*4
//   %34 = load uniform table+1+%32*4
//   %35 = load uniform table+2+%32*4
//   %36 = load uniform table+3+%32*4
//   store global color+0+%30*4, %33
//   store global color+1+%30*4, %34
//   store global color+2+%30*4, %35
//   store global color+3+%30*4, %36
//   %37 = load block B+192
//   %38 = ne bool %37, %15
//   %39 = load local v+0
//   %40 = load local v+1
//   %41 = load local v+2
//   %42 = const float 1
//   %43 = load input position+0
//   %44 = load input position+1
//   %45 = load input position+2
//   %46 = load input position+3
//   %47 = select float %38, %39, %43
//   %48 = select float %38, %40, %44
//   %49 = select float %38, %41, %45
//   %50 = select float %38, %42, %46
//   store output gl_Position+0, %47
//   store output gl_Position+1, %48
//   store output gl_Position+2, %49
//   store output gl_Position+3, %50
//   %51 = load global color+0
//   %52 = load global color+1
//   %53 = load global color+2
//   %54 = load global color+3
//   %55 = load global color+4
//   %56 = load global color+5
//   %57 = load global color+6
//   %58 = load global color+7
//   store output color+0, %51
//   store output color+1, %52
//   store output color+2, %53
//   store output color+3, %54
//   store output color+4, %55
//   store output color+5, %56
//   store output color+6, %57
//   store output color+7, %58
//   return
