// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// node node-scenes.mjs <name> <seconds>: the hash of a page's scene, drawn here.

import {renderingHash, createCanvas} from 'soft-webgl2/node';

const [name, seconds] = process.argv.slice(2);
const {makeScene} = await import(`./pages/${name}-scene.js`);
const canvas = createCanvas(320, 240);
const given = {
  three: () => canvas,
  regl: () => canvas.getContext('webgl', {antialias: true}),
  plain: () => canvas.getContext('webgl2', {antialias: false}),
};
makeScene(given[name]())(Number(seconds));
console.log(renderingHash({width: canvas.width, height: canvas.height, data: canvas.toBuffer('raw')}));
