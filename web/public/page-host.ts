// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The host of everything that this copy of the package does in its page or worker.

import {CanvasHost} from '../host/canvas-host.ts';

export const pageHost = new CanvasHost();
