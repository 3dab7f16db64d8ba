// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {type Browser, type Page, chromium, expect, test} from '@playwright/test';
import {distDir} from '../../scripts/shell.ts';
import {launchOptions} from '../browser.ts';
import {serve, type Site} from '../package/harness.ts';

type Element = HTMLElementTagNameMap['soft-webgl2-canvas'];

interface Globals {
  /** A new element in the page, from markup. */
  put(html: string): Element;
  /** RGBA in the middle of the drawing buffer's picture, as whoever reads the canvas in this task sees it. */
  seen(canvas: HTMLCanvasElement): number[];
  /** Makes the drawing buffer green. */
  paint(gl: WebGL2RenderingContext): void;
}

/** In the page. */
function defineHelpers(): void {
  const globals = globalThis as unknown as Globals;
  globals.put = (html) => {
    const main = document.querySelector('main')!;
    main.innerHTML = html;
    return main.querySelector('soft-webgl2-canvas')!;
  };
  globals.seen = (canvas) => {
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext('2d')!;
    context.drawImage(canvas, 0, 0);
    return [...context.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data];
  };
  globals.paint = (gl) => {
    gl.clearColor(0, 1, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  };
}

declare const put: Globals['put'];
declare const seen: Globals['seen'];
declare const paint: Globals['paint'];

const kGreen = [0, 255, 0, 255];
for (const renderer of ['swiftshader', 'none'] as const) {
  for (const isolated of [false, true]) {
    test.describe(`${renderer === 'none' ? 'WebGL blocked' : 'WebGL there'}, ${isolated ? '' : 'not '}isolated`, () => {
      let browser: Browser;
      let page: Page;
      let lines: string[];
      let cdn: Site;
      const isOurs = renderer === 'none';

      test.beforeAll(async ({baseURL}) => {
        cdn = await serve(distDir, {cors: true});
        browser = await chromium.launch(launchOptions({renderer}));
        page = await browser.newPage({baseURL: baseURL!});
        lines = [];
        page.on('console', (message) => lines.push(message.text()));
        page.on('pageerror', (error) => lines.push(error.message));
        await page.addInitScript(defineHelpers);
        await page.goto(`/e2e/element/page.html${isolated ? '?isolated' : ''}`);
        await page.waitForFunction(() => customElements.get('soft-webgl2-canvas') !== undefined);
      });
      test.afterAll(async () => {
        await browser.close();
        await cdn.close();
      });

      test('its context draws on a canvas in the light DOM, and it says whose it is', async () => {
        const answers = await page.evaluate(async () => {
          const element = document.querySelector<Element>('#first')!;
          const gl = await element.ready;
          const canvas = document.querySelector<HTMLCanvasElement>('#first > canvas')!;
          paint(gl);
          return {
            isolated: crossOriginIsolated,
            same: element.gl === gl && element.canvas === canvas && canvas.getContext('webgl2') === gl,
            size: [canvas.width, canvas.height, gl.drawingBufferWidth],
            role: [canvas.getAttribute('role'), canvas.getAttribute('aria-label')],
            ours: /soft-webgl2/.test(element.renderer),
            reason: element.reason,
            antialias: gl.getContextAttributes()!.antialias,
          };
        });
        expect(answers).toEqual({
          isolated,
          same: true,
          size: [40, 30, 40],
          role: ['img', 'nothing yet'],
          ours: isOurs,
          reason: isOurs ? 'no-webgl' : 'not-needed',
          antialias: true,
        });
        await expect(page.locator('#first > p')).toBeHidden();
      });

      test('who comes late hears of ready and of errors, once, as from the element', async () => {
        const heard = await page.evaluate(async () => {
          const said: string[] = [];
          for (const html of ['<soft-webgl2-canvas>', '<soft-webgl2-canvas prefer="never">']) {
            const element = put(html);
            const note = (who: string) => (event: Event) =>
              said.push(`${who} ${event.type} ${event.target === element} ${'detail' in event}`);
            for (const type of ['ready', 'error']) element.addEventListener(type, note('early'));
            await element.ready.catch(() => undefined);
            for (const type of ['ready', 'error']) {
              element.addEventListener(type, {handleEvent: note('late')}, {once: true});
            }
            await null;
          }
          return said;
        });
        const news = (type: string): string[] => [`early ${type} true true`, `late ${type} true true`];
        expect(heard).toEqual([...news('ready'), ...news('error')]);
      });

      test('switches take booleans and strings, and attributes say what they say for the context', async () => {
        const answers = await page.evaluate(async () => {
          const element = put(
            '<soft-webgl2-canvas antialias="false" alpha="false" depth="false" stencil premultiplied-alpha="false" ' +
              'preserve-drawing-buffer>',
          );
          const {antialias, alpha, depth, stencil, premultipliedAlpha, preserveDrawingBuffer} = (
            await element.ready
          ).getContextAttributes()!;
          const switches = document.createElement('soft-webgl2-canvas') as unknown as {
            [name: string]: unknown;
          } & HTMLElement;
          const read: unknown[] = [switches['antialias'], switches['stencil']];
          for (const value of ['false', '', 'true', false, true, null]) {
            switches['antialias'] = value;
            read.push(switches['antialias']);
          }
          switches.setAttribute('antialias', 'false');
          read.push(switches['antialias']);
          switches.removeAttribute('antialias');
          read.push(switches['antialias']);
          return {
            granted: [antialias, alpha, depth, stencil, premultipliedAlpha, preserveDrawingBuffer],
            read,
          };
        });
        expect(answers).toEqual({
          granted: [false, false, false, true, false, true],
          read: [true, false, false, true, true, false, true, true, false, true],
        });
      });

      test('properties set after insertion, as frameworks do, count for the context', async () => {
        const antialias = await page.evaluate(async () => {
          const element = put('<soft-webgl2-canvas>');
          element.antialias = false;
          return (await element.ready).getContextAttributes()!.antialias;
        });
        expect(antialias).toBe(false);
      });

      test("the author's own canvas is used, with its size", async () => {
        const answers = await page.evaluate(async () => {
          const element = put('<soft-webgl2-canvas><canvas width="20" height="10"></canvas></soft-webgl2-canvas>');
          const own = element.querySelector('canvas');
          const gl = await element.ready;
          const sizes = [gl.drawingBufferWidth, gl.drawingBufferHeight];
          let told = '';
          element.addEventListener('drawingbufferresize', (event) => {
            told = JSON.stringify((event as CustomEvent).detail);
          });
          element.width = 25;
          await element.updateComplete;
          return [element.canvas === own, ...sizes, gl.drawingBufferWidth, told];
        });
        expect(answers).toEqual([true, 20, 10, 25, '{"width":25,"height":10}']);
      });

      test('auto-size follows the page, pixel-ratio draws fewer pixels of the same picture', async () => {
        const answers = await page.evaluate(async () => {
          const element = put('<soft-webgl2-canvas auto-size style="width: 100px; height: 60px">');
          const sizes: string[] = [];
          const note = (): void => {
            const {width, height} = element.canvas!.getBoundingClientRect();
            sizes.push(`${element.gl!.drawingBufferWidth}x${element.gl!.drawingBufferHeight} at ${width}x${height}`);
          };
          await element.ready;
          note();
          const resized = new Promise((resolve) => element.addEventListener('drawingbufferresize', resolve));
          element.style.width = '120px';
          await resized;
          note();
          element.setAttribute('pixel-ratio', '0.5');
          await new Promise((resolve) => element.addEventListener('drawingbufferresize', resolve, {once: true}));
          note();
          element.removeAttribute('auto-size');
          element.width = 80;
          element.height = 40;
          await element.updateComplete;
          await new Promise((resolve) => setTimeout(resolve, 20));
          note();
          element.removeAttribute('pixel-ratio');
          await element.updateComplete;
          note();
          return sizes;
        });
        expect(answers).toEqual([
          '100x60 at 100x60',
          '120x60 at 120x60',
          '60x30 at 120x60',
          '40x20 at 80x40',
          '80x40 at 80x40',
        ]);
      });

      test('the canvas is put back when a framework replaces the children', async () => {
        const same = await page.evaluate(async () => {
          const element = put('<soft-webgl2-canvas>');
          const gl = await element.ready;
          element.replaceChildren(document.createElement('b'));
          await null;
          return element.canvas!.parentNode === element && element.gl === gl && !gl.isContextLost();
        });
        expect(same).toBe(true);
      });

      test('drawImage and toDataURL in the same task see what was drawn', async () => {
        const answers = await page.evaluate(async () => {
          const element = put('<soft-webgl2-canvas width="8" height="8">');
          paint(await element.ready);
          const drawn = seen(element.canvas!);
          paint(element.gl!);
          const image = new Image();
          image.src = element.canvas!.toDataURL();
          await image.decode();
          return [drawn, seen(image as unknown as HTMLCanvasElement)];
        });
        expect(answers).toEqual([kGreen, kGreen]);
      });

      test('cloneNode gives a second element that works', async () => {
        const answers = await page.evaluate(async () => {
          const element = put('<soft-webgl2-canvas width="12" height="8">');
          const gl = await element.ready;
          const clone = element.cloneNode(true) as Element;
          element.after(clone);
          const other = await clone.ready;
          paint(other);
          return [
            other !== gl,
            clone.canvas !== element.canvas,
            clone.querySelectorAll('canvas').length,
            seen(clone.canvas!),
          ];
        });
        expect(answers).toEqual([true, true, 1, kGreen]);
      });

      test('moving the element keeps its context, and what it follows', async () => {
        const answers = await page.evaluate(async () => {
          const element = put('<div></div><soft-webgl2-canvas auto-size style="width: 60px; height: 30px">');
          const gl = await element.ready;
          element.previousElementSibling!.append(element);
          await element.updateComplete;
          element.style.width = '70px';
          await new Promise((resolve) => element.addEventListener('drawingbufferresize', resolve, {once: true}));
          return [
            element.gl === gl,
            gl.isContextLost(),
            element.querySelectorAll('canvas').length,
            gl.drawingBufferWidth,
          ];
        });
        expect(answers).toEqual([true, false, 1, 70]);
      });

      test('a frame with sandbox="allow-scripts" draws', async () => {
        const answer = await page.evaluate(
          (url) =>
            new Promise((resolve) => {
              addEventListener('message', ({data}) => resolve(data), {once: true});
              const frame = document.createElement('iframe');
              frame.setAttribute('sandbox', 'allow-scripts');
              frame.srcdoc = `<script type="module" src="${url}element.js"></${'script'}>
                <soft-webgl2-canvas width="4" height="4"></soft-webgl2-canvas><script type="module">
                const element = document.querySelector('soft-webgl2-canvas');
                element.ready.then((gl) => {
                  gl.clearColor(0, 1, 0, 1);
                  gl.clear(gl.COLOR_BUFFER_BIT);
                  const pixel = new Uint8Array(4);
                  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
                  parent.postMessage([origin, ...pixel], '*');
                }, (error) => parent.postMessage(String(error), '*'));</${'script'}>`;
              document.querySelector('main')!.replaceChildren(frame);
            }),
          cdn.url,
        );
        expect(answer).toEqual(['null', ...kGreen]);
      });

      test('when nothing works the slotted content shows, else the reason and a button that submits nothing', async () => {
        const answers = await page.evaluate(async () => {
          const element = put('<form><soft-webgl2-canvas prefer="never"><p>instead</p></soft-webgl2-canvas></form>');
          let submitted = 0;
          element.closest('form')!.addEventListener('submit', (event) => {
            event.preventDefault();
            ++submitted;
          });
          const error = await element.ready.catch((reason: Error) => reason.message);
          await element.updateComplete;
          const message = (): HTMLElement | null => element.shadowRoot!.querySelector('[part=message]');
          const found: unknown[] = [error, element.reason, element.querySelector('p')!.checkVisibility(), message()];
          element.querySelector('p')!.remove();
          await null;
          await element.updateComplete;
          found.push(message()!.textContent!.includes(error as string));
          element.prefer = 'auto';
          element.style.setProperty('--soft-webgl2-message-color', 'rgb(1, 2, 3)');
          found.push(getComputedStyle(message()!).color);
          element.shadowRoot!.querySelector<HTMLElement>('[part=retry]')!.click();
          paint(await element.ready);
          await element.updateComplete;
          return [...found, message(), seen(element.canvas!), submitted];
        });
        const why = "prefer of <soft-webgl2-canvas> is auto, hardware or software, not 'never'";
        expect(answers).toEqual([why, 'context-failed', true, null, true, 'rgb(1, 2, 3)', null, kGreen, 0]);
      });

      test('hud shows the renderer, and moves by keys and by pointer', async () => {
        await page.evaluate(async () => put('<form><soft-webgl2-canvas hud width="300" height="200"></form>').ready);
        const hud = page.locator('soft-webgl2-canvas [part=hud]');
        await expect(hud).toContainText(isOurs ? 'soft-webgl2' : 'SwiftShader');
        await expect(hud).toContainText('frames/s');
        if (isOurs) await expect(hud).toContainText('vertices');
        const before = (await hud.boundingBox())!;
        await hud.focus();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowDown');
        const after = (await hud.boundingBox())!;
        expect([after.x - before.x, after.y - before.y]).toEqual([8, 8]);
        await page.mouse.move(after.x + 5, after.y + 5);
        await page.mouse.down();
        await page.mouse.move(after.x + 25, after.y + 15);
        await page.mouse.up();
        const dragged = (await hud.boundingBox())!;
        expect([dragged.x - after.x, dragged.y - after.y]).toEqual([20, 10]);
        await page.evaluate(() => (document.querySelector<Element>('main soft-webgl2-canvas')!.hud = false));
        await expect(hud).toHaveCount(0);
      });

      test('the files are missing: it says so, and a second try succeeds once they are there', async () => {
        const answers = await page.evaluate(async () => {
          const element = put('<soft-webgl2-canvas prefer="hardware">');
          await element.ready.catch(() => undefined);
          return [element.reason, element.gl !== null];
        });
        expect(answers).toEqual(isOurs ? ['context-failed', false] : ['not-needed', true]);
        const other = await browser.newPage();
        try {
          let missing = true;
          await other.route(/soft-webgl2\.wasm/, (route) =>
            missing ? route.fulfill({status: 404}) : route.continue(),
          );
          await other.goto(page.url());
          const tried = await other.evaluate(async () => {
            const element = document.createElement('soft-webgl2-canvas');
            element.prefer = 'software';
            document.body.append(element);
            await customElements.whenDefined('soft-webgl2-canvas');
            const error = await element.ready.catch((reason: Error) => reason.message);
            return [element.reason, error];
          });
          expect(tried).toEqual(['not-loaded', expect.stringContaining('404')]);
          missing = false;
          await other.getByRole('button', {name: 'Try again'}).click();
          const reason = await other.evaluate(async () => {
            const element = document.querySelector<Element>('body > soft-webgl2-canvas:last-child')!;
            await element.ready;
            return element.reason;
          });
          expect(reason).toBe('asked-for');
        } finally {
          await other.close();
        }
      });

      test('nothing was said on the console that is no answer to a mistake', () => {
        expect(lines.filter((line) => !/^\[vite\]|GPU stall|status of 404/.test(line))).toEqual([]);
      });
    });
  }
}
