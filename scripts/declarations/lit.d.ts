// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the element's declaration shows of Lit, which the package carries inside: those who install it have no Lit to look
// at. scripts/types.ts puts it in Lit's place.

export class LitElement extends HTMLElement {
  protected static getPropertyDescriptor(
    name: PropertyKey,
    key: string | symbol,
    options: object,
  ): PropertyDescriptor | undefined;
  requestUpdate(): void;
  /** Resolves when what was set is rendered. */
  readonly updateComplete: Promise<boolean>;
  connectedCallback(): void;
  disconnectedCallback(): void;
  protected willUpdate(changed: PropertyValues): void;
  protected render(): unknown;
}

export type PropertyValues = Map<PropertyKey, unknown>;
export type TemplateResult = object;
export function css(strings: TemplateStringsArray): object;
export function html(strings: TemplateStringsArray, ...values: unknown[]): TemplateResult;
export const nothing: symbol;
