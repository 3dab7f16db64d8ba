// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Contexts in Node.

import {makeGetInfo} from '../front/info.ts';
import {engine} from '../polyfill/engine.ts';

export type {ContextInfo, Info, ProgramInfo, StageInfo} from '../front/info.ts';
export {createContext, readPixels, toPng, type NodeContextOptions} from '../node/node.ts';

export const getInfo = makeGetInfo(() => engine);
