// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The threads of renderMany().

import {startWorker} from '../render/worker.ts';

await startWorker();
