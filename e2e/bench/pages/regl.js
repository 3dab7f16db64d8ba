// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A surface of lit triangles over a picture that feeds back into itself.

import createRegl from 'regl';

const host = document.querySelector('#host');
const canvas = document.createElement('canvas');
canvas.width = host.clientWidth;
canvas.height = host.clientHeight;
host.append(canvas);
const regl = createRegl({canvas, attributes: {antialias: true}});
const [width, height] = [canvas.width / 2, canvas.height / 2];
const pictures = [0, 1].map(() =>
  regl.framebuffer({color: regl.texture({width, height, mag: 'linear'}), depth: false}),
);
const corners = regl.buffer([
  [-1, -1],
  [3, -1],
  [-1, 3],
]);
const screen = {
  vert: 'attribute vec2 corner; varying vec2 at; void main() { at = .5 + .5 * corner; gl_Position = vec4(corner, 0, 1); }',
  attributes: {corner: corners},
  count: 3,
  depth: {enable: false},
};
const feed = regl({
  ...screen,
  frag: `precision highp float; varying vec2 at; uniform sampler2D before; uniform float time;
    void main() {
      vec2 from = .5 + (at - .5) * mat2(.998, .02, -.02, .998) * .99;
      vec3 spot = exp(-60. * length(at - .5 - .3 * vec2(cos(time), sin(time * 1.3)))) * vec3(1, .5, .2);
      gl_FragColor = vec4(texture2D(before, from).rgb * .985 + spot, 1);
    }`,
  uniforms: {before: regl.prop('before'), time: regl.prop('time')},
  framebuffer: regl.prop('into'),
});
const show = regl({
  ...screen,
  frag: 'precision highp float; varying vec2 at; uniform sampler2D map; void main() { gl_FragColor = texture2D(map, at); }',
  uniforms: {map: regl.prop('map')},
});
const kSteps = 80;
const places = [];
const triangles = [];
for (let y = 0; y <= kSteps; ++y) {
  for (let x = 0; x <= kSteps; ++x) {
    places.push([x / kSteps, y / kSteps]);
    const at = y * (kSteps + 1) + x;
    if (x < kSteps && y < kSteps)
      triangles.push([at, at + 1, at + kSteps + 1], [at + 1, at + kSteps + 2, at + kSteps + 1]);
  }
}
const surface = regl({
  vert: `precision highp float; attribute vec2 place; uniform float time; varying vec3 normal;
    void main() {
      float u = 6.28318 * place.x, v = 6.28318 * place.y;
      vec3 ring = vec3(cos(u), sin(u), 0);
      normal = cos(v) * ring + vec3(0, 0, sin(v));
      vec3 p = .6 * ring + (.25 + .05 * sin(5. * u + 3. * time)) * normal;
      mat3 turn = mat3(cos(time), 0, -sin(time), 0, 1, 0, sin(time), 0, cos(time));
      p = turn * p;
      normal = turn * normal;
      gl_Position = vec4(p.x * .75, p.y, p.z * .3, 1.3 - .5 * p.z);
    }`,
  frag: `precision highp float; varying vec3 normal;
    void main() {
      vec3 n = normalize(normal);
      float light = max(dot(n, normalize(vec3(.4, .6, .7))), 0.);
      gl_FragColor = vec4(vec3(.1, .12, .2) + vec3(.7, .5, .3) * light + pow(max(n.z, 0.), 30.), 1);
    }`,
  attributes: {place: places},
  elements: triangles,
  uniforms: {time: regl.prop('time')},
});
regl.frame(({tick}) => {
  const time = tick / 60;
  const [before, into] = tick % 2 ? pictures : [pictures[1], pictures[0]];
  feed({before, into, time});
  show({map: into});
  regl.clear({depth: 1});
  surface({time});
});
