// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Small sequences of calls, each run on the browser's own WebGL and on ours: errors, answers and pixels must agree.

import {createContext, load} from 'soft-webgl2';
import {makeProgram} from '../program.js';

const kVertex = '#version 300 es\nin vec4 p; void main() { gl_Position = p; gl_PointSize = 4.0; }';
const kFragment = '#version 300 es\nprecision highp float; out vec4 o; void main() { o = vec4(1); }';

/** A framebuffer with a renderbuffer of each format given, bound to both targets; returns it. */
function makeFramebuffer(gl, formats, size = 4) {
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  for (const [attachment, format] of Object.entries(formats)) {
    const renderbuffer = gl.createRenderbuffer();
    gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
    gl.renderbufferStorage(gl.RENDERBUFFER, gl[format], size, size);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl[attachment], gl.RENDERBUFFER, renderbuffer);
  }
  return framebuffer;
}

function makeTexture(gl, internalFormat, format, type, size = 4, data = null) {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl[internalFormat], size, size, 0, gl[format], gl[type], data);
  return texture;
}

const kColorFormats = [
  'RGBA8',
  'RGB8',
  'RG8',
  'R8',
  'RGB565',
  'RGBA4',
  'RGB5_A1',
  'RGB10_A2',
  'SRGB8_ALPHA8',
  'RGBA16F',
  'RGBA32F',
  'R16F',
  'R11F_G11F_B10F',
  'RGBA8I',
  'RGBA8UI',
  'R32I',
  'R32UI',
  'RGB10_A2UI',
  'RGBA16I',
  'RG32UI',
];
const kCopyFormats = [
  ...kColorFormats,
  'RGB',
  'RGBA',
  'ALPHA',
  'LUMINANCE',
  'LUMINANCE_ALPHA',
  'SRGB8',
  'RGB16F',
  'R8_SNORM',
  'RGB9_E5',
  'DEPTH_COMPONENT16',
  'DEPTH_COMPONENT24',
];

