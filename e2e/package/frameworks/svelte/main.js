// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {mount} from 'svelte';
import Picture from './Picture.svelte';

mount(Picture, {target: document.querySelector('#root')});
