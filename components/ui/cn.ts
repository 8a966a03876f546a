import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// Our type scale is named by pixels; without this, `text-13` would be taken for a colour and drop `text-ink`.
const merge = extendTailwindMerge({
  extend: { theme: { text: ['12', '13', '14', '16', '20', '28', '44'], radius: ['control', 'card'] } },
});

/** Joins class names; of two that set the same property the later wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
