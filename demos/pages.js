// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The pages of the gallery, in order: their folders, titles, and what each shows.

export const kPages = [
  {name: 'gltf', title: 'three.js', text: 'A glTF model with shadows, an environment map and bloom.'},
  {name: 'babylon', title: 'Babylon.js', text: 'Brass, clay and their shadows, physically based.'},
  {name: 'maplibre', title: 'MapLibre', text: 'The world from local tiles: turn it, tilt it, zoom in.'},
  {name: 'deck', title: 'deck.gl', text: 'Five thousand points and the arcs between them.'},
  {name: 'pixi', title: 'PixiJS', text: 'Two thousand sprites that drift and blend.'},
  {name: 'editor', title: 'Shader editor', text: 'Write GLSL; see errors at their line, and the wasm it becomes.'},
  {name: 'gpu-gone', title: 'Your GPU is gone', text: 'One page, WebGL blocked: without this package, and with it.'},
  {name: 'hundred', title: 'A hundred contexts', text: 'Browsers stop at sixteen. This page goes on.'},
  {name: 'bench', title: 'Bench', text: 'Against whatever your browser has. Copy the result and send it.'},
  {
    name: 'same-bits',
    title: 'Same bits as everybody',
    text: 'A picture, its hash, and the hash that all machines give.',
  },
  {name: 'hello-triangle', title: 'Hello, triangle', text: 'Plain WebGL 2 on the element, and nothing else.'},
];
