/** Whether the command key takes the role of Ctrl. Browser only. */
export function isApple(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}
