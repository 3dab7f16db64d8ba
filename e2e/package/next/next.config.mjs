// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

// What is compiled from files at run time stays outside of the server's bundle, as with any such package.
export default {serverExternalPackages: ['soft-webgl2']};
