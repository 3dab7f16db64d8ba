// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Which canvases people see. A canvas of the document that is scrolled away, not displayed, or on a hidden page need not
// be given its frames; it gets the last one when it comes into sight, and before the page is printed.

/** Who is told when its canvas comes into sight. */
export interface Viewed {
  seen(): void;
}

/** Canvases this near to the viewport count as seen, so that scrolling finds them ready. */
const kNear = '50%';

const viewers = new WeakMap<Element, Viewed>();
const away = new WeakSet<Element>();
const behind = new Set<WeakRef<Viewed>>();

let observer: IntersectionObserver | undefined;

/** Has those that left a frame out show it now. */
export function catchUp(): void {
  const all = [...behind];
  behind.clear();
  for (const reference of all) reference.deref()?.seen();
}

function start(): IntersectionObserver {
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) catchUp();
  });
  addEventListener('beforeprint', catchUp);
  return new IntersectionObserver(
    (entries) => {
      for (const {target, isIntersecting} of entries) {
        if (!isIntersecting) {
          away.add(target);
          continue;
        }
        away.delete(target);
        viewers.get(target)?.seen();
      }
    },
    {rootMargin: kNear},
  );
}

/** Follows where a canvas is; nothing for what is no element of a page. */
export function view(canvas: object, viewed: Viewed): void {
  if (typeof IntersectionObserver !== 'function' || typeof Element !== 'function') return;
  if (typeof document !== 'object' || !(canvas instanceof Element)) return;
  observer ??= start();
  viewers.set(canvas, viewed);
  observer.observe(canvas);
}

/** Whether nobody sees a canvas now, of those that `view` follows; one that is not in the document is read, not seen. */
export function isUnseen(canvas: object): boolean {
  const element = canvas as Element;
  return viewers.has(element) && element.isConnected && (document.hidden || away.has(element));
}

/** It left a frame out: `seen` is called when it matters. */
export function fellBehind(viewed: Viewed): void {
  for (const reference of behind) {
    const other = reference.deref();
    if (other === viewed) return;
    if (!other) behind.delete(reference);
  }
  behind.add(new WeakRef(viewed));
}
