// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/routine_lanes.h"

namespace sw {

void transpose(Lanes& l, const Value (&in)[4], Value (&out)[4]) {
  const Value low01 = l.shuffle(in[0], in[1], 0, 4, 1, 5);   // a0 b0 a1 b1
  const Value high01 = l.shuffle(in[0], in[1], 2, 6, 3, 7);  // a2 b2 a3 b3
  const Value low23 = l.shuffle(in[2], in[3], 0, 4, 1, 5);
  const Value high23 = l.shuffle(in[2], in[3], 2, 6, 3, 7);
  out[0] = l.shuffle(low01, low23, 0, 1, 4, 5);
  out[1] = l.shuffle(low01, low23, 2, 3, 6, 7);
  out[2] = l.shuffle(high01, high23, 0, 1, 4, 5);
  out[3] = l.shuffle(high01, high23, 2, 3, 6, 7);
}

}  // namespace sw
