// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import * as paper from '@paper-design/shaders';
import {after, canvasIn, each} from './common.js';

export default async function draw(host) {
  const image = new Image();
  image.src = canvasIn(host).toDataURL();
  await image.decode();
  await each(
    Object.entries(paper).filter(([name]) => name.endsWith('FragmentShader')),
    async ([, text]) => {
      const parent = document.createElement('div');
      Object.assign(parent.style, {width: '32px', height: '32px'});
      host.append(parent);
      const uniforms = {
        u_scale: 1,
        u_rotation: 0,
        u_fit: 1,
        u_originX: 0.5,
        u_originY: 0.5,
        u_offsetX: 0,
        u_offsetY: 0,
        u_worldWidth: 0,
        u_worldHeight: 0,
      };
      for (const [, type, name] of text.matchAll(/uniform (\w+) (u_\w+)(?:\[.*?\])?;/g)) {
        if (name in uniforms || ['u_time', 'u_resolution', 'u_pixelRatio'].includes(name)) continue;
        if (type === 'float') uniforms[name] = 0.6;
        if (type === 'int') uniforms[name] = 3;
        if (type === 'bool') uniforms[name] = true;
        if (type === 'vec2') uniforms[name] = [0.3, 0.6];
        if (type === 'vec3') uniforms[name] = [0.3, 0.6, 0.2];
        if (type === 'vec4')
          uniforms[name] = text.includes(`${name}[`)
            ? [
                [1, 0, 0, 1],
                [0, 1, 0, 1],
                [0, 0, 1, 1],
              ]
            : [0.3, 0.6, 0.9, 1];
        if (type === 'sampler2D') uniforms[name] = image;
      }
      const mount = new paper.ShaderMount(parent, text, uniforms, undefined, 0, 1000);
      await after(30);
      mount.dispose();
      parent.remove();
    },
  );
}
