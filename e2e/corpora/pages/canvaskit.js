// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Skia in WebAssembly: shaders of paints, filters and blend modes, and its own shading language.

import CanvasKitInit from 'canvaskit-wasm';
import {canvasIn, checks, each, randomNumbers} from './common.js';

export default async function draw(host) {
  const random = randomNumbers(71);
  const kit = await CanvasKitInit({locateFile: (file) => `/node_modules/canvaskit-wasm/bin/${file}`});
  const surface = kit.MakeWebGLCanvasSurface(canvasIn(host));
  const canvas = surface.getCanvas();
  const colors = [kit.Color(255, 80, 40), kit.Color(80, 40, 255, 0.5), kit.Color(40, 220, 120)];
  const image = surface.makeImageFromTextureSource(checks());
  const {
    Shader,
    TileMode,
    BlendMode,
    ImageFilter,
    ColorFilter,
    MaskFilter,
    BlurStyle,
    FilterMode,
    MipmapMode,
    ColorSpace,
  } = kit;
  const tiles = [TileMode.Clamp, TileMode.Repeat, TileMode.Mirror, TileMode.Decal];
  const pick = (list) => list[Math.floor(random() * list.length)];
  const runtime = (text) => kit.RuntimeEffect.Make(text);
  const effects = [
    'uniform float2 s; half4 main(float2 p) {return half4(half2(fract(p / s)), .5, 1);}',
    'uniform shader a; half4 main(float2 p) {return a.eval(p + 4 * sin(p.yx)).bgra;}',
    'half4 main(float2 p) {half3 c = half3(0); for (int i = 0; i < 5; ++i) {c += half3(sin(p.x * float(i)), cos(p.y), .1);} return half4(saturate(c / 5), 1);}',
    'float f(float2 p) {return length(p) - 20;} half4 main(float2 p) {return f(p - 30) < 0 ? half4(1, 0, 0, 1) : half4(0, 0, 1, 1) * half(exp(-.1 * f(p - 30)));}',
  ].map(runtime);
  const shaders = [
    () => null,
    () =>
      Shader.MakeLinearGradient(
        [0, 0],
        [60, 40],
        colors,
        pick([null, [0, 0.3, 1]]),
        pick(tiles),
        undefined,
        Math.floor(random() * 2),
      ),
    () => Shader.MakeRadialGradient([30, 30], 30, colors, null, pick(tiles)),
    () => Shader.MakeSweepGradient(30, 30, colors, null, pick(tiles)),
    () => Shader.MakeTwoPointConicalGradient([20, 20], 5, [40, 40], 30, colors, null, pick(tiles)),
    () => Shader.MakeLinearGradient([0, 0], [60, 40], [...colors, ...colors, ...colors], null, pick(tiles)),
    () => Shader.MakeFractalNoise(0.1, 0.1, 3, 1, 0, 0),
    () => Shader.MakeTurbulence(0.1, 0.1, 3, 1, 16, 16),
    () =>
      image.makeShaderOptions(
        pick(tiles),
        pick(tiles),
        pick([FilterMode.Linear, FilterMode.Nearest]),
        MipmapMode.Linear,
      ),
    () => image.makeShaderCubic(pick(tiles), pick(tiles), 1 / 3, 1 / 3),
    () =>
      Shader.MakeBlend(
        pick(Object.values(BlendMode).filter((mode) => mode?.value !== undefined)),
        Shader.MakeColor(colors[0], ColorSpace.SRGB),
        Shader.MakeFractalNoise(0.1, 0.1, 3, 1, 0, 0),
      ),
    () => effects[0].makeShader([9, 7]),
    () =>
      effects[1].makeShaderWithChildren(
        [],
        [image.makeShaderOptions(tiles[0], tiles[0], FilterMode.Linear, MipmapMode.None)],
      ),
    () => effects[2].makeShader([]),
    () => effects[3].makeShader([]),
  ];
  const colorFilters = [
    () => null,
    () => ColorFilter.MakeMatrix(Array.from({length: 20}, random)),
    () => ColorFilter.MakeLumaColorFilter?.() ?? null,
    () => ColorFilter.MakeLinearToSRGBGamma(),
    () => ColorFilter.MakeSRGBToLinearGamma(),
    () =>
      ColorFilter.MakeBlend(
        colors[1],
        pick([BlendMode.Multiply, BlendMode.Screen, BlendMode.Overlay, BlendMode.Luminosity]),
      ),
    () =>
      ColorFilter.MakeCompose(
        ColorFilter.MakeLinearToSRGBGamma(),
        ColorFilter.MakeMatrix(Array.from({length: 20}, random)),
      ),
  ];
  const imageFilters = [
    () => null,
    () => ImageFilter.MakeBlur(4, 3, pick(tiles), null),
    () => ImageFilter.MakeDropShadow(3, 3, 2, 2, colors[0], null),
    () => ImageFilter.MakeDilate(2, 2, null),
    () => ImageFilter.MakeErode(2, 2, null),
    () =>
      ImageFilter.MakeDisplacementMap(
        kit.ColorChannel.Red,
        kit.ColorChannel.Green,
        9,
        ImageFilter.MakeShader(Shader.MakeFractalNoise(0.1, 0.1, 3, 1, 0, 0)),
        null,
      ),
    () => ImageFilter.MakeBlend(BlendMode.Difference, ImageFilter.MakeBlur(2, 2, tiles[0], null), null),
    () => ImageFilter.MakeColorFilter(ColorFilter.MakeLinearToSRGBGamma(), null),
  ];
  const shapes = [
    (paint) => canvas.drawRect(kit.XYWHRect(5, 5, 40, 40), paint),
    (paint) => canvas.drawRRect(kit.RRectXY(kit.XYWHRect(5, 5, 40, 40), 9, 7), paint),
    (paint) =>
      canvas.drawDRRect(
        kit.RRectXY(kit.XYWHRect(5, 5, 40, 40), 9, 7),
        kit.RRectXY(kit.XYWHRect(15, 15, 20, 20), 5, 5),
        paint,
      ),
    (paint) => canvas.drawCircle(30, 30, 20, paint),
    (paint) => canvas.drawOval(kit.XYWHRect(5, 15, 50, 30), paint),
    (paint) => canvas.drawArc(kit.XYWHRect(5, 5, 50, 50), 20, 200, true, paint),
    (paint) => canvas.drawPath(kit.Path.MakeFromSVGString('M 10 10 C 50 0 0 60 60 50 L 20 60 Z'), paint),
    (paint) => canvas.drawImageRect(image, kit.XYWHRect(0, 0, 64, 64), kit.XYWHRect(5, 5, 50, 30), paint),
    (paint) =>
      canvas.drawVertices(
        kit.MakeVertices(
          kit.VertexMode.Triangles,
          [5, 5, 50, 5, 30, 50],
          [0, 0, 9, 9, 5, 5],
          colors.map((color) => kit.ColorAsInt?.(...Array.from(color, (v) => 255 * v)) ?? 0),
          null,
        ),
        BlendMode.Modulate,
        paint,
      ),
    (paint) => canvas.drawLine(5, 5, 50, 40, paint),
    (paint) => canvas.drawPoints(kit.PointMode.Points, [5, 5, 20, 20], paint),
    (paint) =>
      canvas.drawPatch?.(
        [5, 5, 20, 9, 40, 0, 60, 5, 50, 20, 60, 40, 60, 60, 40, 50, 20, 60, 5, 60, 9, 40, 0, 20],
        [...colors, colors[0]],
        null,
        BlendMode.Modulate,
        paint,
      ),
    (paint) =>
      canvas.drawShadow?.(
        kit.Path.MakeFromSVGString('M 10 10 L 50 10 L 30 50 Z'),
        [0, 0, 9],
        [30, 0, 90],
        20,
        colors[0],
        colors[1],
        0,
        paint,
      ),
  ];
  await each(Array.from({length: 500}), () => {
    const paint = new kit.Paint();
    paint.setAntiAlias(random() < 0.7);
    paint.setColor(pick(colors));
    paint.setShader(pick(shaders)());
    if (random() < 0.3) paint.setColorFilter(pick(colorFilters)());
    if (random() < 0.25) paint.setImageFilter(pick(imageFilters)());
    if (random() < 0.2)
      paint.setMaskFilter(
        MaskFilter.MakeBlur(pick([BlurStyle.Normal, BlurStyle.Solid, BlurStyle.Outer, BlurStyle.Inner]), 4, true),
      );
    if (random() < 0.4) {
      paint.setStyle(kit.PaintStyle.Stroke);
      paint.setStrokeWidth(pick([0, 1, 4]));
      if (random() < 0.3) paint.setPathEffect(kit.PathEffect.MakeDash([5, 3], 0));
    }
    if (random() < 0.4) paint.setBlendMode(pick(Object.values(BlendMode).filter((mode) => mode?.value !== undefined)));
    if (random() < 0.2) paint.setDither?.(true);
    canvas.save();
    if (random() < 0.3) canvas.rotate(20, 30, 30);
    if (random() < 0.1) canvas.concat([1, 0.1, 0, 0, 1, 0, 0.002, 0.001, 1]);
    if (random() < 0.3) canvas.clipRRect(kit.RRectXY(kit.XYWHRect(3, 3, 50, 50), 9, 9), kit.ClipOp.Intersect, true);
    if (random() < 0.15)
      canvas.clipPath(kit.Path.MakeFromSVGString('M 10 10 C 50 0 0 60 60 50 L 20 60 Z'), kit.ClipOp.Difference, true);
    pick(shapes)(paint);
    canvas.restore();
    surface.flush();
  });
}
