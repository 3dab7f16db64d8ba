// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// The scene of `npx soft-webgl2 model.glb picture.png`.

export {default} from '../render/model-scene.ts';
