// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Babylon.js' post-processes, pipelines, particles, layers and helpers.

import * as B from '@babylonjs/core';
import * as post from '@babylonjs/post-processes';
import {after, canvasIn, checks, each} from './common.js';

export default async function draw(host) {
  const engine = new B.Engine(canvasIn(host), false);
  const setUp = () => {
    const scene = new B.Scene(engine);
    const camera = new B.ArcRotateCamera('camera', 1, 1, 5, B.Vector3.Zero(), scene);
    scene.activeCamera = camera;
    new B.HemisphericLight('light', new B.Vector3(0, 1, 0), scene);
    const sphere = B.MeshBuilder.CreateSphere('sphere', {segments: 4}, scene);
    sphere.material = new B.StandardMaterial('material', scene);
    const map = new B.DynamicTexture('map', checks(16), scene, true);
    return {scene, camera, sphere, map};
  };
  const dataOf =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const makers = {
    antiAliasing: ({camera}) => new B.FxaaPostProcess('fxaa', 1, camera),
    anaglyph: ({camera}) => new B.AnaglyphPostProcess('anaglyph', 1, [camera, camera]),
    blackAndWhite: ({camera}) => new B.BlackAndWhitePostProcess('bw', 1, camera),
    bloomMerge: ({camera}) =>
      new B.BloomMergePostProcess(
        'merge',
        new B.PassPostProcess('a', 1, camera),
        new B.PassPostProcess('b', 1, camera),
        1,
        1,
        camera,
      ),
    blur: ({camera}) => new B.BlurPostProcess('blur', new B.Vector2(1, 0), 32, 1, camera),
    blur8: ({camera}) => new B.BlurPostProcess('blur', new B.Vector2(1, 0), 8, 1, camera),
    aberration: ({camera}) => new B.ChromaticAberrationPostProcess('aberration', 32, 32, 1, camera),
    colorCorrection: ({camera}) => new B.ColorCorrectionPostProcess('correction', dataOf, 1, camera),
    convolution: ({camera}) =>
      new B.ConvolutionPostProcess('convolution', B.ConvolutionPostProcess.EmbossKernel, 1, camera),
    displayPass: ({camera}) => new B.DisplayPassPostProcess('display', 1, camera),
    extract: ({camera}) => new B.ExtractHighlightsPostProcess('extract', 1, camera),
    filter: ({camera}) => new B.FilterPostProcess('filter', B.Matrix.Identity(), 1, camera),
    grain: ({camera}) => new B.GrainPostProcess('grain', 1, camera),
    highlights: ({camera}) => new B.HighlightsPostProcess('highlights', 1, camera),
    imageProcessing: ({camera}) => new B.ImageProcessingPostProcess('processing', 1, camera),
    refraction: ({camera}) => new B.RefractionPostProcess('refraction', dataOf, B.Color3.White(), 0.5, 0.5, 1, camera),
    sharpen: ({camera}) => new B.SharpenPostProcess('sharpen', 1, camera),
    stereoscopic: ({camera}) => new B.StereoscopicInterlacePostProcess('stereo', [camera, camera]),
    tonemap: ({camera}) => new B.TonemapPostProcess('tonemap', 0, 1, camera),
    tonemap1: ({camera}) => new B.TonemapPostProcess('tonemap', 1, 1, camera),
    tonemap2: ({camera}) => new B.TonemapPostProcess('tonemap', 2, 1, camera),
    motionBlur: ({scene, camera}) => new B.MotionBlurPostProcess('motion', scene, 1, camera),
    screenSpaceCurvature: ({scene, camera}) => new B.ScreenSpaceCurvaturePostProcess('curvature', scene, 1, camera),
    volumetric: ({camera, sphere}) => new B.VolumetricLightScatteringPostProcess('volumetric', 1, camera, sphere),
    ascii: ({camera}) => new post.AsciiArtPostProcess('ascii', camera),
    rain: ({camera}) => new post.DigitalRainPostProcess('rain', camera),
    edges: ({scene, camera}) => new post.EdgeDetectionPostProcess('edges', scene, 1, camera),
    defaultPipeline: ({scene, camera}) => {
      const pipeline = new B.DefaultRenderingPipeline('default', true, scene, [camera]);
      for (const name of [
        'bloom',
        'chromaticAberration',
        'depthOfField',
        'fxaa',
        'glowLayer',
        'grain',
        'imageProcessing',
        'sharpen',
      ]) {
        pipeline[`${name}Enabled`] = true;
      }
    },
    standardPipeline: ({scene, camera}) => {
      const pipeline = new B.StandardRenderingPipeline('standard', scene, 1, null, [camera]);
      Object.assign(pipeline, {
        BloomEnabled: true,
        DepthOfFieldEnabled: true,
        LensFlareEnabled: true,
        HDREnabled: true,
        MotionBlurEnabled: true,
        fxaaEnabled: true,
        VLSEnabled: false,
        screenSpaceReflectionsEnabled: true,
      });
    },
    ssao: ({scene, camera}) => new B.SSAORenderingPipeline('ssao', scene, 1, [camera]),
    ssao2: ({scene, camera}) => new B.SSAO2RenderingPipeline('ssao2', scene, 1, [camera]),
    ssr: ({scene, camera}) => new B.SSRRenderingPipeline('ssr', scene, [camera], true),
    taa: ({scene, camera}) => new B.TAARenderingPipeline('taa', scene, [camera]),
    lens: ({scene}) =>
      new B.LensRenderingPipeline(
        'lens',
        {
          edge_blur: 1,
          chromatic_aberration: 1,
          distortion: 1,
          dof_focus_distance: 5,
          dof_aperture: 1,
          grain_amount: 1,
          dof_pentagon: true,
        },
        scene,
        1,
        [scene.activeCamera],
      ),
    subSurface: ({scene}) => scene.enableSubSurfaceForPrePass(),
    depthPeeling: ({scene, sphere}) => {
      scene.useOrderIndependentTransparency = true;
      sphere.material.alpha = 0.5;
    },
    depth: ({scene}) => scene.enableDepthRenderer(),
    geometryBuffer: ({scene}) => {
      const renderer = scene.enableGeometryBufferRenderer();
      for (const name of ['Position', 'Reflectivity', 'Velocity']) if (renderer) renderer[`enable${name}`] = true;
    },
    glow: ({scene, sphere}) => {
      sphere.material.emissiveColor = B.Color3.Red();
      new B.GlowLayer('glow', scene);
    },
    highlight: ({scene, sphere}) => new B.HighlightLayer('highlight', scene).addMesh(sphere, B.Color3.Green()),
    selectionOutline: ({scene, sphere}) => new B.SelectionOutlineLayer('outline', scene).addSelection(sphere),
    outline: ({sphere}) => Object.assign(sphere, {renderOutline: true, renderOverlay: true}),
    edgesRendering: ({sphere}) => sphere.enableEdgesRendering(),
    boundingBox: ({sphere}) => (sphere.showBoundingBox = true),
    lines: ({scene}) =>
      B.MeshBuilder.CreateLines(
        'lines',
        {points: [B.Vector3.Zero(), B.Vector3.One()], colors: [new B.Color4(), new B.Color4()]},
        scene,
      ),
    greasedLine: ({scene}) =>
      B.CreateGreasedLine('greased', {points: [0, 0, 0, 1, 1, 1]}, {useDash: true, dashCount: 4}, scene),
    layer: ({scene}) => new B.Layer('layer', dataOf, scene),
    flares: ({scene, sphere}) =>
      new B.LensFlare(0.3, 0, B.Color3.White(), dataOf, new B.LensFlareSystem('flares', sphere, scene)),
    sprites: ({scene}) => new B.Sprite('sprite', new B.SpriteManager('sprites', dataOf, 4, 8, scene)),
    particles: ({scene, map}) => {
      for (const mode of [0, 1, 2, 3, 4]) {
        const system = new B.ParticleSystem('particles', 20, scene, null, mode === 2);
        Object.assign(system, {
          particleTexture: map.clone(),
          emitter: B.Vector3.Zero(),
          blendMode: mode,
          isBillboardBased: mode % 2 === 0,
        });
        system.addRampGradient?.(0, B.Color3.Red());
        if (mode === 3) system.useRampGradients = true;
        system.start();
        system.animate(true);
      }
    },
    gpuParticles: ({scene, map}) => {
      const emitters = [
        'createBoxEmitter',
        'createConeEmitter',
        'createSphereEmitter',
        'createHemisphericEmitter',
        'createCylinderEmitter',
        'createPointEmitter',
      ];
      const directions = [
        [new B.Vector3(1, 1, 1), new B.Vector3(), new B.Vector3(), new B.Vector3(1, 1, 1)],
        [1, 1],
        [1],
        [1],
        [1, 1],
        [new B.Vector3(), new B.Vector3(1, 1, 1)],
      ];
      for (const [i, name] of emitters.entries()) {
        const system = new B.GPUParticleSystem('gpu', {capacity: 50}, scene);
        system.particleTexture = map.clone();
        system[name](...directions[i]);
        if (i % 2) system.addColorGradient(0, new B.Color4(1, 0, 0, 1));
        if (i % 3 === 1) system.addSizeGradient(0, 1);
        if (i % 3 === 2) system.addVelocityGradient(0, 1);
        if (i === 4) system.noiseTexture = new B.NoiseProceduralTexture('noise', 16, scene);
        system.start();
      }
    },
    fluid: ({scene, map}) => {
      const system = new B.ParticleSystem('particles', 20, scene);
      system.particleTexture = map;
      system.emitter = B.Vector3.Zero();
      system.start();
      scene.enableFluidRenderer()?.addParticleSystem(system);
    },
    mirror: ({scene, sphere}) => {
      const mirror = new B.MirrorTexture('mirror', 32, scene);
      Object.assign(mirror, {adaptiveBlurKernel: 8, mirrorPlane: new B.Plane(0, 1, 0, 0), renderList: [sphere]});
      sphere.material.reflectionTexture = mirror;
    },
    probe: ({scene, sphere}) => {
      const probe = new B.ReflectionProbe('probe', 16, scene);
      probe.renderList.push(sphere);
      sphere.material.reflectionTexture = probe.cubeTexture;
    },
    hdrFiltering: async ({scene}) => {
      const texture = new B.RawCubeTexture(
        scene,
        Array.from({length: 6}, () => new Uint8Array(4 * 64).fill(120)),
        8,
      );
      await new B.HDRFiltering(engine).prefilter(texture);
    },
    irradiance: async ({scene}) => {
      const texture = new B.RawCubeTexture(
        scene,
        Array.from({length: 6}, () => new Uint8Array(4 * 64).fill(120)),
        8,
      );
      await new B.HDRIrradianceFiltering(engine).prefilter(texture);
    },
    utility: ({scene}) => new B.GizmoManager(scene).attachToMesh(scene.meshes[0]),
    axes: ({scene}) => new B.AxesViewer(scene, 1),
    gaussianSplatting: ({scene}) => new B.GaussianSplattingMesh('splat', null, scene),
    nodeMaterial: async ({scene, sphere}) => {
      const material = new B.NodeMaterial('node', scene);
      material.setToDefault();
      material.build();
      sphere.material = material;
    },
    nodePost: ({camera, scene}) => {
      const material = new B.NodeMaterial('node', scene);
      material.setToDefaultPostProcess();
      material.build();
      material.createPostProcess(camera);
    },
    csm: ({scene, sphere, camera}) => {
      const light = new B.DirectionalLight('sun', new B.Vector3(-1, -2, -1), scene);
      camera.maxZ = 50;
      const shadows = new B.CascadedShadowGenerator(64, light);
      shadows.addShadowCaster(sphere);
      Object.assign(sphere, {receiveShadows: true});
      shadows.usePercentageCloserFiltering = true;
    },
    pcss: ({scene, sphere}) => {
      const light = new B.SpotLight('spot', new B.Vector3(1, 3, 1), new B.Vector3(-1, -3, -1), 1, 2, scene);
      const shadows = new B.ShadowGenerator(64, light);
      shadows.addShadowCaster(sphere);
      sphere.receiveShadows = true;
      shadows.useContactHardeningShadow = true;
    },
  };
  await each(Object.entries(makers), async ([, make]) => {
    const parts = setUp();
    try {
      await make(parts);
      for (let i = 0; i < 4; ++i) {
        parts.scene.render();
        await after(10);
      }
    } finally {
      parts.scene.dispose();
    }
  });
}
