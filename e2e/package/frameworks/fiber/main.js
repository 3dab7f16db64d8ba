// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {createElement} from 'react';
import {createRoot} from 'react-dom/client';
import Picture from './Picture.jsx';

createRoot(document.querySelector('#root')).render(createElement(Picture));
