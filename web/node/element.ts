// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Elements that are nowhere: they can be listened to, styled and put into each other, and nothing lays them out.

/** CSS declarations: they keep what they are given. */
export class Style {
  [name: string]: unknown;
  setProperty(name: string, value: unknown): void {
    this[name] = String(value);
  }
  getPropertyValue(name: string): string {
    return String(this[name] ?? '');
  }
  removeProperty(name: string): string {
    const before = this.getPropertyValue(name);
    delete this[name];
    return before;
  }
}

export class NodeElement extends EventTarget {
  readonly localName: string;
  readonly nodeType = 1;
  readonly isConnected = false;
  readonly parentNode = null;
  readonly parentElement = null;
  readonly style = new Style();
  readonly dataset: {[name: string]: string} = {};
  readonly children: NodeElement[] = [];
  tabIndex = -1;
  readonly #attributes = new Map<string, string>();

  constructor(localName: string) {
    super();
    this.localName = localName;
  }

  get nodeName(): string {
    return this.localName.toUpperCase();
  }
  get tagName(): string {
    return this.nodeName;
  }

  /** Of the content, where nobody gave a size by CSS. */
  protected intrinsicSize(): {width: number; height: number} {
    return {width: 0, height: 0};
  }
  #size(axis: 'width' | 'height'): number {
    const size = /^([\d.]+)px$/.exec(String(this.style[axis] ?? ''));
    return size ? Number(size[1]) : this.intrinsicSize()[axis];
  }
  get clientWidth(): number {
    return this.#size('width');
  }
  get clientHeight(): number {
    return this.#size('height');
  }
  get offsetWidth(): number {
    return this.clientWidth;
  }
  get offsetHeight(): number {
    return this.clientHeight;
  }
  getBoundingClientRect(): DOMRect {
    const [width, height] = [this.clientWidth, this.clientHeight];
    const rect = {x: 0, y: 0, left: 0, top: 0, right: width, bottom: height, width, height};
    return {...rect, toJSON: () => rect};
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }
  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null;
  }
  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value));
  }
  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  appendChild<T extends NodeElement>(child: T): T {
    this.children.push(child);
    return child;
  }
  append(...children: NodeElement[]): void {
    this.children.push(...children);
  }
  removeChild<T extends NodeElement>(child: T): T {
    const at = this.children.indexOf(child);
    if (at >= 0) this.children.splice(at, 1);
    return child;
  }
  contains(other: unknown): boolean {
    return other === this || this.children.some((child) => child.contains(other));
  }

  focus(): void {}
  blur(): void {}
  remove(): void {}
  setPointerCapture(): void {}
  releasePointerCapture(): void {}
  hasPointerCapture(): boolean {
    return false;
  }
}
