// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// A glTF model in the middle of the picture, by three.js, which the project has.

import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import type {DrawFrame, Stage} from './job.ts';

export interface ModelOptions {
  file: string;
  /** As CSS has it; null: transparent. */
  background: string | null;
  /** From where to look at the model, in its own axes; the distance is chosen so that all of it is seen. */
  direction: [number, number, number];
  /** Turns once around its vertical axis in the course of the frames. */
  turntable: boolean;
}

/**
 * three.js as the project has it, of whichever version. Its types bring those of WebXR along, which change what a context's
 * attributes are, so it goes without.
 */
type Library = any;

async function importThree(): Promise<{THREE: Library; Loader: Library; meshopt: unknown}> {
  const load = (name: string): Promise<Library> => import(/* @vite-ignore */ name);
  try {
    const THREE = await load('three');
    const {GLTFLoader: Loader} = await load('three/addons/loaders/GLTFLoader.js');
    const {MeshoptDecoder: meshopt} = await load('three/addons/libs/meshopt_decoder.module.js');
    return {THREE, Loader, meshopt};
  } catch (error) {
    if ((error as {code?: string}).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error('models are drawn by three.js, which is not there: npm install three', {cause: error});
  }
}

/** Files beside a .gltf as addresses that fetch() reads. */
function fileModifier(folder: string): (url: string) => string {
  return (url) => {
    if (/^(data|blob|https?):/.test(url)) return url;
    const file = url.startsWith('file:') ? fileURLToPath(url) : path.resolve(folder, decodeURIComponent(url));
    return URL.createObjectURL(new Blob([fs.readFileSync(file)]));
  };
}

function explain(file: string, error: unknown): Error {
  const text = String((error as Error)?.message ?? error);
  const advice = /DRACO|KTX2/i.test(text)
    ? '. Draco and KTX2 decode in Workers, which Node has not: convert it by `npx @gltf-transform/cli copy`'
    : '';
  return new Error(`${file}: ${text.replace(/\.$/, '')}${advice}`, {cause: error});
}

async function loadModel(file: string, three: Awaited<ReturnType<typeof importThree>>): Promise<Library> {
  const {THREE, Loader, meshopt} = three;
  const folder = path.dirname(path.resolve(file));
  const manager = new THREE.LoadingManager();
  manager.setURLModifier(fileModifier(folder));
  const loader = new Loader(manager);
  loader.setMeshoptDecoder(meshopt);
  const bytes = fs.readFileSync(file);
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  try {
    return await loader.parseAsync(data, `${pathToFileURL(folder).href}/`);
  } catch (error) {
    throw explain(file, error);
  }
}

export default async function modelScene({canvas, width, height, frames, data}: Stage): Promise<DrawFrame> {
  const {file, background, direction, turntable} = data as ModelOptions;
  const three = await importThree();
  const {THREE} = three;
  const {scene: model, animations} = await loadModel(file, three);

  const renderer = new THREE.WebGLRenderer({canvas, antialias: true, alpha: true, premultipliedAlpha: false});
  renderer.setSize(width, height, false);
  if (background === null) renderer.setClearColor(0, 0);
  else renderer.setClearColor(new THREE.Color(background), 1);

  const box = new THREE.Box3().setFromObject(model);
  if (box.isEmpty()) throw new Error(`${file}: there is nothing to see in it`);
  const sphere = box.getBoundingSphere(new THREE.Sphere());
  const pivot = new THREE.Group();
  model.position.sub(sphere.center);
  pivot.add(model);
  const camera = new THREE.PerspectiveCamera(40, width / height);
  const half = Math.min(
    camera.fov / 2,
    (Math.atan(Math.tan((camera.fov * Math.PI) / 360) * camera.aspect) * 180) / Math.PI,
  );
  const distance = sphere.radius / Math.sin((half * Math.PI) / 180);
  camera.position
    .set(...direction)
    .normalize()
    .multiplyScalar(distance);
  camera.near = Math.max(distance - sphere.radius * 2, distance / 100);
  camera.far = distance + sphere.radius * 2;
  camera.lookAt(0, 0, 0);
  camera.updateProjectionMatrix();

  const scene = new THREE.Scene();
  const light = new THREE.DirectionalLight(0xffffff, 2.5);
  light.position.copy(camera.position).add(new THREE.Vector3(-distance / 2, distance, 0));
  scene.add(pivot, light, new THREE.HemisphereLight(0xffffff, 0x667788, 1.5));
  const mixer = animations[0] && new THREE.AnimationMixer(model);
  if (animations[0]) mixer!.clipAction(animations[0]).play();

  return ({frame, time}) => {
    if (turntable) pivot.rotation.y = (2 * Math.PI * frame) / frames;
    mixer?.setTime(time);
    renderer.render(scene, camera);
  };
}
