// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {Graphics} from 'pixi.js';

export const kOptions = {width: 320, height: 240, background: '#102030', antialias: true};

/** Onto a stage; what it returns turns the star. */
export function fill(stage) {
  const star = new Graphics().star(160, 120, 7, 90, 40).fill('#ffb020').stroke({color: '#ffffff', width: 4});
  star.pivot.set(160, 120);
  star.position.set(160, 120);
  stage.addChild(new Graphics().roundRect(20, 20, 280, 200, 30).fill('#2050a0'), star);
  return (seconds) => (star.rotation = seconds);
}
