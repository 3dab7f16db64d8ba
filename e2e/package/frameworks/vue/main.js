// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {createApp} from 'vue';
import Picture from './Picture.vue';

createApp(Picture).mount('#root');
