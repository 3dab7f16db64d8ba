// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// three.js' own materials, with options as its editor offers them, under lights of every kind.

import * as THREE from 'three';
import {canvasIn, checks, chosen, each, randomNumbers} from './common.js';

const kMaps = {
  standard: ['map', 'lightMap', 'aoMap', 'emissiveMap', 'bumpMap', 'normalMap', 'displacementMap', 'roughnessMap'],
  basic: ['map', 'lightMap', 'aoMap', 'specularMap', 'alphaMap'],
  phong: ['map', 'lightMap', 'aoMap', 'emissiveMap', 'bumpMap', 'normalMap', 'displacementMap', 'specularMap'],
  toon: ['map', 'gradientMap', 'lightMap', 'aoMap', 'emissiveMap', 'bumpMap', 'normalMap', 'displacementMap'],
  matcap: ['matcap', 'map', 'bumpMap', 'normalMap', 'displacementMap', 'alphaMap'],
  normal: ['bumpMap', 'normalMap', 'displacementMap'],
  depth: ['map', 'alphaMap', 'displacementMap'],
};
const kPhysicalMaps = [
  ...['metalnessMap', 'alphaMap', 'clearcoatMap', 'clearcoatNormalMap', 'clearcoatRoughnessMap', 'iridescenceMap'],
  ...['iridescenceThicknessMap', 'sheenColorMap', 'sheenRoughnessMap', 'transmissionMap', 'thicknessMap'],
  ...['specularIntensityMap', 'specularColorMap', 'anisotropyMap'],
];
const kPhysical = {
  clearcoat: [0.7],
  iridescence: [0.6],
  sheen: [0.8],
  transmission: [0.5],
  dispersion: [3],
  anisotropy: [0.4],
  thickness: [1],
};
const kAll = {
  transparent: [true],
  alphaTest: [0.5],
  alphaHash: [true],
  flatShading: [true],
  vertexColors: [true],
  fog: [false],
  side: [THREE.DoubleSide, THREE.BackSide],
  dithering: [true],
  premultipliedAlpha: [true],
  toneMapped: [false],
  wireframe: [true],
  alphaToCoverage: [true],
};

const kinds = [
  [THREE.MeshPhysicalMaterial, [...kMaps.standard, ...kPhysicalMaps], kPhysical, 5],
  [THREE.MeshStandardMaterial, [...kMaps.standard, 'metalnessMap', 'alphaMap'], {}, 4],
  [THREE.MeshPhongMaterial, [...kMaps.phong, 'alphaMap', 'envMap'], {combine: [0, 1, 2]}, 3],
  [THREE.MeshLambertMaterial, [...kMaps.phong, 'alphaMap', 'envMap'], {combine: [0, 1, 2]}, 3],
  [THREE.MeshBasicMaterial, [...kMaps.basic, 'envMap'], {combine: [0, 1, 2]}, 3],
  [THREE.MeshToonMaterial, [...kMaps.toon, 'alphaMap'], {}, 2],
  [THREE.MeshMatcapMaterial, kMaps.matcap, {}, 1],
  [THREE.MeshNormalMaterial, kMaps.normal, {}, 1],
  [THREE.MeshDepthMaterial, kMaps.depth, {depthPacking: [THREE.RGBADepthPacking, THREE.RGDepthPacking]}, 1],
  [THREE.MeshDistanceMaterial, kMaps.depth, {}, 1],
  [THREE.PointsMaterial, ['map', 'alphaMap'], {sizeAttenuation: [false]}, 1],
  [THREE.LineBasicMaterial, ['map'], {}, 1],
  [THREE.LineDashedMaterial, [], {dashSize: [2]}, 1],
  [THREE.SpriteMaterial, ['map', 'alphaMap'], {sizeAttenuation: [false]}, 1],
  [THREE.ShadowMaterial, [], {}, 1],
];

function lights(random) {
  const group = new THREE.Group();
  const count = (most) => Math.floor(random() * (most + 1));
  for (let i = count(2); i > 0; --i) group.add(new THREE.DirectionalLight('#fff', 1));
  for (let i = count(2); i > 0; --i) group.add(new THREE.PointLight('#f80', 2));
  for (let i = count(2); i > 0; --i) {
    const light = new THREE.SpotLight('#08f', 3, 10, 0.5);
    if (random() < 0.3) light.map = new THREE.CanvasTexture(checks());
    group.add(light);
  }
  if (random() < 0.3) group.add(new THREE.HemisphereLight('#fff', '#444'));
  if (random() < 0.3) group.add(new THREE.AmbientLight('#222'));
  if (random() < 0.2) group.add(new THREE.RectAreaLight('#fff', 2, 2, 2));
  if (random() < 0.2) group.add(new THREE.LightProbe());
  for (const light of group.children) {
    light.position.set(random() * 4 - 2, 2, random() * 4);
    if ('castShadow' in light && light.shadow) light.castShadow = random() < 0.4;
  }
  return group;
}

