// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The classic script: `<script src="auto.js" data-prefer="auto"></script>` before any other. It installs at once, and
// carries the core; where the browser has WebGL it costs no more than its download. Options: `window.softWebgl2Options`,
// or `data-*` attributes of its own tag (data-prefer, data-native-software, data-webgl1, data-offscreen,
// data-fail-if-major-performance-caveat, data-workers), which win. Workers that the page starts get this script first, too.

import {tagOptions} from '../options/options.ts';
import {installAtOnce} from '../public/global.ts';

const tag = typeof document === 'object' ? document.currentScript : null;
installAtOnce(tagOptions(tag as HTMLScriptElement | null));
