import { LoaderCircle } from 'lucide-react';

export function Spinner({ label }: { label?: string }) {
  return (
    <>
      <LoaderCircle aria-hidden className="size-3.5 animate-spin motion-reduce:animate-none" />
      {label === undefined ? null : <span className="sr-only">{label}</span>}
    </>
  );
}
