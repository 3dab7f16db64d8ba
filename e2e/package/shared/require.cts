// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import index = require('soft-webgl2');
import node = require('soft-webgl2/node');
import element = require('soft-webgl2/element');

const gl: WebGL2RenderingContext = node.createContext({width: 1, height: 1});
export const installation: index.Installation = index.install({prefer: 'auto'});
export const kept = [gl, element.SoftWebgl2Canvas];
