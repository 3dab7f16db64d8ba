// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** Bits of the half floats nearest to `samples / 65535`. */
export function halvesOf(samples: Uint16Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(samples.length);
  for (let i = 0; i < samples.length; ++i) {
    const value = samples[i]! / 65535;
    if (value === 0) continue;
    const exponent = Math.max(31 - Math.clz32(samples[i]!) - 16, -14); // value is a bit more than samples / 2^16
    const up = value >= 2 ** (exponent + 1) ? 1 : 0;
    const mantissa = value / 2 ** (exponent + up - 10);
    const floor = Math.floor(mantissa);
    const rest = mantissa - floor;
    const rounded = floor + (rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? 1 : 0);
    // The leading bit counts into the exponent, as a carry of rounding does; without it the number is subnormal.
    halves[i] = ((exponent + up + 14) << 10) + rounded;
  }
  return halves;
}
