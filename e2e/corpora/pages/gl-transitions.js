// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// GL Transitions, in the frame that gl-transition puts around them.

import transitions from 'gl-transitions';
import {each} from './common.js';

const kVertex = `attribute vec2 _p;
varying vec2 _uv;
void main() {
gl_Position = vec4(_p,0.0,1.0);
_uv = vec2(0.5, 0.5) * (_p+vec2(1.0, 1.0));
}`;

export default async function draw() {
  const all = Array.isArray(transitions) ? transitions : (transitions.default ?? Object.values(transitions));
  await each(all, ({glsl}) => {
    const fragment = `precision highp float;varying vec2 _uv;uniform sampler2D from, to;uniform float progress, ratio, _fromR, _toR;
vec4 getFromColor(vec2 uv){return texture2D(from,.5+(uv-.5)*vec2(min(ratio/_fromR,1.),min((1./ratio)/(1./_fromR),1.)));}
vec4 getToColor(vec2 uv){return texture2D(to,.5+(uv-.5)*vec2(min(ratio/_toR,1.),min((1./ratio)/(1./_toR),1.)));}
${glsl}
void main(){gl_FragColor=transition(_uv);}`;
    globalThis.corpus.add(kVertex, fragment);
  });
}
