// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A square that moves over a background that brightens. `data` has it misbehave.

export default async function scene({gl, data}) {
  if (data === 'throw') throw new Error('this scene is broken');
  if (data === 'hang') await new Promise(() => setInterval(() => undefined, 1000));
  if (data === 'exit') process.exit(3);
  if (data === 'hoard') for (const kept = []; ;) kept.push(new Array(1e6).fill({}));
  if (data === 'lose') gl.getExtension('WEBGL_lose_context').loseContext();
  return ({frame, time}) => {
    gl.disable(gl.SCISSOR_TEST);
    gl.clearColor(0, 0, time, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(frame * 3, frame * 2, 10, 10);
    gl.clearColor(1, 0.5, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  };
}
