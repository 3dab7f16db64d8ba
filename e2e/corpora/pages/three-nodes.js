// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// three.js' node materials and its shading language, as its WebGPURenderer writes them for WebGL.

import * as THREE from 'three/webgpu';
import * as TSL from 'three/tsl';
import {canvasIn, checks, chosen, each, randomNumbers} from './common.js';

const kMaterials = [
  'MeshBasicNodeMaterial',
  'MeshStandardNodeMaterial',
  'MeshPhysicalNodeMaterial',
  'MeshPhongNodeMaterial',
  'MeshLambertNodeMaterial',
  'MeshToonNodeMaterial',
  'MeshMatcapNodeMaterial',
  'MeshNormalNodeMaterial',
  'MeshSSSNodeMaterial',
];

export default async function draw(host) {
  const random = randomNumbers(11);
  const renderer = new THREE.WebGPURenderer({canvas: canvasIn(host), forceWebGL: true});
  renderer.setSize(16, 16);
  await renderer.init();
  const map = new THREE.CanvasTexture(checks());
  const cube = new THREE.CubeTexture(Array.from({length: 6}, () => checks(16)));
  cube.needsUpdate = true;
  const camera = new THREE.PerspectiveCamera(50, 1, 0.1, 50);
  camera.position.z = 4;
  const {uv, vec2, vec3, vec4, float, int, texture, time, positionLocal, positionWorld, normalWorld, normalLocal} = TSL;
  const unary = [
    'sin',
    'cos',
    'abs',
    'floor',
    'fract',
    'sqrt',
    'exp',
    'tanh',
    'sign',
    'ceil',
    'round',
    'trunc',
    'oneMinus',
    'saturate',
    'log2',
    'acos',
    'asin',
    'atan',
    'radians',
    'degrees',
    'cbrt',
    'reciprocal',
    'dFdx',
    'dFdy',
    'fwidth',
    'length',
    'normalize',
    'negate',
  ];
  const binary = [
    'add',
    'sub',
    'mul',
    'div',
    'mod',
    'pow',
    'max',
    'min',
    'step',
    'distance',
    'dot',
    'reflect',
    'difference',
  ];
  const sources = [
    () => uv().toVec3?.() ?? vec3(uv(), 0.5),
    () => positionLocal,
    () => positionWorld,
    () => normalWorld,
    () => normalLocal,
    () => texture(map, uv()).rgb,
    () => vec3(time.mul(0.1), uv()),
    () => TSL.mx_noise_vec3(positionLocal.mul(3)),
    () => vec3(TSL.mx_worley_noise_float(uv().mul(5))),
    () => vec3(TSL.mx_fractal_noise_float(positionLocal, 3)),
    () => vec3(TSL.mx_cell_noise_float(uv().mul(8))),
    () => TSL.triplanarTexture(TSL.texture(map)).rgb,
    () => vec3(TSL.checker(uv().mul(4))),
    () => TSL.hash(uv().x).mul(vec3(1, 0.5, 0.2)),
    () => TSL.cameraPosition.normalize(),
    () => vec3(TSL.screenUV, 0),
    () => TSL.matcapUV.toVec3?.() ?? vec3(TSL.matcapUV, 0),
    () => TSL.vertexColor?.().rgb ?? vec3(1),
    () => (TSL.rotateUV ? vec3(TSL.rotateUV(uv(), time), 0) : vec3(0)),
    () => vec3(TSL.spherizeUV ? TSL.spherizeUV(uv(), 0.3) : uv(), 0),
    () => TSL.hue(texture(map).rgb, float(0.4)),
    () => TSL.saturation(texture(map).rgb, float(0.4)),
    () => TSL.posterize(texture(map), 4).rgb,
    () => TSL.blendOverlay?.(texture(map).rgb, vec3(0.4, 0.7, 0.2)) ?? vec3(0.4),
    () => vec3(TSL.interleavedGradientNoise?.(TSL.screenCoordinate.xy) ?? 0.3),
    () =>
      TSL.Fn(() => {
        const sum = vec3(0).toVar();
        TSL.Loop(4, ({i}) => {
          TSL.If(i.equal(int(2)), () => TSL.Continue?.());
          sum.addAssign(texture(map, uv().add(vec2(float(i).mul(0.02), 0))).rgb);
        });
        TSL.If(sum.x.greaterThan(1), () => sum.y.assign(0.3)).Else(() => sum.z.mulAssign(2));
        return sum.div(4);
      })(),
  ];
  const node = (depth) => {
    if (depth === 0 || random() < 0.15) return sources[Math.floor(random() * sources.length)]();
    const kind = random();
    if (kind < 0.4) {
      const result = node(depth - 1)[unary[Math.floor(random() * unary.length)]]();
      return vec3(result);
    }
    if (kind < 0.8) return vec3(node(depth - 1)[binary[Math.floor(random() * binary.length)]](node(depth - 1)));
    if (kind < 0.9) return TSL.mix(node(depth - 1), node(depth - 1), node(depth - 1).x.clamp());
    return TSL.select(node(depth - 1).x.greaterThan(0.3), node(depth - 1), node(depth - 1));
  };
  const cases = kMaterials.flatMap((name) => Array.from({length: 45}, () => name));
  await each(cases, async (name) => {
    const material = new THREE[name]();
    const maps = [
      'map',
      'normalMap',
      'bumpMap',
      'aoMap',
      'emissiveMap',
      'roughnessMap',
      'metalnessMap',
      'alphaMap',
      'lightMap',
      'envMap',
      'matcap',
      'gradientMap',
      'clearcoatMap',
      'transmissionMap',
      'iridescenceMap',
      'sheenColorMap',
    ];
    for (const [key, value] of Object.entries(
      chosen(random, Object.fromEntries(maps.map((key) => [key, [map]])), 0.15),
    )) {
      if (key in material) material[key] = key === 'envMap' ? cube : value;
    }
    const options = {
      clearcoat: [1],
      sheen: [1],
      iridescence: [1],
      transmission: [0.5],
      anisotropy: [0.4],
      alphaTest: [0.3],
      flatShading: [true],
      transparent: [true],
      side: [2],
      vertexColors: [true],
      wireframe: [true],
      alphaHash: [true],
      dithering: [true],
    };
    for (const [key, value] of Object.entries(chosen(random, options, 0.15)))
      if (key in material) material[key] = value;
    const nodes = {
      colorNode: () => vec4(node(3), 1),
      emissiveNode: () => node(2),
      normalNode: () => node(1).normalize(),
      positionNode: () => positionLocal.add(node(2).mul(0.1)),
      roughnessNode: () => node(1).x,
      metalnessNode: () => node(1).y,
      opacityNode: () => node(1).z,
      aoNode: () => node(1).x,
      fragmentNode: () => vec4(node(4), 1),
      maskNode: () => node(1).x.greaterThan(0.1),
    };
    for (const [key, make] of Object.entries(nodes)) {
      if (key in material && random() < (key === 'fragmentNode' ? 0.08 : key === 'colorNode' ? 0.7 : 0.15)) {
        material[key] = make();
      }
    }
    const scene = new THREE.Scene();
    if (random() < 0.3) scene.fogNode = TSL.fog(TSL.color('#888'), TSL.rangeFogFactor(1, 9));
    if (random() < 0.3) scene.environment = cube;
    for (const Light of [
      THREE.DirectionalLight,
      THREE.PointLight,
      THREE.SpotLight,
      THREE.HemisphereLight,
      THREE.AmbientLight,
    ]) {
      if (random() > 0.4) continue;
      const light = new Light('#fff', 1);
      if (light.shadow) light.castShadow = random() < 0.4;
      scene.add(light);
    }
    const geometry = new THREE.SphereGeometry(1, 8, 6);
    geometry.setAttribute(
      'color',
      new THREE.Float32BufferAttribute(new Float32Array(3 * geometry.attributes.position.count).fill(0.6), 3),
    );
    const mesh = random() < 0.15 ? new THREE.InstancedMesh(geometry, material, 2) : new THREE.Mesh(geometry, material);
    mesh.castShadow = mesh.receiveShadow = true;
    scene.add(mesh);
    renderer.shadowMap.enabled = random() < 0.4;
    renderer.toneMapping = [0, 1, 2, 3, 4, 6, 7][Math.floor(random() * 7)];
    renderer.render(scene, camera);
  });
}
