// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import p5 from 'p5';
import {checks} from './common.js';

export default async function draw(host) {
  await new Promise((resolve) => {
    new p5((p) => {
      p.setup = () => {
        p.createCanvas(host.clientWidth, host.clientHeight, p.WEBGL).parent(host);
        p.pixelDensity(1);
        p.noLoop();
      };
      p.draw = () => {
        p.background(30, 40, 60);
        p.ambientLight(90);
        p.directionalLight(255, 240, 200, 0.5, 0.6, -1);
        p.pointLight(120, 160, 255, -150, -80, 150);
        p.noStroke();
        p.push();
        p.translate(-110, 0, 0);
        p.rotateX(0.6);
        p.rotateY(0.5);
        p.specularMaterial(220, 120, 60);
        p.shininess(20);
        p.torus(50, 18);
        p.pop();
        p.push();
        p.translate(110, -20, 0);
        p.rotateY(0.7);
        const image = p.createImage(64, 64);
        image.drawingContext.drawImage(checks(), 0, 0);
        p.texture(image);
        p.box(80);
        p.pop();
        p.push();
        p.translate(0, 60, 40);
        p.normalMaterial();
        p.sphere(40);
        p.pop();
        p.stroke(255, 255, 0);
        p.strokeWeight(3);
        p.noFill();
        p.bezier(-180, 100, 0, -60, -120, 0, 60, 120, 0, 180, -100, 0);
        setTimeout(resolve, 300);
      };
    });
  });
}
