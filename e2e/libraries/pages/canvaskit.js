// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import CanvasKitInit from 'canvaskit-wasm';
import {canvasIn, checks} from './common.js';

export default async function draw(host) {
  const kit = await CanvasKitInit({locateFile: (file) => `/node_modules/canvaskit-wasm/bin/${file}`});
  const element = canvasIn(host);
  const surface = kit.MakeWebGLCanvasSurface(element, undefined, {preserveDrawingBuffer: 1});
  if (!surface) throw new Error('no surface');
  const canvas = surface.getCanvas();
  canvas.clear(kit.Color(250, 250, 240));
  const paint = new kit.Paint();
  paint.setAntiAlias(true);
  const colors = [kit.Color(255, 80, 40), kit.Color(80, 40, 255), kit.Color(40, 220, 120)];
  paint.setShader(kit.Shader.MakeLinearGradient([20, 20], [180, 120], colors, null, kit.TileMode.Clamp));
  canvas.drawRRect(kit.RRectXY(kit.XYWHRect(20, 20, 160, 100), 20, 20), paint);
  paint.setShader(kit.Shader.MakeSweepGradient(290, 80, colors, null, kit.TileMode.Clamp));
  canvas.drawCircle(290, 80, 60, paint);
  paint.setShader(null);
  const path = kit.Path.MakeFromSVGString('M 40 160 C 120 100 160 280 240 180 L 200 280 L 60 260 Z');
  paint.setColor(kit.Color(30, 120, 200, 0.7));
  canvas.drawPath(path, paint);
  paint.setStyle(kit.PaintStyle.Stroke);
  paint.setStrokeWidth(5);
  paint.setColor(kit.Color(20, 20, 20));
  paint.setPathEffect(kit.PathEffect.MakeDash([14, 8], 0));
  canvas.drawPath(path, paint);
  paint.setPathEffect(null);
  paint.setStyle(kit.PaintStyle.Fill);
  paint.setMaskFilter(kit.MaskFilter.MakeBlur(kit.BlurStyle.Normal, 8, true));
  paint.setColor(kit.Color(0, 0, 0, 0.5));
  canvas.drawRect(kit.XYWHRect(280, 190, 90, 80), paint);
  paint.setMaskFilter(null);
  const image = surface.makeImageFromTextureSource(checks());
  canvas.save();
  canvas.rotate(8, 320, 220);
  canvas.drawImageRect(image, kit.XYWHRect(0, 0, 64, 64), kit.XYWHRect(275, 185, 88, 78), paint);
  canvas.restore();
  paint.setBlendMode(kit.BlendMode.Screen);
  paint.setColor(kit.Color(200, 60, 60, 0.6));
  canvas.drawOval(kit.XYWHRect(120, 60, 180, 130), paint);
  surface.flush();
}
