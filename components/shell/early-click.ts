/** What the page keeps until it listens: the last button that was pressed, and the listener that keeps it. */
interface EarlyClick {
  button: HTMLElement | null;
  keep: (event: Event) => void;
}

declare global {
  interface Window {
    earlyClick?: EarlyClick;
  }
}

/**
 * Runs in the head, before there is any button. A page is seen before it listens, on a slow machine for seconds: a button that is pressed
 * then would do nothing. Forms and links work without script and are left alone. In words that need no escaping in HTML: no quotes, no `<`,
 * `>` or `&`.
 */
export const KEEP_EARLY_CLICK = [
  'window.earlyClick = { button: null, keep: function (event) {',
  'var button = event.target.closest(`button[type=button]`); if (button === null) return;',
  'event.preventDefault(); event.stopImmediatePropagation(); window.earlyClick.button = button; } };',
  'addEventListener(`click`, window.earlyClick.keep, true);',
].join('\n');

/** The page listens now: what was pressed before is pressed. Menus open as the pointer goes down, everything else on the click. */
export function replayEarlyClick(): void {
  const early = window.earlyClick;
  if (early === undefined) return;
  delete window.earlyClick;
  window.removeEventListener('click', early.keep, true);
  if (early.button?.isConnected !== true) return;
  early.button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, cancelable: true }));
  early.button.click();
}