const cases = {
  stencilReferenceIsClamped(gl, say) {
    for (const reference of [-5, 0, 255, 256, 1 << 30]) {
      gl.stencilFunc(gl.ALWAYS, reference, 0xff);
      say(reference, gl.getParameter(gl.STENCIL_REF), gl.getParameter(gl.STENCIL_BACK_REF));
    }
    makeFramebuffer(gl, {COLOR_ATTACHMENT0: 'RGBA8'});
    say(gl.getParameter(gl.STENCIL_REF));
  },

  attachmentsOfTheDefaultFramebuffer(gl, say) {
    for (const attachment of ['BACK', 'DEPTH', 'STENCIL', 'DEPTH_STENCIL', 'COLOR', 'COLOR_ATTACHMENT0', 'FRONT']) {
      for (const name of [
        'OBJECT_TYPE',
        'OBJECT_NAME',
        'RED_SIZE',
        'ALPHA_SIZE',
        'DEPTH_SIZE',
        'STENCIL_SIZE',
        'COMPONENT_TYPE',
        'COLOR_ENCODING',
        'TEXTURE_LEVEL',
        'TEXTURE_LAYER',
        'TEXTURE_CUBE_MAP_FACE',
      ]) {
        const pname = gl[`FRAMEBUFFER_ATTACHMENT_${name}`];
        say(attachment, name, gl.getFramebufferAttachmentParameter(gl.FRAMEBUFFER, gl[attachment] ?? 0, pname));
      }
    }
  },

  attachmentsOfFramebuffers(gl, say) {
    makeFramebuffer(gl, {COLOR_ATTACHMENT0: 'SRGB8_ALPHA8', DEPTH_STENCIL_ATTACHMENT: 'DEPTH24_STENCIL8'});
    for (const attachment of [
      'COLOR_ATTACHMENT0',
      'COLOR_ATTACHMENT1',
      'DEPTH_ATTACHMENT',
      'STENCIL_ATTACHMENT',
      'DEPTH_STENCIL_ATTACHMENT',
      'BACK',
      'DEPTH',
    ]) {
      for (const name of [
        'OBJECT_TYPE',
        'RED_SIZE',
        'DEPTH_SIZE',
        'STENCIL_SIZE',
        'COMPONENT_TYPE',
        'COLOR_ENCODING',
        'TEXTURE_LEVEL',
      ]) {
        const pname = gl[`FRAMEBUFFER_ATTACHMENT_${name}`];
        say(attachment, name, gl.getFramebufferAttachmentParameter(gl.FRAMEBUFFER, gl[attachment], pname));
      }
    }
  },

  internalFormatParameters(gl, say) {
    for (const name of [
      ...kCopyFormats,
      'DEPTH_STENCIL',
      'DEPTH24_STENCIL8',
      'DEPTH32F_STENCIL8',
      'DEPTH_COMPONENT',
      'STENCIL_INDEX8',
      'DEPTH_COMPONENT32F',
      'RED',
      'RG',
    ]) {
      const samples = gl.getInternalformatParameter(gl.RENDERBUFFER, gl[name], gl.SAMPLES);
      say(name, samples === null ? null : samples.length > 0);
    }
    say(gl.getInternalformatParameter(gl.TEXTURE_2D, gl.RGBA8, gl.SAMPLES));
    say(gl.getInternalformatParameter(gl.RENDERBUFFER, gl.RGBA8, gl.RED_BITS ?? 0xd52));
  },

  renderbufferFormats(gl, say) {
    const renderbuffer = gl.createRenderbuffer();
    gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
    for (const name of [
      ...kCopyFormats,
      'DEPTH_STENCIL',
      'DEPTH24_STENCIL8',
      'DEPTH32F_STENCIL8',
      'DEPTH_COMPONENT',
      'STENCIL_INDEX8',
      'DEPTH_COMPONENT32F',
    ]) {
      gl.renderbufferStorage(gl.RENDERBUFFER, gl[name], 4, 4);
      say(name, gl.getRenderbufferParameter(gl.RENDERBUFFER, gl.RENDERBUFFER_INTERNAL_FORMAT));
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, 4, gl[name], 4, 4);
      say(name, gl.getRenderbufferParameter(gl.RENDERBUFFER, gl.RENDERBUFFER_SAMPLES));
    }
  },

  samplerAndTextureParametersAsFloats(gl, say) {
    const names = [
      'TEXTURE_COMPARE_MODE',
      'TEXTURE_COMPARE_FUNC',
      'TEXTURE_MIN_FILTER',
      'TEXTURE_WRAP_R',
      'TEXTURE_BASE_LEVEL',
      'TEXTURE_MAX_LEVEL',
      'TEXTURE_MIN_LOD',
      'TEXTURE_MAX_LOD',
      'TEXTURE_IMMUTABLE_FORMAT',
    ];
    const values = [
      0,
      1,
      2,
      0x884e,
      0x0203,
      0x2600,
      0x2601,
      0x2901,
      0.4,
      0.5,
      0.6,
      -0.4,
      -1,
      9728.4,
      9728.6,
      1.5,
      2.5,
      -1.5,
      1e10,
      0x884e + 0.3,
    ];
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    const sampler = gl.createSampler();
    for (const name of names) {
      for (const value of values) {
        gl.texParameterf(gl.TEXTURE_2D, gl[name], value);
        say(name, value, gl.getTexParameter(gl.TEXTURE_2D, gl[name]));
        gl.texParameteri(gl.TEXTURE_2D, gl[name], value);
        say(name, value, gl.getTexParameter(gl.TEXTURE_2D, gl[name]));
        gl.samplerParameterf(sampler, gl[name], value);
        say(name, value, gl.getSamplerParameter(sampler, gl[name]));
        gl.samplerParameteri(sampler, gl[name], value);
        say(name, value, gl.getSamplerParameter(sampler, gl[name]));
      }
    }
  },

  clearBuffersOfOtherTypes(gl, say) {
    for (const format of kColorFormats) {
      makeFramebuffer(gl, {COLOR_ATTACHMENT0: format, DEPTH_ATTACHMENT: 'DEPTH_COMPONENT16'});
      gl.clearBufferiv(gl.COLOR, 0, [1, 2, 3, 4]);
      say(format, 'iv');
      gl.clearBufferuiv(gl.COLOR, 0, [1, 2, 3, 4]);
      say(format, 'uiv');
      gl.clearBufferfv(gl.COLOR, 0, [0.5, 0.25, 1, 1]);
      say(format, 'fv');
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      say(format, 'clear');
      gl.clearBufferfv(gl.DEPTH, 0, [0.5]);
      gl.clearBufferfv(gl.DEPTH, 1, [0.5]);
      say(format, 'depth 1');
      gl.clearBufferiv(gl.STENCIL, 0, [5]);
      gl.clearBufferiv(gl.COLOR, 1, [1, 2, 3, 4]);
      gl.clearBufferiv(gl.COLOR, 99, [1, 2, 3, 4]);
      say(format, 'indices');
      gl.drawBuffers([gl.NONE]);
      gl.clearBufferiv(gl.COLOR, 0, [1, 2, 3, 4]);
      gl.clearBufferfi(gl.DEPTH_STENCIL, 0, 1, 0);
      say(format, 'none');
    }
  },

  copiesBetweenFormats(gl, say) {
    for (const source of kColorFormats) {
      makeFramebuffer(gl, {COLOR_ATTACHMENT0: source});
      for (const target of kCopyFormats) {
        gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
        gl.copyTexImage2D(gl.TEXTURE_2D, 0, gl[target], 0, 0, 4, 4, 0);
        say('copyTexImage2D', source, target);
      }
      for (const target of kColorFormats.concat('SRGB8', 'RGB16F', 'R8_SNORM', 'RGB9_E5')) {
        gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
        gl.texStorage2D(gl.TEXTURE_2D, 1, gl[target], 4, 4);
        gl.copyTexSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 0, 0, 2, 2);
        say('copyTexSubImage2D', source, target);
      }
    }
  },

  copiesKeepTheirValues(gl, say) {
    for (const source of ['RGBA8', 'RGB8', 'RGBA4', 'RGB565', 'RGB5_A1', 'SRGB8_ALPHA8', 'RGB10_A2', 'RG8', 'R8']) {
      for (const target of [
        'RGBA8',
        'RGB8',
        'RGBA4',
        'RGB565',
        'RGB5_A1',
        'SRGB8_ALPHA8',
        'RG8',
        'R8',
        'RGB',
        'RGBA',
        'LUMINANCE',
      ]) {
        makeFramebuffer(gl, {COLOR_ATTACHMENT0: source});
        gl.clearBufferfv(gl.COLOR, 0, [0.3, 0.6, 0.9, 0.7]);
        const texture = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, texture);
        gl.copyTexImage2D(gl.TEXTURE_2D, 0, gl[target], 0, 0, 4, 4, 0);
        const framebuffer = gl.createFramebuffer();
        gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
        gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
        const pixel = new Uint8Array(4);
        if (gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE) {
          gl.readPixels(1, 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        }
        say(source, target, Array.from(pixel));
      }
    }
  },

  blitsOfNoArea(gl, say) {
    const first = makeFramebuffer(gl, {COLOR_ATTACHMENT0: 'RGBA8', DEPTH_ATTACHMENT: 'DEPTH_COMPONENT16'});
    const second = makeFramebuffer(gl, {COLOR_ATTACHMENT0: 'RGBA8UI'});
    for (const [read, draw] of [
      [first, first],
      [first, second],
      [second, first],
      [first, null],
      [null, first],
      [null, null],
    ]) {
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, read);
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, draw);
      for (const box of [
        [0, 0, 0, 0, 0, 0, 4, 4],
        [0, 0, 4, 4, 0, 0, 0, 0],
        [0, 0, 4, 4, 1, 1, 1, 3],
        [0, 0, 2, 2, 2, 2, 4, 4],
      ]) {
        for (const mask of [gl.COLOR_BUFFER_BIT, gl.DEPTH_BUFFER_BIT, 0, gl.COLOR_BUFFER_BIT | gl.STENCIL_BUFFER_BIT]) {
          gl.blitFramebuffer(...box, mask, gl.NEAREST);
          say(box.join(), mask, read === first, draw === first);
        }
      }
    }
  },

  texturesWithoutData(gl, say) {
    for (const [internalFormat, format, type] of [
      ['DEPTH_COMPONENT16', 'DEPTH_COMPONENT', 'UNSIGNED_SHORT'],
      ['DEPTH_COMPONENT32F', 'DEPTH_COMPONENT', 'FLOAT'],
      ['DEPTH24_STENCIL8', 'DEPTH_STENCIL', 'UNSIGNED_INT_24_8'],
    ]) {
      const texture = makeTexture(gl, internalFormat, format, type);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
      makeFramebuffer(gl, {COLOR_ATTACHMENT0: 'RGBA8'});
      const program = makeProgram(
        gl,
        kVertex,
        '#version 300 es\nprecision highp float; uniform highp sampler2D s; out vec4 o; void main() { o = texelFetch(s, ivec2(1), 0); }',
        'p',
      );
      gl.useProgram(program);
      gl.viewport(0, 0, 4, 4);
      gl.vertexAttrib4f(0, 0, 0, 0, 1);
      gl.drawArrays(gl.POINTS, 0, 1);
      const pixel = new Uint8Array(4);
      gl.readPixels(1, 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      say(internalFormat, Array.from(pixel), texture !== null);
    }
  },

  uniformBlockThatFitsExactly(gl, say) {
    const program = makeProgram(
      gl,
      kVertex,
      `#version 300 es
      precision highp float;
      uniform B { mat4 m; vec3 v; };
      uniform C { float f[3]; };
      uniform D { vec2 a; float b; };
      struct S { vec3 v; }; uniform E { S s; };
      out vec4 o;
      void main() { o = vec4(v + m[3].xyz + f[2] + a.x + b + s.v, 1); }`,
      'p',
    );
    gl.useProgram(program);
    const sizes = [];
    for (let i = 0; i < gl.getProgramParameter(program, gl.ACTIVE_UNIFORM_BLOCKS); i++) {
      sizes.push(gl.getActiveUniformBlockParameter(program, i, gl.UNIFORM_BLOCK_DATA_SIZE));
      gl.uniformBlockBinding(program, i, i);
    }
    say(sizes);
    makeFramebuffer(gl, {COLOR_ATTACHMENT0: 'RGBA8'});
    gl.viewport(0, 0, 4, 4);
    for (const less of [0, 4]) {
      sizes.forEach((size, i) => {
        const buffer = gl.createBuffer();
        gl.bindBuffer(gl.UNIFORM_BUFFER, buffer);
        gl.bufferData(gl.UNIFORM_BUFFER, new Float32Array((size - less) / 4).fill(0.125), gl.STATIC_DRAW);
        gl.bindBufferBase(gl.UNIFORM_BUFFER, i, buffer);
      });
      gl.drawArrays(gl.POINTS, 0, 1);
      const pixel = new Uint8Array(4);
      gl.readPixels(1, 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      say(less, Array.from(pixel));
    }
  },

  severalWrongArguments(gl, say) {
    gl.drawArrays(77, -1, -1);
    say('drawArrays');
    gl.drawElements(77, -1, 5, -1);
    say('drawElements');
    gl.uniform1f(null, 1);
    say('uniform1f');
    gl.uniform1fv(null, []);
    say('uniform1fv');
    const program = makeProgram(
      gl,
      kVertex,
      kFragment.replace('vec4(1)', 'c').replace('out', 'uniform vec4 c; out'),
      'p',
    );
    const location = gl.getUniformLocation(program, 'c');
    gl.uniform1f(location, 1);
    say('uniform1f of a program not in use');
    gl.uniform4fv(location, [1]);
    say('uniform4fv too short, not in use');
    gl.useProgram(program);
    gl.uniform4fv(location, [1]);
    gl.uniform4fv(location, []);
    say('uniform4fv too short');
    gl.uniform3fv(location, [1, 2]);
    say('uniform3fv too short and of another type');
    gl.uniformMatrix4fv(location, true, [1]);
    say('uniformMatrix4fv');
    gl.bufferData(gl.ARRAY_BUFFER, -1, 0);
    gl.bufferData(5, -1, 0);
    say('bufferData');
    gl.bufferSubData(gl.ARRAY_BUFFER, -1, new Uint8Array(4));
    say('bufferSubData');
    gl.texImage2D(gl.TEXTURE_2D, -1, 5, -1, -1, 1, 5, 5, null);
    say('texImage2D unbound');
    gl.texSubImage2D(gl.TEXTURE_2D, -1, -1, -1, -1, -1, 5, 5, null);
    say('texSubImage2D unbound');
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texImage2D(gl.TEXTURE_2D, -1, 5, -1, -1, 1, 5, 5, null);
    say('texImage2D');
    gl.texSubImage2D(gl.TEXTURE_2D, -1, -1, -1, -1, -1, 5, 5, null);
    say('texSubImage2D');
    gl.texStorage2D(gl.TEXTURE_2D, 0, 5, 0, 0);
    say('texStorage2D');
    gl.copyTexImage2D(gl.TEXTURE_2D, -1, 5, 0, 0, -1, -1, 1);
    say('copyTexImage2D');
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.generateMipmap(gl.TEXTURE_CUBE_MAP);
    gl.generateMipmap(5);
    say('generateMipmap');
    gl.renderbufferStorage(gl.RENDERBUFFER, 5, -1, -1);
    say('renderbufferStorage unbound');
    gl.bindRenderbuffer(gl.RENDERBUFFER, gl.createRenderbuffer());
    gl.renderbufferStorage(gl.RENDERBUFFER, 5, -1, -1);
    gl.renderbufferStorageMultisample(gl.RENDERBUFFER, -1, 5, -1, -1);
    gl.renderbufferStorageMultisample(gl.RENDERBUFFER, 99, gl.RGBA8, 4, 4);
    say('renderbufferStorage');
    gl.framebufferTexture2D(gl.FRAMEBUFFER, 5, 5, null, -1);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, null);
    say('framebufferRenderbuffer of the default one');
    gl.vertexAttribPointer(99, 9, 5, false, -1, -1);
    gl.vertexAttribPointer(0, 9, 5, false, -1, -1);
    gl.vertexAttribPointer(0, 4, gl.FLOAT, false, 0, 4);
    say('vertexAttribPointer');
    gl.readPixels(0, 0, -1, -1, 5, 5, new Uint8Array(1));
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(1));
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Float32Array(4));
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, new Uint8Array(4));
    say('readPixels');
    gl.bindBufferBase(5, 999, null);
    gl.bindBufferRange(gl.UNIFORM_BUFFER, 999, null, -1, -1);
    gl.bindBufferRange(gl.UNIFORM_BUFFER, 0, gl.createBuffer(), 1, 0);
    say('bindBufferRange');
    gl.beginQuery(5, null ?? gl.createQuery());
    gl.endQuery(gl.ANY_SAMPLES_PASSED);
    say('queries');
    gl.beginTransformFeedback(5);
    gl.endTransformFeedback();
    gl.pauseTransformFeedback();
    say('transform feedback');
    gl.blitFramebuffer(0, 0, 1, 1, 0, 0, 1, 1, 0xffff, 5);
    gl.blitFramebuffer(0, 0, 1, 1, 0, 0, 1, 1, gl.DEPTH_BUFFER_BIT, gl.LINEAR);
    say('blitFramebuffer');
    gl.clear(0xffff);
    gl.drawBuffers([gl.COLOR_ATTACHMENT0]);
    gl.drawBuffers([gl.BACK, gl.BACK]);
    gl.readBuffer(gl.COLOR_ATTACHMENT0);
    say('buffers');
    gl.compressedTexImage2D(gl.TEXTURE_2D, -1, 5, -1, -1, 1, new Uint8Array(1));
    say('compressedTexImage2D');
    gl.texImage3D(gl.TEXTURE_3D, -1, 5, -1, -1, -1, 1, 5, 5, null);
    gl.texStorage3D(gl.TEXTURE_3D, 0, 5, 0, 0, 0);
    say('3D');
    gl.getIndexedParameter(5, 999);
    gl.getInternalformatParameter(5, 5, 5);
    gl.getBufferParameter(5, 5);
    gl.getTexParameter(5, 5);
    gl.getFramebufferAttachmentParameter(5, 5, 5);
    gl.getVertexAttrib(999, 5);
    say('gets');
  },
};

/** What a case says, each with the errors since the last: on the browser's own context and on ours. */
globalThis.compareCases = async () => {
  await load();
  const different = {};
  let compared = 0;
  for (const [name, run] of Object.entries(cases)) {
    const said = [false, true].map((ours) => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 8;
      const attributes = {antialias: false, depth: true, stencil: false};
      const gl = ours ? createContext(canvas, 'webgl2', attributes) : canvas.getContext('webgl2', attributes);
      const lines = [];
      gl.getExtension('EXT_color_buffer_float');
      run(gl, (...what) => {
        const errors = [];
        for (let error = gl.getError(); error !== 0; error = gl.getError()) errors.push(error.toString(16));
        lines.push(`${JSON.stringify(what)} ${errors.join()}`);
      });
      gl.getExtension('WEBGL_lose_context').loseContext();
      return lines;
    });
    compared += said[0].length;
    const lines = said[0].flatMap((line, i) => (line === said[1][i] ? [] : [`${line} ours ${said[1][i]}`]));
    if (lines.length > 0 || said[0].length !== said[1].length) different[name] = lines;
  }
  return {compared, different};
};
document.documentElement.dataset.ready = '';
