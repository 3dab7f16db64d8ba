// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// node make.mjs <picture.jpg>: one model, a picture on a quad, in each way that files have: plain.glb with a JPEG, webp.glb, meshopt.glb
// (the same numbers, compressed), draco.glb and ktx2.glb (whose picture nothing decodes).

import fs from 'node:fs';
import {createRequire} from 'node:module';
import {Document, NodeIO} from '@gltf-transform/core';
import {
  ALL_EXTENSIONS,
  EXTMeshoptCompression,
  EXTTextureWebP,
  KHRDracoMeshCompression,
  KHRTextureBasisu,
} from '@gltf-transform/extensions';
import encodeWebp, {init} from '@jsquash/webp/encode.js';
import draco3d from 'draco3dgltf';
import {MeshoptEncoder} from 'meshoptimizer';
import {loadTexture} from 'soft-webgl2/node';

const require = createRequire(import.meta.url);
const jpeg = fs.readFileSync(process.argv[2]);
await init(new WebAssembly.Module(fs.readFileSync(require.resolve('@jsquash/webp/codec/enc/webp_enc.wasm'))));
const webp = new Uint8Array(await encodeWebp(await loadTexture(jpeg), {quality: 95}));
await MeshoptEncoder.ready;
const io = new NodeIO().registerExtensions(ALL_EXTENSIONS).registerDependencies({
  'draco3d.encoder': await draco3d.createEncoderModule(),
  'meshopt.encoder': MeshoptEncoder,
});

async function write(name, image, mimeType, change) {
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = (type, array) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const texture = document.createTexture().setImage(image).setMimeType(mimeType);
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', new Float32Array([-2, -1, 0, 2, -1, 0, 2, 1, 0, -2, 1, 0])))
    .setAttribute('TEXCOORD_0', accessor('VEC2', new Float32Array([0, 1, 1, 1, 1, 0, 0, 0])))
    .setIndices(accessor('SCALAR', new Uint16Array([0, 1, 2, 0, 2, 3])))
    .setMaterial(document.createMaterial().setBaseColorTexture(texture).setMetallicFactor(0).setDoubleSided(true));
  const node = document.createNode().setMesh(document.createMesh().addPrimitive(primitive));
  document.createScene().addChild(node);
  change?.(document);
  await io.write(`${name}.glb`, document);
}

await write('plain', jpeg, 'image/jpeg');
await write('webp', webp, 'image/webp', (document) => document.createExtension(EXTTextureWebP).setRequired(true));
await write('meshopt', jpeg, 'image/jpeg', (document) =>
  document.createExtension(EXTMeshoptCompression).setRequired(true),
);
await write('draco', jpeg, 'image/jpeg', (document) =>
  document.createExtension(KHRDracoMeshCompression).setRequired(true),
);
await write('ktx2', new Uint8Array(64), 'image/ktx2', (document) =>
  document.createExtension(KHRTextureBasisu).setRequired(true),
);
