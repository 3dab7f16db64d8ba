// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {type Browser, type Page, chromium, expect, test} from '@playwright/test';
import {launchOptions, type Renderer} from '../browser.ts';

interface Globals {
  told: {target: unknown; gl: unknown; reason: string; explanation: string}[];
  softWebgl2: {
    active: boolean;
    reason: string;
    explanation: string;
    getInfo(gl?: unknown): {[name: string]: unknown};
  };
  /** 'ours: <reason>', 'native' or 'none' for a new context. */
  who(canvas: HTMLCanvasElement | OffscreenCanvas, type?: string, attributes?: object): string;
}

/** In the page. */
function defineWho(): void {
  const globals = globalThis as unknown as Globals;
  globals.who = (canvas, type = 'webgl2', attributes) => {
    const gl = (canvas as HTMLCanvasElement).getContext(type, attributes) as WebGL2RenderingContext | null;
    if (!gl) return 'none';
    if (/\[native code\]/.test(String(gl.drawArrays))) return 'native';
    return `ours: ${String(globals.softWebgl2.getInfo(gl)['reason'])}`;
  };
}

for (const renderer of ['swiftshader', 'none'] as const) {
  test.describe(renderer, () => {
    let browser: Browser;
    let page: Page;
    let lines: string[];
    test.beforeAll(async ({baseURL}) => {
      browser = await chromium.launch(launchOptions({renderer: renderer as Renderer}));
      page = await browser.newPage({baseURL: baseURL!});
      await page.addInitScript(defineWho);
      page.on('console', (message) => {
        if (message.text().startsWith('soft-webgl2')) lines.push(message.text());
      });
      page.on('pageerror', (error) => lines.push(`uncaught ${error.message}`));
    });
    test.afterAll(() => browser.close());

    const open = async (options: object = {}): Promise<void> => {
      lines = [];
      await page.goto('about:blank');
      await page.goto(`/e2e/who/page.html#${encodeURIComponent(JSON.stringify(options))}`);
    };
    const whoGets = (...ids: string[]): Promise<string[]> =>
      page.evaluate(
        (all) =>
          all.map((id) => (globalThis as unknown as Globals).who(document.querySelector<HTMLCanvasElement>(`#${id}`)!)),
        ids,
      );
    const isNative = renderer === 'swiftshader';

    test('a canvas says for itself whose context it wants', async () => {
      await open();
      const byDefault = isNative ? 'native' : 'ours: no-webgl';
      expect(await whoGets('plain', 'soft', 'hard', 'odd')).toEqual([
        byDefault,
        'ours: asked-for',
        isNative ? 'native' : 'none',
        byDefault,
      ]);
      expect(lines.filter((line) => line.includes("data-soft-webgl2 cannot be 'gpu'"))).toHaveLength(1);
      await open({prefer: 'hardware'});
      expect(await whoGets('plain', 'soft')).toEqual([isNative ? 'native' : 'none', 'ours: asked-for']);
      await open({prefer: 'software'});
      expect(await whoGets('plain', 'hard')).toEqual(['ours: asked-for', isNative ? 'native' : 'none']);
    });

    test('a function is asked for each context', async () => {
      await open({prefer: 'function'});
      const answers = await page.evaluate(() => {
        const {who} = globalThis as unknown as Globals;
        const canvas = (): HTMLCanvasElement => document.createElement('canvas');
        return [who(canvas(), 'webgl2', {alpha: true}), who(canvas(), 'webgl', {alpha: false})];
      });
      expect(answers).toEqual([isNative ? 'native' : 'ours: no-webgl', 'ours: asked-for']);
    });

    test('auto.js keeps auto where a value is unknown, and says so in one line', async () => {
      await open({prefer: 'gpu'});
      expect(await whoGets('plain')).toEqual([isNative ? 'native' : 'ours: no-webgl']);
      expect(lines).toEqual(["soft-webgl2: prefer cannot be 'gpu'"]);
    });

    test('failIfMajorPerformanceCaveat counts by default where ours were not asked for', async () => {
      const ask = (): Promise<string[]> =>
        page.evaluate(() => {
          const attributes = {failIfMajorPerformanceCaveat: true};
          const {who} = globalThis as unknown as Globals;
          const soft = document.querySelector<HTMLCanvasElement>('#soft')!;
          const events: string[] = [];
          const canvas = document.createElement('canvas');
          canvas.addEventListener('webglcontextcreationerror', () => events.push('refused'));
          return [who(canvas, 'webgl2', attributes), who(soft, 'webgl2', attributes), ...events];
        });
      const none = isNative ? ['native'] : ['none'];
      const refused = isNative ? [] : ['refused'];
      await open();
      expect(await ask()).toEqual([...none, 'ours: asked-for', ...refused]);
      expect(await whoGets('plain')).toEqual([isNative ? 'native' : 'ours: no-webgl']);
      await open({failIfMajorPerformanceCaveat: 'honor'});
      expect(await ask()).toEqual([...none, 'none', ...refused]);
      await open({failIfMajorPerformanceCaveat: 'ignore'});
      expect(await ask()).toEqual([isNative ? 'native' : 'ours: no-webgl', 'ours: asked-for']);
    });

    test('the page is told of each context that is ours', async () => {
      await open();
      const answers = await page.evaluate(() => {
        const {told, softWebgl2} = globalThis as unknown as Globals;
        const before = softWebgl2.reason;
        const canvas = document.querySelector<HTMLCanvasElement>('#soft')!;
        const gl = canvas.getContext('webgl2');
        canvas.getContext('webgl2');
        const offscreen = new OffscreenCanvas(1, 1);
        let heard = '';
        offscreen.addEventListener('softwebgl2context', (event) => (heard = (event as CustomEvent).detail.reason));
        const other = (globalThis as unknown as Globals).who(offscreen);
        const info = softWebgl2.getInfo(gl);
        return {
          before,
          told: told.map((event) => [event.target === canvas, event.gl === gl, event.reason]),
          sentence: told[0]!.explanation === info['explanation'] && told[0]!.explanation.length > 20,
          offscreen: [other, heard],
          reason: info['reason'],
          shape: Object.keys(info).sort(),
          pageShape: Object.keys(softWebgl2.getInfo()).sort(),
          renderer: info['renderer'],
          active: softWebgl2.active,
        };
      });
      expect(answers).toEqual({
        before: isNative ? 'not-needed' : expect.stringMatching(/^(no-webgl|not-needed)$/),
        told: [[true, true, 'asked-for']],
        sentence: true,
        offscreen: isNative ? ['native', ''] : ['ours: no-webgl', 'no-webgl'],
        reason: 'asked-for',
        shape: [
          ...['active', 'bytes', 'counters', 'explanation', 'loaded', 'loss', 'name', 'program', 'reason', 'renderer'],
          ...['supported', 'threads', 'threadsReason', 'version', 'waitedMs', 'warnings', 'watch'],
        ],
        pageShape: [
          ...['active', 'explanation', 'loaded', 'name', 'reason', 'renderer', 'supported', 'version', 'warnings'],
        ],
        renderer: expect.stringMatching(/./),
        active: true,
      });
    });

    test('install() throws for what it does not know, and warns where it came too late', async () => {
      await open();
      const answers = await page.evaluate(async () => {
        const {install, getInfo} = (await import('/dist/index.js' as string)) as {
          install(options?: object): unknown;
          getInfo(): {warnings: string[]; reason: string};
        };
        const errors = [{prefer: 'gpu'}, {maxNativeContexts: -1}, {prefers: 'auto'}].map((options) => {
          try {
            return install(options);
          } catch (error) {
            return [error instanceof TypeError, (error as Error).message];
          }
        });
        install({prefer: 'auto'});
        const before = getInfo().warnings.length;
        install({prefer: 'software', webgl1: false});
        return {errors, before, warnings: getInfo().warnings};
      });
      expect(answers).toEqual({
        errors: [
          [true, expect.stringContaining("not 'gpu'")],
          [true, expect.stringContaining('not -1')],
          [true, expect.stringContaining("no option 'prefers'")],
        ],
        before: 0,
        warnings: [expect.stringMatching(/another prefer, webgl1/)],
      });
      expect(lines).toHaveLength(1);
    });

    if (!isNative) return;

    test('contexts beyond maxNativeContexts are ours, until a native one is lost', async () => {
      await open({maxNativeContexts: 2});
      const answers = await page.evaluate(() => {
        const {who} = globalThis as unknown as Globals;
        const canvases = Array.from({length: 4}, () => document.createElement('canvas'));
        const answers = canvases.slice(0, 3).map((canvas, index) => who(canvas, index === 1 ? 'webgl' : 'webgl2'));
        const first = canvases[0]!.getContext('webgl2')!;
        const same = first === canvases[0]!.getContext('webgl2');
        first.getExtension('WEBGL_lose_context')!.loseContext();
        return [...answers, same, who(canvases[3]!)];
      });
      expect(answers).toEqual(['native', 'native', 'ours: too-many-contexts', true, 'native']);
    });

    test('no context is lost for another one where the limit is that of the browser', async () => {
      await open({maxNativeContexts: 16});
      const answers = await page.evaluate(() => {
        const contexts = Array.from({length: 18}, () => document.createElement('canvas').getContext('webgl2')!);
        return [
          contexts.filter((gl) => gl.isContextLost()).length,
          (globalThis as unknown as Globals).softWebgl2.reason,
        ];
      });
      expect(answers).toEqual([0, 'too-many-contexts']);
    });

    test('where the browser refuses later, the context is ours and the page hears of no error', async () => {
      lines = [];
      const other = await browser.newPage();
      try {
        await other.addInitScript(defineWho);
        // The browser's own getContext gives two contexts and no more.
        await other.addInitScript(() => {
          const native = HTMLCanvasElement.prototype.getContext as (this: unknown, ...args: unknown[]) => unknown;
          let left = 2;
          HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...args: unknown[]) {
            if (!String(args[0]).includes('webgl') || left-- > 0) return native.apply(this, args);
            this.dispatchEvent(new WebGLContextEvent('webglcontextcreationerror', {statusMessage: 'no more'}));
            return null;
          } as never;
        });
        await other.goto(page.url().replace(/#.*/, ''));
        const answers = await other.evaluate(() => {
          const {who} = globalThis as unknown as Globals;
          const canvases = Array.from({length: 3}, () => document.createElement('canvas'));
          let errors = 0;
          canvases[2]!.addEventListener('webglcontextcreationerror', () => ++errors);
          return [...canvases.map((canvas) => who(canvas)), errors];
        });
        expect(answers).toEqual(['native', 'native', 'ours: context-failed', 0]);
      } finally {
        await other.close();
      }
    });

    test("the browser's own software renderer is replaced where the page says so", async () => {
      await open({nativeSoftware: 'replace'});
      expect(await whoGets('plain')).toEqual(['ours: native-software']);
    });
  });
}
