// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Reasons as sentences; in the engine, because whoever needs none of its contexts needs few of them.

import type {Reason} from './decide.ts';
import {kUnsupported} from './say.ts';

const kSentences: {readonly [Name in Reason]: string} = {
  'asked-for': 'the page asked for a context in software',
  'no-webgl': 'the browser has no WebGL of its own here: hardware acceleration is off, or the GPU is blocked',
  'native-software': "the browser's own WebGL draws in software, and nativeSoftware says to replace it",
  'context-failed': 'the browser has WebGL, but refused this context',
  'too-many-contexts': "the page has as many of the browser's contexts as maxNativeContexts allows",
  'not-needed': "the browser's own contexts were all that was needed",
  'not-loaded': 'the engine is not loaded',
  unsupported: kUnsupported,
  'not-installed': 'nothing is installed in this page: contexts come from createContext() alone',
};

export function explain(reason: Reason): string {
  return kSentences[reason];
}
