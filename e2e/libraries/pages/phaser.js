// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import Phaser from 'phaser';
import {checks} from './common.js';

export default async function draw(host) {
  await new Promise((resolve) => {
    new Phaser.Game({
      type: Phaser.WEBGL,
      parent: host,
      width: host.clientWidth,
      height: host.clientHeight,
      backgroundColor: '#203040',
      banner: false,
      audio: {noAudio: true},
      render: {preserveDrawingBuffer: true},
      scene: {
        create() {
          this.textures.addCanvas('checks', checks());
          for (let i = 0; i < 12; ++i) {
            const sprite = this.add.image(40 + (i % 6) * 62, 60 + Math.floor(i / 6) * 70, 'checks');
            sprite
              .setAngle(i * 11)
              .setScale(0.6)
              .setTint(0xffffff - i * 0x0a1406);
            if (i % 4 === 1) sprite.setBlendMode(Phaser.BlendModes.ADD);
            if (i % 4 === 2) sprite.setAlpha(0.5);
          }
          const graphics = this.add.graphics();
          graphics.fillStyle(0xffaa33).fillTriangle(40, 280, 120, 190, 160, 280);
          graphics.lineStyle(5, 0x66ffcc).strokeCircle(230, 235, 40);
          graphics.fillGradientStyle(0xff0000, 0x00ff00, 0x0000ff, 0xffff00).fillRect(290, 195, 90, 80);
          this.add.text(10, 6, 'Phaser', {fontSize: '20px'});
          this.time.delayedCall(300, resolve);
        },
      },
    });
  });
}
