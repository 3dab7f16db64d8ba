#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float;
uniform float t;
in float x;
out float o;
void main() {
  float sum = 0.0;
  float part[3] = float[3](x, t, x * t);
  for (int i = 0; i < 3; ++i) sum += part[i];
  o = sum;
}
// IR
// fragment 300
// input float x
// output float o
// uniform float t
// function main()
//   var sum 1
//   var part 3 dynamic
//   %1 = load input x+0
//   %2 = load uniform t+0
//   %5 = mul float %1, %2
//   store local part+0, %1
//   store local part+1, %2
//   store local part+2, %5
//   var i 1
//   %25 = load local i+0
//   %26 = const int 3
//   %27 = ge bool %25, %26
//   %28 = clampindex %25, 3
//   %29 = load local part+0+%28*1
//   %30 = load local sum+0
//   %31 = add float %29, %30
//   store local sum+0, %31
//   %32 = load local i+0
//   %33 = const int 1
//   %34 = add int %32, %33
//   store local i+0, %34
//   %35 = load local i+0
//   %36 = const int 3
//   %37 = ge bool %35, %36
//   %38 = clampindex %35, 3
//   %39 = load local part+0+%38*1
//   %40 = load local sum+0
//   %41 = add float %39, %40
//   store local sum+0, %41
//   %42 = load local i+0
//   %43 = const int 1
//   %44 = add int %42, %43
//   store local i+0, %44
//   %45 = load local i+0
//   %46 = const int 3
//   %47 = ge bool %45, %46
//   %48 = clampindex %45, 3
//   %49 = load local part+0+%48*1
//   %50 = load local sum+0
//   %51 = add float %49, %50
//   store local sum+0, %51
//   %52 = load local i+0
//   %53 = const int 1
//   %54 = add int %52, %53
//   store local i+0, %54
//   %19 = load local sum+0
//   store output o+0, %19
