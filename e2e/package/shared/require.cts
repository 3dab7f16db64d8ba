// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import index = require('soft-webgl2');
import node = require('soft-webgl2/node');
import headless = require('soft-webgl2/headless-gl');
import element = require('soft-webgl2/element');

const gl: WebGL2RenderingContext = node.createContext({width: 1, height: 1});
export const installation: index.Installation = index.install({prefer: 'auto'});
export const kept = [gl, headless.default(1, 1), element.SoftWebgl2Canvas];
