// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {NVImage, Niivue} from '@niivue/niivue';
import {after, canvasIn} from './common.js';

/** A ball with a ring in it, as a NIfTI file. */
function volume(size) {
  const bytes = new Uint8Array(size ** 3);
  for (let i = 0; i < bytes.length; ++i) {
    const [x, y, z] = [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)].map(
      (k) => (2 * k) / (size - 1) - 1,
    );
    const radius = Math.hypot(x, y, z);
    const ring = Math.hypot(Math.hypot(x, y) - 0.5, z);
    bytes[i] = radius > 0.9 ? 0 : ring < 0.2 ? 220 : 60 + 40 * Math.sin(9 * x) * Math.cos(7 * y);
  }
  const affine = [1, 0, 0, -size / 2, 0, 1, 0, -size / 2, 0, 0, 1, -size / 2, 0, 0, 0, 1];
  return NVImage.createNiftiArray([size, size, size], [1, 1, 1], affine, 2, bytes);
}

export default async function draw(host) {
  const canvas = canvasIn(host);
  canvas.style.width = `${canvas.width}px`;
  canvas.style.height = `${canvas.height}px`;
  const viewer = new Niivue({
    isResizeCanvas: false,
    backColor: [0.2, 0.2, 0.25, 1],
    show3Dcrosshair: true,
    forceDevicePixelRatio: 1,
  });
  await viewer.attachToCanvas(canvas);
  const file = volume(40);
  await viewer.loadFromArrayBuffer(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength), 'ball.nii');
  viewer.setColormap(viewer.volumes[0].id, 'warm');
  viewer.setSliceType(viewer.sliceTypeMultiplanar);
  viewer.drawScene();
  await after(500);
}
