// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import 'soft-webgl2/react';
import {useRef} from 'react';
import type {SoftWebgl2Canvas} from 'soft-webgl2/react';

export function Picture() {
  const element = useRef<SoftWebgl2Canvas>(null);
  return (
    <soft-webgl2-canvas
      ref={element}
      width={320}
      height={240}
      prefer="software"
      premultiplied-alpha="false"
      onready={({detail}) => detail.clear(detail.COLOR_BUFFER_BIT)}
      onerror={({detail}) => console.error(detail.message)}
    >
      <p>no picture</p>
    </soft-webgl2-canvas>
  );
}

// @ts-expect-error: no such preference
export const wrong = <soft-webgl2-canvas prefer="never" />;
