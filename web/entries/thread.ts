// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The threads that shade: a worker of a page, or of Node.

import {serveThreads, type ThreadPort} from '../threads/thread.ts';

const node = (globalThis as {process?: {getBuiltinModule?(name: string): unknown}}).process?.getBuiltinModule?.(
  'node:worker_threads',
) as {parentPort: ThreadPort | null} | undefined;
serveThreads(node?.parentPort ?? (globalThis as unknown as ThreadPort));
