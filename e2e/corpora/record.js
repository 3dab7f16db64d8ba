// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The first script of a page: keeps every program that the page links, with what the page then sets its uniforms to.
// Nothing is drawn: that is what would take most of the time, and what comes out is nobody's business here.

(() => {
  const kLongest = 64;
  const programs = new Map();
  const shaders = new WeakMap();
  const states = new WeakMap();
  const locations = new WeakMap();
  const extensions = new WeakMap();
  const current = new WeakMap();

  const stateOf = (program) => {
    let state = states.get(program);
    if (!state) states.set(program, (state = {sources: {}, bindings: [], feedback: [], interleaved: false}));
    return state;
  };

  function keep(context, program) {
    const {sources, bindings, feedback, interleaved} = stateOf(program);
    const [vertex, fragment] = [sources.vertex?.text, sources.fragment?.text];
    if (!vertex || !fragment) return;
    const entry = {
      context: context instanceof WebGL2RenderingContext ? 'webgl2' : 'webgl',
      extensions: [...(extensions.get(context) ?? [])].sort(),
      vertex,
      fragment,
      bindings: [...bindings],
      feedback: [...feedback],
      interleaved,
      uniforms: {},
    };
    const key = JSON.stringify([entry.context, vertex, fragment, entry.feedback]);
    if (!programs.has(key)) programs.set(key, entry);
    stateOf(program).entry = programs.get(key);
  }

  function keepUniform(location, values) {
    const known = location && locations.get(location);
    const uniforms = known && states.get(known.program)?.entry?.uniforms;
    if (!uniforms) return;
    const range = (uniforms[known.name] ??= {least: Infinity, most: -Infinity, last: []});
    const numbers = Array.from(values.slice(0, kLongest), Number);
    for (const value of numbers) {
      if (value < range.least) range.least = value;
      if (value > range.most) range.most = value;
    }
    range.last = numbers;
  }

  const hooks = {
    getExtension(extension, name) {
      if (!extension) return;
      if (!extensions.has(this)) extensions.set(this, new Set());
      extensions.get(this).add(name);
    },
    createShader(shader, type) {
      if (shader) shaders.set(shader, {stage: type === 0x8b31 ? 'vertex' : 'fragment', text: ''});
    },
    shaderSource(_, shader, text) {
      const kept = shaders.get(shader);
      if (kept) kept.text = String(text);
    },
    attachShader(_, program, shader) {
      const kept = shaders.get(shader);
      if (kept) stateOf(program).sources[kept.stage] = kept;
    },
    detachShader(_, program, shader) {
      const kept = shaders.get(shader);
      if (kept && stateOf(program).sources[kept.stage] === kept) delete stateOf(program).sources[kept.stage];
    },
    bindAttribLocation(_, program, location, name) {
      stateOf(program).bindings.push([location, name]);
    },
    transformFeedbackVaryings(_, program, names, mode) {
      Object.assign(stateOf(program), {feedback: [...names], interleaved: mode === 0x8c8c});
    },
    linkProgram(_, program) {
      keep(this, program);
    },
    getUniformLocation(location, program, name) {
      if (location) locations.set(location, {program, name: String(name)});
    },
    useProgram(_, program) {
      current.set(this, program);
    },
  };
  for (const type of ['f', 'i', 'ui']) {
    for (const size of [1, 2, 3, 4]) {
      hooks[`uniform${size}${type}`] = (_, location, ...values) => keepUniform(location, values);
      hooks[`uniform${size}${type}v`] = (_, location, values, offset = 0, length = 0) => {
        if (values)
          keepUniform(location, Array.prototype.slice.call(values, offset, length ? offset + length : undefined));
      };
    }
  }
  for (const shape of ['2', '3', '4', '2x3', '2x4', '3x2', '3x4', '4x2', '4x3']) {
    hooks[`uniformMatrix${shape}fv`] = (_, location, transpose, values, offset = 0, length = 0) => {
      if (values)
        keepUniform(location, Array.prototype.slice.call(values, offset, length ? offset + length : undefined));
    };
  }

  for (const {prototype} of [WebGLRenderingContext, WebGL2RenderingContext]) {
    for (const [name, hook] of Object.entries(hooks)) {
      const method = prototype[name];
      if (!method) continue;
      // Nothing that a page may ask of a method is other than before but its text.
      prototype[name] = {
        [name](...args) {
          const result = method.apply(this, args);
          hook.call(this, result, ...args);
          return result;
        },
      }[name];
    }
  }

  const kDraws = /^(multiD|d)raw(Arrays|Elements|RangeElements)/;
  const getExtension = [WebGLRenderingContext, WebGL2RenderingContext].map(({prototype}) => prototype.getExtension);
  const withoutDraws = (object) => {
    for (const name in object) {
      if (kDraws.test(name) && typeof object[name] === 'function') object[name] = () => {};
    }
    return object;
  };
  [WebGLRenderingContext, WebGL2RenderingContext].forEach(({prototype}, i) => {
    withoutDraws(prototype);
    prototype.getExtension = function (name) {
      const extension = getExtension[i].call(this, name);
      return extension && withoutDraws(extension);
    };
  });

  globalThis.corpus = {
    /** A pair of shaders that no page has linked, but that a library has. */
    add: (vertex, fragment, context = /^\s*#version 300/.test(vertex) ? 'webgl2' : 'webgl', extensions = []) => {
      const entry = {context, extensions, vertex, fragment, bindings: [], feedback: [], interleaved: false};
      programs.set(JSON.stringify([context, vertex, fragment, []]), {...entry, uniforms: {}});
    },
    count: () => programs.size,
    take: (from, to) => [...programs.values()].slice(from, to),
  };
})();
