// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Chains of hydra's functions, as its editor makes shaders of them.

import Hydra from 'hydra-synth';
import {canvasIn, each, randomNumbers} from './common.js';

export default async function draw(host) {
  const random = randomNumbers(3);
  const hydra = new Hydra({
    canvas: canvasIn(host),
    detectAudio: false,
    makeGlobal: false,
    autoLoop: false,
    width: 32,
    height: 32,
  });
  const {synth} = hydra;
  const functions = hydra.generator?.glslTransforms ?? synth.generator?.glslTransforms ?? {};
  const of = (...types) => Object.values(functions).filter(({type}) => types.includes(type));
  const pick = (list) => list[Math.floor(random() * list.length)];
  const value = ({type, default: given}) => (type === 'float' ? Number(given ?? 0.5) * (0.5 + random()) : given);
  const source = (depth) => {
    const start = pick(of('src').filter(({inputs}) => inputs.every(({type}) => type === 'float')));
    let chain = random() < 0.1 ? synth.src(synth.o0) : synth[start.name](...start.inputs.map(value));
    for (let i = Math.floor(random() * 4); i > 0; --i) {
      const next = pick(depth > 0 ? of('coord', 'color', 'combine', 'combineCoord') : of('coord', 'color'));
      const inputs = next.inputs.map(value);
      chain = next.type.startsWith('combine')
        ? chain[next.name](source(depth - 1), ...inputs)
        : chain[next.name](...inputs);
    }
    return chain;
  };
  await each(Array.from({length: 350}), () => {
    source(2).out(synth.o0);
    hydra.tick(16);
  });
}
