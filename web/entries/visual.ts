// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Visual tests with whatever drives a browser: the script that it runs first, and what to do with pictures.

export {renderingHash, type PixelRectangle} from '../node/hash.ts';
export {decodePng, encodePng} from '../node/png.ts';
export {exactMath, replaceMath} from '../visual/math.ts';
export {compare, isBlank, type Comparison} from '../visual/compare.ts';
export {initScript, type InitScriptOptions} from '../visual/init-script.ts';
