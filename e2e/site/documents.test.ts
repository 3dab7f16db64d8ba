// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {expect, test} from '@playwright/test';
import {documents} from '../../scripts/site-pages.ts';
import {expectRight, narrowPage, openSite, type OpenSite} from './open.ts';

let site: OpenSite;
test.beforeAll(async () => {
  site = await openSite();
});
test.afterAll(() => site.close());

test('documents fit, say nothing on the console, their links lead somewhere, and axe finds nothing', async () => {
  test.setTimeout(900_000); // axe takes seconds for a long page, and a busy machine many more
  const {page, lines} = await narrowPage(site, 'light');
  const titles = new Set<string>();
  const links = new Set<string>();
  for (const {name} of documents()) {
    await page.goto(`${site.address}docs/${name}.html`);
    titles.add(await page.title());
    await expectRight(page, lines, name);
    for (const link of await page
      .locator('main a')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href))) {
      if (link.startsWith(site.address)) links.add(link.replace(/#.*/, ''));
    }
  }
  expect(titles.size).toBe(documents().length);
  for (const link of links) expect((await page.request.get(link)).status(), link).toBe(200);
  await page.context().close();
});
