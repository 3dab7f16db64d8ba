// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Web IDL conversions that wasm does not do by itself. Integers and floats need none: a wasm parameter of type i32
// converts like `long` and `unsigned long`, f32 like `unrestricted float`.

const NativeArray = Array;
const define = Object.defineProperty;
const kPlain = {writable: true, enumerable: true, configurable: true};

/** Throws when fewer arguments were passed than an operation needs. */
export function need(given: number, needed: number, method: string): void {
  if (given < needed) {
    throw new TypeError(
      `Failed to execute '${method}' on the WebGL context: ${needed} argument${needed === 1 ? '' : 's'} required, ` +
        `but only ${given} present.`,
    );
  }
}

export function wrongType(method: string, parameter: number, type: string): TypeError {
  return new TypeError(
    `Failed to execute '${method}' on the WebGL context: parameter ${parameter} is not of type '${type}'.`,
  );
}

const kTwo63 = 2 ** 63;

/** `long long` as a double: what is beyond 2^53 is refused by the core anyway, so precision there is of no interest. */
export function toInt64(value: unknown): number {
  const number = Math.trunc(+(value as number));
  if (!Number.isFinite(number)) return 0;
  if (number >= kTwo63 || number < -kTwo63) return Number(BigInt.asIntN(64, BigInt(number)));
  return number;
}

/** `unsigned long long`. */
export function toUint64(value: unknown): number {
  const number = Math.trunc(+(value as number));
  if (!Number.isFinite(number)) return 0;
  if (number < 0 || number >= 2 * kTwo63) return Number(BigInt.asUintN(64, BigInt(number)));
  return number;
}

/** DOMString to UTF-8, whole: a lone surrogate becomes U+FFFD. */
const encoder = new TextEncoder();
export function utf8(value: unknown): Uint8Array {
  return encoder.encode(String(value));
}

// A byte-order mark is a character of a source, which it makes another one.
const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
/** Text in UTF-8, also in shared memory, which decoders refuse. A copy of what they take would cost most of the time. */
export function textOf(utf8: Uint8Array): string {
  return decoder.decode(utf8.buffer instanceof ArrayBuffer ? utf8 : utf8.slice());
}

export type View = ArrayBufferView<ArrayBufferLike>;

export function isView(value: unknown): value is View {
  return ArrayBuffer.isView(value);
}

/** The class of a view, also of one from another realm: "Uint8Array", ..., "DataView". */
export function viewClass(view: View): string {
  return (view as unknown as {readonly [Symbol.toStringTag]: string})[Symbol.toStringTag];
}

export function isBuffer(value: unknown): value is ArrayBufferLike {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof ArrayBuffer) return true;
  const tag = (value as {[Symbol.toStringTag]?: string})[Symbol.toStringTag];
  return (tag === 'ArrayBuffer' || tag === 'SharedArrayBuffer') && 'byteLength' in value;
}

/** Bytes per element, for offsets and lengths counted in elements. DataView counts bytes. */
export function elementBytes(view: View): number {
  return (view as {BYTES_PER_ELEMENT?: number}).BYTES_PER_ELEMENT ?? 1;
}

/**
 * The bytes of elements [offset, offset + length) of a view, or null when that is outside. length 0: to the end. Offsets
 * are `unsigned long long`, so that views beyond 4 GB can be named.
 */
export function subview(view: View, from: unknown, lengthOrZero: unknown): Uint8Array | null {
  const offset = toUint64(from);
  const length = toUint64(lengthOrZero);
  const size = elementBytes(view);
  const count = view.byteLength / size;
  if (offset > count || length > count - offset) return null;
  const elements = length === 0 ? count - offset : length;
  return new Uint8Array(view.buffer, view.byteOffset + offset * size, elements * size);
}

type ListClass = 'Float32Array' | 'Int32Array' | 'Uint32Array';

/**
 * `Float32List`, `Int32List`, `Uint32List`: an array of that class as it is, or a sequence. Elements of a plain array are
 * converted by whoever copies them into a typed array.
 */
export function toList(value: unknown, listClass: ListClass, method: string, parameter: number): ArrayLike<number> {
  if (isView(value) && viewClass(value) === listClass) return value as unknown as ArrayLike<number>;
  return toSequence(value, listClass, method, parameter) as number[];
}

/** The elements of a list, converted: what is left to do runs no code of the page. */
export function toNumbers(list: ArrayLike<number>, listClass: ListClass): ArrayLike<number> {
  if (isView(list)) return list;
  if (listClass === 'Float32Array') return new Float32Array(list);
  return listClass === 'Int32Array' ? new Int32Array(list) : new Uint32Array(list);
}

/** A plain array of a typed one. Written out: pages replace `Array.from`, and put setters on `Array.prototype`. */
export function toArray(values: ArrayLike<number>): number[] {
  const array = new NativeArray<number>(values.length);
  for (let i = 0; i < values.length; ++i) define(array, i, {value: values[i], ...kPlain});
  return array;
}

/** A sequence as an array; its elements are not converted yet. */
export function toSequence(value: unknown, type: string, method: string, parameter: number): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
    const iterate = (value as {[Symbol.iterator]?: unknown})[Symbol.iterator];
    if (typeof iterate === 'function') return [...(value as Iterable<unknown>)];
  }
  throw wrongType(method, parameter, type);
}
