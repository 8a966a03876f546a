declare global {
  interface Window {
    /** Set by the script in the head: presses what was pressed before the page listened. */
    replayEarlyClick?: () => void;
  }
}

/**
 * Runs in the head, before there is any button. A page is seen before it listens, on a slow machine for seconds: a button that is pressed
 * then would do nothing. The last one is kept, and pressed once the page listens: menus open as the pointer goes down, everything else on
 * the click. Forms and links work without script and are left alone. It stands in the page, in words that need no escaping in HTML: no
 * quotes, no `<`, `>` or `&`.
 */
export const KEEP_EARLY_CLICK = `(function () {
var button = null;
function keep(event) {
  var pressed = event.target.closest('button[type=button]');
  if (pressed === null) return;
  event.preventDefault(); event.stopImmediatePropagation(); button = pressed;
}
window.replayEarlyClick = function () {
  delete window.replayEarlyClick; removeEventListener('click', keep, true);
  if (button === null || !button.isConnected) return;
  button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, cancelable: true })); button.click();
};
addEventListener('click', keep, true);
})();`.replaceAll("'", '`');
