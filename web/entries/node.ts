// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Contexts in Node.

export {createContext, readPixels, toPng, type NodeContextOptions} from '../node/node.ts';
export {getInfo, type ContextInfo, type Info, type ProgramInfo, type StageInfo} from '../public/info.ts';
