import type { ReactNode } from 'react';

/** A long name (an image, a branch, a file) that breaks into lines after a slash first, so that its parts stay whole. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=\/)/).reduceRight<ReactNode>(
    (rest, part) => (
      <>
        {part}
        <wbr />
        {rest}
      </>
    ),
    null,
  );
}