function meshOf(random, material, geometry) {
  if (material.isPointsMaterial) return new THREE.Points(geometry, material);
  if (material.isLineBasicMaterial) {
    const line = new THREE.Line(geometry, material);
    if (material.isLineDashedMaterial) line.computeLineDistances();
    return line;
  }
  if (material.isSpriteMaterial) return new THREE.Sprite(material);
  const kind = random();
  if (kind < 0.12) {
    const mesh = new THREE.InstancedMesh(geometry, material, 2);
    if (random() < 0.5) mesh.setColorAt(0, new THREE.Color('#f00'));
    return mesh;
  }
  if (kind < 0.22) {
    const mesh = new THREE.BatchedMesh(4, 2000, 4000, material);
    const id = mesh.addGeometry(geometry);
    mesh.addInstance(id);
    if (random() < 0.5) mesh.setColorAt(0, new THREE.Color('#f00'));
    return mesh;
  }
  if (kind < 0.34) {
    const bones = [new THREE.Bone(), new THREE.Bone()];
    const count = geometry.attributes.position.count;
    geometry.setAttribute('skinIndex', new THREE.Uint16BufferAttribute(new Uint16Array(4 * count), 4));
    geometry.setAttribute('skinWeight', new THREE.Float32BufferAttribute(new Float32Array(4 * count).fill(0.25), 4));
    const mesh = new THREE.SkinnedMesh(geometry, material);
    mesh.add(bones[0]);
    mesh.bind(new THREE.Skeleton(bones));
    return mesh;
  }
  const mesh = new THREE.Mesh(geometry, material);
  if (kind < 0.46) {
    geometry.morphAttributes.position = [geometry.attributes.position.clone()];
    if (random() < 0.5) geometry.morphAttributes.normal = [geometry.attributes.normal.clone()];
    if (random() < 0.3 && geometry.attributes.color)
      geometry.morphAttributes.color = [geometry.attributes.color.clone()];
    mesh.updateMorphTargets();
    mesh.morphTargetInfluences[0] = 0.3;
  }
  return mesh;
}

export default async function draw(host) {
  const random = randomNumbers(7);
  const canvas = canvasIn(host);
  const renderers = [{}, {logarithmicDepthBuffer: true}].map((options, i) => {
    const renderer = new THREE.WebGLRenderer({canvas: i === 0 ? canvas : canvasIn(host), ...options});
    renderer.setSize(8, 8);
    renderer.debug.checkShaderErrors = false;
    return renderer;
  });
  const map = new THREE.CanvasTexture(checks());
  map.wrapS = THREE.RepeatWrapping;
  const linear = new THREE.DataTexture(new Uint8Array(4 * 16).fill(99), 4, 4);
  linear.needsUpdate = true;
  const cube = new THREE.CubeTexture(Array.from({length: 6}, () => checks(16)));
  cube.needsUpdate = true;
  const round = new THREE.CanvasTexture(checks());
  round.mapping = THREE.EquirectangularReflectionMapping;
  const refracted = new THREE.CubeTexture(cube.image, THREE.CubeRefractionMapping);
  refracted.needsUpdate = true;
  const toneMappings = [0, 1, 2, 3, 4, 6, 7];
  const shadowMaps = [THREE.BasicShadowMap, THREE.PCFShadowMap, THREE.PCFSoftShadowMap, THREE.VSMShadowMap];
  const cases = kinds.flatMap((kind) => Array.from({length: 34 * kind[3]}, () => kind));
  await each(cases, ([Material, maps, options]) => {
    const renderer = renderers[random() < 0.1 ? 1 : 0];
    const scene = new THREE.Scene();
    if (random() < 0.4) scene.fog = random() < 0.5 ? new THREE.Fog('#888', 1, 20) : new THREE.FogExp2('#888', 0.1);
    if (random() < 0.4) scene.environment = random() < 0.5 ? cube : round;
    scene.add(lights(random));
    const textures = chosen(random, Object.fromEntries(maps.map((name) => [name, [map, map, linear]])), 0.22);
    if (textures.envMap) textures.envMap = [cube, round, refracted][Math.floor(random() * 3)];
    for (const [name, texture] of Object.entries(textures)) {
      if (name === 'envMap' || random() > 0.25) continue;
      textures[name] = texture.clone();
      textures[name].channel = 1 + Math.floor(random() * 3);
      textures[name].repeat.set(2, 3);
    }
    const material = new Material();
    for (const [name, value] of Object.entries({
      ...textures,
      ...chosen(random, options, 0.25),
      ...chosen(random, kAll, 0.12),
    })) {
      if (name in material) material[name] = value;
    }
    if ('normalMap' in material && random() < 0.15) material.normalMapType = THREE.ObjectSpaceNormalMap;
    if (random() < 0.15) {
      material.clippingPlanes = [new THREE.Plane(new THREE.Vector3(0, 1, 0), 0.2), new THREE.Plane()];
      material.clipIntersection = random() < 0.4;
      renderer.localClippingEnabled = true;
    }
    const geometry = new THREE.SphereGeometry(1, 6, 4);
    const count = geometry.attributes.position.count;
    for (const name of ['uv1', 'uv2', 'uv3']) geometry.setAttribute(name, geometry.attributes.uv.clone());
    if (random() < 0.3) geometry.computeTangents();
    const colours = random() < 0.5 ? 3 : 4;
    geometry.setAttribute(
      'color',
      new THREE.Float32BufferAttribute(new Float32Array(count * colours).fill(0.7), colours),
    );
    const mesh = meshOf(random, material, geometry);
    mesh.castShadow = true;
    mesh.receiveShadow = random() < 0.5;
    scene.add(mesh);
    const camera =
      random() < 0.15 ? new THREE.OrthographicCamera(-2, 2, 2, -2, 0.1, 20) : new THREE.PerspectiveCamera();
    camera.position.z = 5;
    renderer.toneMapping = toneMappings[Math.floor(random() * toneMappings.length)];
    renderer.shadowMap.enabled = random() < 0.5;
    renderer.shadowMap.type = shadowMaps[Math.floor(random() * 4)];
    renderer.render(scene, camera);
    geometry.dispose();
    material.dispose();
  });
}
