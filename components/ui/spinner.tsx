import { lineIcon } from './line-icon.tsx';

const ARC = lineIcon('M21 12a9 9 0 1 1-6.219-8.56', 'size-3.5 animate-spin motion-reduce:animate-none');

export function Spinner({ label }: { label?: string }) {
  return (
    <>
      {ARC}
      {label === undefined ? null : <span className="sr-only">{label}</span>}
    </>
  );
}
