import { CodeBlock } from '#components/ui/code-block.tsx';
import { type LocationView, lineWords, markedLines } from './code.ts';

export function locationName(at: LocationView): string {
  const line = lineWords(at);
  return `${at.path ?? at.label ?? 'unknown place'}${line === null ? '' : `:${line}`}`;
}

/** The reported code of one place; text only, secrets were masked before anything was stored. */
export function LocationCode({ at }: { at: LocationView }) {
  if (at.code === null) return null;
  return <CodeBlock text={at.code.text} startLine={at.code.line} marked={markedLines(at)} label={locationName(at)} />;
}
