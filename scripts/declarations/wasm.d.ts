// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `soft-webgl2/soft-webgl2.wasm` where a bundler makes an address of it.

declare const url: string;
export default url;
