// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a WebAssembly module says of itself in its sections (WebAssembly core specification, "Binary Format"), as far as
// tests ask; and a module that calls through a table, as the core does.

const kTypeNames: {readonly [code: number]: string} = {
  0x7f: 'i32',
  0x7e: 'i64',
  0x7d: 'f32',
  0x7c: 'f64',
  0x7b: 'v128',
};

/** The type of an exported function, as "(i32, v128) -> (v128)", out of the type section. */
export function exportedType(bytes: Uint8Array, wanted: string): string {
  let at = 8;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  const name = (): string => {
    const length = number();
    return new TextDecoder().decode(bytes.subarray(at, (at += length)));
  };
  const list = (): string => Array.from({length: number()}, () => kTypeNames[bytes[at++]!]).join(', ');
  const limits = (): void => {
    const flags = bytes[at++]!;
    number();
    if (flags & 1) number();
  };
  const types: string[] = [];
  const functions: number[] = [];
  const exports = new Map<string, number>();
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = number() + at;
    if (section === 1) {
      for (let count = number(); count > 0; --count) {
        ++at; // 0x60: a function
        const parameters = list();
        types.push(`(${parameters}) -> (${list()})`);
      }
    } else if (section === 2) {
      for (let count = number(); count > 0; --count) {
        name();
        name();
        const kind = bytes[at++];
        if (kind === 0) functions.push(number());
        else if (kind === 3) at += 2;
        else {
          if (kind === 1) ++at;
          limits();
        }
      }
    } else if (section === 3) {
      for (let count = number(); count > 0; --count) functions.push(number());
    } else if (section === 7) {
      for (let count = number(); count > 0; --count) {
        const exported = name();
        const kind = bytes[at++];
        const index = number();
        if (kind === 0) exports.set(exported, index);
      }
    }
    at = end;
  }
  const index = exports.get(wanted);
  if (index === undefined) throw new Error(`the module exports no function ${wanted}`);
  return types[functions[index]!]!;
}

// prettier-ignore
const kCaller = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  // types: (i32, i32) -> (), and (slot, count, i32, i32) -> ()
  1, 13, 2, 0x60, 2, 0x7f, 0x7f, 0, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 0,
  // import "core" "table"
  2, 16, 1, 4, 0x63, 0x6f, 0x72, 0x65, 5, 0x74, 0x61, 0x62, 0x6c, 0x65, 1, 0x70, 0, 0,
  3, 2, 1, 1,
  7, 8, 1, 4, 0x63, 0x61, 0x6c, 0x6c, 0, 0, // export "call"
  10, 28, 1, 26, 0,
  0x03, 0x40, // loop
  0x20, 2, 0x20, 3, 0x20, 0, 0x11, 0, 0, // local.get 2, local.get 3, local.get 0, call_indirect (type 0)
  0x20, 1, 0x41, 1, 0x6b, 0x22, 1, // count - 1, local.tee 1
  0x41, 0, 0x4a, 0x0d, 0, // > 0: br_if 0
  0x0b, 0x0b,
]);

/** (slot, count, a, b): calls the routine in the table's slot, (i32, i32) -> (), so often; at least once. */
export type TableCaller = (slot: number, count: number, a: number, b: number) => void;

export function makeTableCaller(table: WebAssembly.Table): TableCaller {
  return new WebAssembly.Instance(new WebAssembly.Module(kCaller), {core: {table}}).exports['call'] as TableCaller;
}

/** A JavaScript function of so many i32, without a result, as one that a table takes: what a trampoline is made of. */
export function makeTrampoline(parameters: number, fun: (...values: number[]) => void): CallableFunction {
  // prettier-ignore
  const bytes = new Uint8Array([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, 4 + parameters, 1, 0x60, parameters, ...new Array<number>(parameters).fill(0x7f), 0,
    2, 9, 1, 1, 0x6a, 3, 0x66, 0x75, 0x6e, 0, 0, // import "j" "fun"
    7, 7, 1, 3, 0x66, 0x75, 0x6e, 0, 0,
  ]);
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), {j: {fun}}).exports['fun'] as CallableFunction;
}
