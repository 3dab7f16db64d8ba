// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export {frame, setup} from './instanced-cubes.js';

export const name = 'instanced cubes, antialiased';
export const antialias = true;
