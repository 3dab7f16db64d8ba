// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Effects of postprocessing, alone and merged into one pass as it does.

import * as P from 'postprocessing';
import * as THREE from 'three';
import {canvasIn, checks, each, randomNumbers} from './common.js';

export default async function draw(host) {
  const random = randomNumbers(17);
  const renderer = new THREE.WebGLRenderer({canvas: canvasIn(host)});
  renderer.setSize(32, 32);
  const scene = new THREE.Scene();
  const camera = new THREE.PerspectiveCamera(50, 1, 0.1, 50);
  camera.position.z = 4;
  const mesh = new THREE.Mesh(new THREE.SphereGeometry(1, 8, 6), new THREE.MeshStandardMaterial());
  const light = new THREE.DirectionalLight();
  scene.add(mesh, light);
  const map = new THREE.CanvasTexture(checks());
  const normals = new P.NormalPass(scene, camera);
  const blend = () => ({blendFunction: Math.floor(random() * 32)});
  const makers = [
    () => new P.ASCIIEffect(),
    () => new P.BloomEffect(blend()),
    () => new P.BloomEffect({mipmapBlur: true}),
    () => new P.BrightnessContrastEffect(blend()),
    () => new P.ChromaticAberrationEffect({radialModulation: random() < 0.5}),
    () => new P.ColorAverageEffect(),
    () => new P.ColorDepthEffect(blend()),
    () => new P.DepthEffect(blend()),
    () => new P.DepthOfFieldEffect(camera),
    () => new P.DotScreenEffect(blend()),
    () => new P.FXAAEffect(),
    () => new P.GammaCorrectionEffect(),
    () => new P.GlitchEffect(),
    () => new P.GodRaysEffect(camera, mesh),
    () => new P.GridEffect(blend()),
    () => new P.HueSaturationEffect(blend()),
    () => new P.LensDistortionEffect(),
    () => new P.LUT1DEffect(map),
    () => new P.LUT3DEffect(P.LookupTexture.createNeutral(8), {tetrahedralInterpolation: random() < 0.5}),
    () => new P.NoiseEffect({...blend(), premultiply: random() < 0.5}),
    () => new P.OutlineEffect(scene, camera, blend()),
    () => new P.PixelationEffect(4),
    () =>
      new P.RealisticBokehEffect({
        rings: 3,
        samples: 2,
        showFocus: random() < 0.5,
        manualDoF: random() < 0.5,
        pentagon: random() < 0.5,
      }),
    () => new P.ScanlineEffect(blend()),
    () => new P.SelectiveBloomEffect(scene, camera),
    () => new P.SepiaEffect(blend()),
    () => new P.ShockWaveEffect(camera),
    () => new P.SMAAEffect({preset: Math.floor(random() * 4), edgeDetectionMode: Math.floor(random() * 3)}),
    () => new P.SSAOEffect(camera, normals.texture, {depthAwareUpsampling: random() < 0.5}),
    () => new P.TextureEffect({texture: map, ...blend()}),
    () => new P.TiltShiftEffect(),
    () => new P.ToneMappingEffect({mode: Math.floor(random() * 9)}),
    () => new P.VignetteEffect({technique: Math.floor(random() * 2)}),
  ];
  const passes = [
    () => new P.BoxBlurPass({kernelSize: 5, bilateral: true}),
    () => new P.GaussianBlurPass({kernelSize: 21}),
    () => new P.KawaseBlurPass({kernelSize: 3}),
    () => new P.LuminancePass(),
    () => new P.MipmapBlurPass(),
    () => new P.TiltShiftBlurPass(),
    () => new P.DepthPass(scene, camera),
    () => new P.AdaptiveLuminancePass(),
  ];
  await each(
    [
      ...Array.from({length: 4}, () => makers.map((make) => [make])).flat(),
      ...passes,
      ...Array.from({length: 100}, () => [0, 1, 2].map(() => makers[Math.floor(random() * makers.length)])),
    ],
    (made) => {
      const composer = new P.EffectComposer(renderer);
      composer.addPass(new P.RenderPass(scene, camera));
      composer.addPass(normals);
      composer.addPass(typeof made === 'function' ? made() : new P.EffectPass(camera, ...made.map((make) => make())));
      composer.render(0.1);
      composer.removeAllPasses();
    },
  );
}
