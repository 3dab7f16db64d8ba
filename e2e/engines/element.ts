// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// <soft-webgl2-canvas> of dist/ in the page of any engine, on the engine's own WebGL where there is one, and on ours.

import assert from 'node:assert/strict';
import {test} from 'node:test';

type Element = HTMLElementTagNameMap['soft-webgl2-canvas'];

const kGreen = [0, 255, 0, 255];
const main = document.createElement('main');
const loaded = import('/dist/element.js' as string);

async function put(html: string): Promise<Element> {
  await loaded;
  if (!main.isConnected) document.body.append(main);
  main.innerHTML = html;
  return main.querySelector('soft-webgl2-canvas')!;
}

/** RGBA in the middle of what whoever reads the canvas in this task sees. */
function seen(source: HTMLCanvasElement | HTMLImageElement): number[] {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [source.width, source.height];
  const context = copy.getContext('2d')!;
  context.drawImage(source, 0, 0);
  return [...context.getImageData(source.width >> 1, source.height >> 1, 1, 1).data];
}

function paint(gl: WebGL2RenderingContext): void {
  gl.clearColor(0, 1, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
}

const next = (target: EventTarget, type: string): Promise<Event> =>
  new Promise((resolve) => target.addEventListener(type, resolve, {once: true}));
const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

const native = document.createElement('canvas').getContext('webgl2') !== null;

for (const prefer of ['auto', 'software'] as const) {
  const isOurs = prefer === 'software' || !native;
  const tag = `<soft-webgl2-canvas prefer="${prefer}"`;
  const check = (name: string, work: () => Promise<void>): void => void test(`${prefer}: ${name}`, work);

  check('its context draws on a canvas in the light DOM, and it says whose it is', async () => {
    const element = await put(`${tag} width="40" height="30" role="img" aria-label="green"></soft-webgl2-canvas>`);
    const gl = await element.ready;
    const canvas = main.querySelector<HTMLCanvasElement>('soft-webgl2-canvas > canvas')!;
    paint(gl);
    assert.deepEqual(seen(canvas), kGreen);
    assert.ok(element.gl === gl && element.canvas === canvas && canvas.getContext('webgl2') === gl);
    assert.deepEqual([canvas.width, canvas.height, gl.drawingBufferWidth], [40, 30, 40]);
    assert.deepEqual([canvas.getAttribute('role'), canvas.getAttribute('aria-label')], ['img', 'green']);
    assert.equal(/soft-webgl2/.test(element.renderer), isOurs);
    assert.equal(element.reason, isOurs ? (prefer === 'software' ? 'asked-for' : 'no-webgl') : 'not-needed');
    assert.equal(gl.getContextAttributes()!.antialias, true);
  });

  check('who comes late hears of ready and of errors', async () => {
    const element = await put(`${tag}></soft-webgl2-canvas>`);
    await element.ready;
    assert.equal((await next(element, 'ready')).target, element);
    const wrong = await put('<soft-webgl2-canvas prefer="never"></soft-webgl2-canvas>');
    await wrong.ready.catch(() => undefined);
    assert.equal((await next(wrong, 'error')).target, wrong);
  });

  check('attributes say what they say for the context, properties set after insertion too', async () => {
    const element = await put(
      `${tag} alpha="false" depth="false" stencil preserve-drawing-buffer></soft-webgl2-canvas>`,
    );
    element.antialias = false;
    const {antialias, alpha, depth, preserveDrawingBuffer} = (await element.ready).getContextAttributes()!;
    assert.deepEqual([antialias, alpha, preserveDrawingBuffer], [false, false, true]);
    if (isOurs) assert.equal(depth, false); // a browser may give one with the stencil buffer
  });

  check('auto-size follows the page, pixel-ratio draws fewer pixels of the same picture', async () => {
    const element = await put(`${tag} auto-size style="width: 100px; height: 60px"></soft-webgl2-canvas>`);
    const sizes: string[] = [];
    const note = (): void => {
      const {width, height} = element.canvas!.getBoundingClientRect();
      sizes.push(`${element.gl!.drawingBufferWidth}x${element.gl!.drawingBufferHeight} at ${width}x${height}`);
    };
    await element.ready;
    note();
    element.style.width = '120px';
    await next(element, 'drawingbufferresize');
    note();
    element.setAttribute('pixel-ratio', '0.5');
    await next(element, 'drawingbufferresize');
    note();
    const scale = devicePixelRatio;
    assert.deepEqual(sizes, [
      `${100 * scale}x${60 * scale} at 100x60`,
      `${120 * scale}x${60 * scale} at 120x60`,
      '60x30 at 120x60',
    ]);
  });

  check('the canvas is put back when a framework replaces the children', async () => {
    const element = await put(`${tag}></soft-webgl2-canvas>`);
    const gl = await element.ready;
    element.replaceChildren(document.createElement('b'));
    await null;
    assert.ok(element.canvas!.parentNode === element && element.gl === gl && !gl.isContextLost());
  });

  check('drawImage and toDataURL in the same task see what was drawn', async () => {
    const element = await put(`${tag} width="8" height="8"></soft-webgl2-canvas>`);
    paint(await element.ready);
    assert.deepEqual(seen(element.canvas!), kGreen);
    paint(element.gl!);
    const image = new Image();
    image.src = element.canvas!.toDataURL();
    await image.decode();
    assert.deepEqual(seen(image), kGreen);
  });

  check('cloneNode gives a second element that works', async () => {
    const element = await put(`${tag} width="12" height="8"></soft-webgl2-canvas>`);
    const gl = await element.ready;
    const clone = element.cloneNode(true) as Element;
    element.after(clone);
    const other = await clone.ready;
    paint(other);
    assert.ok(other !== gl && clone.canvas !== element.canvas);
    assert.equal(clone.querySelectorAll('canvas').length, 1);
    assert.deepEqual(seen(clone.canvas!), kGreen);
  });

  check('moving the element keeps its context, and what it follows', async () => {
    const element = await put(`<div></div>${tag} auto-size style="width: 60px; height: 30px"></soft-webgl2-canvas>`);
    const gl = await element.ready;
    main.querySelector('div')!.append(element);
    await element.updateComplete;
    element.style.width = '70px';
    await next(element, 'drawingbufferresize');
    assert.ok(element.gl === gl && !gl.isContextLost());
    assert.equal(element.querySelectorAll('canvas').length, 1);
    assert.equal(gl.drawingBufferWidth, 70 * devicePixelRatio);
  });

  check('a frame with sandbox="allow-scripts" draws', async () => {
    main.replaceChildren();
    const inner = document.createElement('iframe');
    inner.setAttribute('sandbox', 'allow-scripts');
    inner.srcdoc = `<script type="module" src="${location.origin}/dist/element.js"></script>
      ${tag} width="4" height="4"></soft-webgl2-canvas><script type="module">
      document.querySelector('soft-webgl2-canvas').ready.then((gl) => {
        gl.clearColor(0, 1, 0, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        const pixel = new Uint8Array(4);
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        parent.postMessage([...pixel].join(), '*');
      }, (error) => parent.postMessage(String(error), '*'));</script>`;
    const answer = next(window, 'message');
    main.append(inner);
    assert.equal(((await answer) as MessageEvent).data, kGreen.join());
  });

  check('when nothing works the slotted content shows, else the reason and a button that submits nothing', async () => {
    const element = await put('<form><soft-webgl2-canvas prefer="never"><p>instead</p></soft-webgl2-canvas></form>');
    let submitted = 0;
    element.closest('form')!.addEventListener('submit', (event) => {
      event.preventDefault();
      ++submitted;
    });
    const message = (): HTMLElement | null => element.shadowRoot!.querySelector('[part=message]');
    const why = await element.ready.then(String, (error: Error) => error.message);
    await element.updateComplete;
    assert.match(why, /prefer of <soft-webgl2-canvas> is auto, hardware or software, not 'never'/);
    assert.equal(element.reason, 'context-failed');
    assert.ok(element.querySelector('p')!.getClientRects().length > 0 && message() === null);
    element.querySelector('p')!.remove();
    await frame();
    await element.updateComplete;
    assert.ok(message()!.textContent!.includes(why));
    element.style.setProperty('--soft-webgl2-message-color', 'rgb(1, 2, 3)');
    assert.equal(getComputedStyle(message()!).color, 'rgb(1, 2, 3)');
    element.prefer = prefer;
    element.shadowRoot!.querySelector<HTMLElement>('[part=retry]')!.click();
    paint(await element.ready);
    assert.deepEqual([...seen(element.canvas!), submitted], [...kGreen, 0]);
  });

  check('hud shows the renderer and frames, and moves by keys', async () => {
    const element = await put(`${tag} hud width="300" height="200"></soft-webgl2-canvas>`);
    const gl = await element.ready;
    const hud = (): HTMLElement | null => element.shadowRoot!.querySelector('[part=hud]');
    for (const end = performance.now() + 10_000; !/frames\/s/.test(hud()?.textContent ?? ''); await frame()) {
      assert.ok(performance.now() < end, hud()?.textContent ?? 'no hud');
      paint(gl);
    }
    assert.equal(/soft-webgl2/.test(hud()!.textContent!), isOurs);
    const before = hud()!.getBoundingClientRect();
    hud()!.focus();
    for (const key of ['ArrowRight', 'ArrowDown']) {
      hud()!.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
    }
    await element.updateComplete;
    const after = hud()!.getBoundingClientRect();
    assert.deepEqual([after.x - before.x, after.y - before.y], [8, 8]);
    element.hud = false;
    await element.updateComplete;
    assert.equal(hud(), null);
  });
}
