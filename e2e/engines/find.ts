// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Other engines, where this machine has them, and how each opens a page without a window that anyone sees.

import fs from 'node:fs';
import path from 'node:path';

export interface Engine {
  readonly name: 'Firefox' | 'WebKitGTK';
  /** Of Debian, for whoever misses it. */
  readonly packages: string;
  /** Program and arguments for an address, with a folder of its own for what the browser writes. */
  command(address: string, folder: string): {program: string; args: string[]; env: Record<string, string>};
}

const onPath = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => fs.existsSync(file));

function findMiniBrowser(): string | undefined {
  const named = process.env['MINIBROWSER'];
  if (named) return named;
  for (const library of ['/usr/lib', '/usr/libexec', '/usr/lib64']) {
    for (const folder of ['', ...(fs.existsSync(library) ? fs.readdirSync(library) : [])]) {
      for (const version of ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']) {
        const file = path.join(library, folder, version, 'MiniBrowser');
        if (fs.existsSync(file)) return file;
      }
    }
  }
  return undefined;
}

function findFirefox(): string | undefined {
  return process.env['FIREFOX'] ?? onPath('firefox-esr') ?? onPath('firefox');
}

/** Pages that Firefox opens by itself at the start, and what it would ask for. */
const kFirefoxPreferences = {
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'app.update.enabled': false,
  'dom.max_script_run_time': 0,
  'dom.ipc.processHangMonitor': false,
};

const kPackages = {Firefox: 'firefox-esr', WebKitGTK: 'webkit2gtk-driver xvfb'} as const;

export function findEngines(): {engines: Engine[]; missing: {name: string; packages: string}[]} {
  const engines: Engine[] = [];
  const missing: {name: string; packages: string}[] = [];
  const firefox = findFirefox();
  if (firefox) {
    engines.push({
      name: 'Firefox',
      packages: kPackages.Firefox,
      command(address, folder) {
        const preferences = Object.entries(kFirefoxPreferences).map(
          ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
        );
        fs.writeFileSync(path.join(folder, 'user.js'), preferences.join('\n'));
        const args = ['--headless', '--no-remote', '--profile', folder, address];
        return {program: firefox, args, env: {HOME: folder, MOZ_CRASHREPORTER_DISABLE: '1'}};
      },
    });
  } else {
    missing.push({name: 'Firefox', packages: kPackages.Firefox});
  }
  const miniBrowser = findMiniBrowser();
  const xvfb = onPath('xvfb-run');
  if (miniBrowser && xvfb) {
    engines.push({
      name: 'WebKitGTK',
      packages: kPackages.WebKitGTK,
      command: (address, folder) => ({
        program: xvfb,
        args: ['-a', '-s', '-screen 0 800x600x24', miniBrowser, address],
        env: {
          HOME: folder,
          GDK_BACKEND: 'x11',
          LIBGL_ALWAYS_SOFTWARE: '1',
          NO_AT_BRIDGE: '1',
          WEBKIT_DISABLE_DMABUF_RENDERER: '1',
          // Its sandbox wants namespaces that containers and root do not have; only our own pages are opened.
          WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
        },
      }),
    });
  } else {
    missing.push({name: 'WebKitGTK', packages: kPackages.WebKitGTK});
  }
  return {engines, missing};
}
