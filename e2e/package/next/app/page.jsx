// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {getInfo} from 'soft-webgl2';
import Picture from './picture.jsx';

export default function Page() {
  return (
    <>
      <p>{getInfo().name} on the server</p>
      <Picture />
    </>
  );
}
