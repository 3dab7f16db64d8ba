// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export {frame, setup} from './dense-mesh.js';

export const name = 'dense mesh, antialiased';
export const antialias = true;
