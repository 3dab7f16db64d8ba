// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Scenes in the browser's own WebGL and in software, one after the other.

import {createContext, load} from 'soft-webgl2';

const kHead = '#version 300 es\nprecision highp float; uniform vec2 size; uniform float time; out vec4 color;\n';
const kScenes = {
  'Plain fill': {draws: 10, body: 'color = vec4(0.8, 0.4, 0.2, 1);'},
  'Blended fill': {draws: 10, blend: true, body: 'color = vec4(0.8, 0.4, 0.2, 0.3);'},
  Waves: {
    draws: 2,
    body: 'vec2 a = gl_FragCoord.xy / size; color = vec4(0.5 + 0.5 * sin(20.0 * a.xyx + time + a.yxy), 1);',
  },
  Mandelbrot: {
    draws: 1,
    body: `vec2 c = (gl_FragCoord.xy / size - vec2(0.7, 0.5)) * vec2(3.0, 2.0), z = vec2(0);
      int i = 0;
      for (; i < 64 && dot(z, z) < 4.0; ++i) z = vec2(z.x * z.x - z.y * z.y, 2.0 * z.x * z.y) + c;
      color = vec4(vec3(float(i) / 64.0), 1);`,
  },
  Spheres: {
    draws: 1,
    body: `vec2 a = (2.0 * gl_FragCoord.xy - size) / size.y;
      vec3 ray = normalize(vec3(a, -1.5)), at = vec3(0, 0, 2.0 + 0.1 * sin(time));
      float d = 0.0;
      for (int i = 0; i < 40; ++i) {
        vec3 p = at + d * ray, q = mod(p + 1.0, 2.0) - 1.0;
        float s = length(q) - 0.5;
        if (s < 0.002) break;
        d += 0.8 * s;
      }
      color = vec4(vec3(exp(-0.2 * d)), 1);`,
  },
  'Many draws': {draws: 1000, small: true, body: 'color = vec4(0.8, 0.4, 0.2, 1);'},
};
/** For each scene and renderer; tests have less time. */
const kBudgetMs = globalThis.benchBudgetMs ?? 900;
const [run, copy, state, chart, output] = ['run', 'copy', 'state', 'chart', 'result'].map((id) =>
  document.getElementById(id),
);

function prepare(gl, {body, blend}) {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, '#version 300 es\nin vec2 p; void main() { gl_Position = vec4(p, 0, 1); }'],
    [gl.FRAGMENT_SHADER, `${kHead}void main() { ${body} }`],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
  gl.useProgram(program);
  if (blend) gl.enable(gl.BLEND);
  else gl.disable(gl.BLEND);
  gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
  gl.uniform2f(gl.getUniformLocation(program, 'size'), 640, 400);
  return gl.getUniformLocation(program, 'time');
}

/** Median milliseconds of a frame. */
async function measure(gl, scene) {
  const time = prepare(gl, scene);
  const pixel = new Uint8Array(4);
  const frame = (i) => {
    gl.uniform1f(time, i / 10);
    for (let d = 0; d < scene.draws; ++d) gl.drawArrays(gl.TRIANGLES, scene.small ? 3 : 0, 3);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  };
  for (let i = 0; i < 3; ++i) frame(i);
  await new Promise((resolve) => setTimeout(resolve, 50));
  // Clocks tick in tenths of milliseconds: groups of frames are timed.
  const times = [];
  const end = performance.now() + kBudgetMs;
  while (performance.now() < end || times.length < 5) {
    const start = performance.now();
    let frames = 0;
    do frame(frames++);
    while (performance.now() - start < 20);
    times.push((performance.now() - start) / frames);
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
  return times.sort((a, b) => a - b)[times.length >> 1];
}

function open(make) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 400];
  const gl = make(canvas);
  if (!gl) return null;
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  const large = [-1, -1, 3, -1, -1, 3];
  const small = [-0.1, -0.1, 0.1, -0.1, 0, 0.1];
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([...large, ...small]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  return gl;
}

function rendererOf(gl) {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
}

function show(results, names) {
  const longest = Math.max(...results.flatMap(({native, ours}) => [native ?? 0, ours]));
  chart.replaceChildren(
    ...results.flatMap(({scene, native, ours}) => {
      const name = document.createElement('div');
      name.textContent = scene;
      const bars = document.createElement('div');
      for (const [value, isOurs] of [
        [native, false],
        [ours, true],
      ]) {
        if (value === null) continue;
        const bar = document.createElement('div');
        const length = document.createElement('i');
        bar.className = isOurs ? 'bar ours' : 'bar';
        length.style.width = `${(65 * value) / longest}%`;
        bar.append(length, `${value.toFixed(2)} ${isOurs ? 'soft-webgl2' : 'browser'}`);
        bars.append(bar);
      }
      return [name, bars];
    }),
  );
  const lines = results.map(({scene, native, ours}) => {
    const before = native === null ? 'none' : native.toFixed(2);
    return `${scene.padEnd(14)}${before.padStart(9)}${ours.toFixed(2).padStart(9)}`;
  });
  output.textContent = [
    `browser: ${names.native}`,
    `soft-webgl2: ${names.ours}`,
    navigator.userAgent,
    `${'ms a frame'.padEnd(14)}  browser soft-webgl2`,
    ...lines,
  ].join('\n');
  output.hidden = copy.hidden = false;
}

run.addEventListener('click', async () => {
  run.disabled = true;
  state.textContent = 'Loading';
  await load();
  const native = open((canvas) => canvas.getContext('webgl2', {antialias: false}));
  const ours = open((canvas) => createContext(canvas, 'webgl2', {antialias: false}));
  const names = {native: native ? rendererOf(native) : 'no WebGL 2', ours: rendererOf(ours)};
  const results = [];
  for (const [scene, what] of Object.entries(kScenes)) {
    state.textContent = scene;
    results.push({scene, native: native && (await measure(native, what)), ours: await measure(ours, what)});
    show(results, names);
  }
  state.textContent = `Done. The browser's: ${names.native}.`;
  native?.getExtension('WEBGL_lose_context')?.loseContext();
  run.disabled = false;
});
copy.addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(output.textContent);
    state.textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(output);
    state.textContent = 'Selected: copy it by the keyboard.';
  }
});
