// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// CMake wants a source file for an executable; everything in soft-webgl2.wasm comes from the libraries of cpp/.
