import { useRef } from 'react';

/**
 * For the content of a layer: returns the focus to where it was, also when the layer was not opened by its trigger.
 * `onClosed` puts it elsewhere.
 */
export function useReturnFocus(onClosed?: () => void) {
  const from = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      from.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (onClosed !== undefined) onClosed();
      else if (from.current instanceof HTMLElement) from.current.focus();
    },
  };
}
