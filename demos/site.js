// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What all pages of the site do: buttons that copy what stands beside them, and who draws.

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.addEventListener('click', async () => {
    const source = button.parentElement.querySelector('pre');
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(source); // no clipboard here: the keyboard's own command does it
      button.textContent = 'Selected';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
}

const drawn = document.querySelector('[data-drawn]');
if (drawn) {
  let ours = '';
  document.addEventListener('softwebgl2context', ({detail}) => (ours = detail.explanation));
  const tell = () => {
    const reason = ours || globalThis.softWebgl2?.active;
    const link = document.createElement('a');
    link.href = reason ? location.pathname : '?prefer=software';
    link.textContent = reason ? 'Let the browser draw it' : 'Draw it in software';
    drawn.textContent = reason
      ? `Drawn by soft-webgl2: ${ours || globalThis.softWebgl2.explanation}. `
      : "Drawn by your browser's own WebGL. ";
    if (globalThis.softWebgl2?.reason !== 'no-webgl') drawn.append(link);
  };
  addEventListener('load', () => setTimeout(tell, 300));
  document.addEventListener('softwebgl2context', () => setTimeout(tell, 0));
}
