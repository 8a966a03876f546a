import type { z } from 'zod';
import type { locationView } from '#lib/contracts/evidence.ts';

export type LocationView = z.infer<typeof locationView>;

/** The lines to mark in the code that is shown; null when the report names no line of it. */
export function markedLines({ code, start_line, end_line }: LocationView): { from: number; to: number } | null {
  if (code === null || code.line === null || start_line === null) return null;
  const last = code.line + code.text.replace(/\n$/, '').split('\n').length - 1;
  if (start_line < code.line || start_line > last) return null;
  return { from: start_line, to: Math.min(last, Math.max(start_line, end_line ?? start_line)) };
}

/** `12`, `12–18`, or null. */
export function lineWords({ start_line, end_line }: LocationView): string | null {
  if (start_line === null) return null;
  return end_line === null || end_line <= start_line ? String(start_line) : `${start_line}–${end_line}`;
}

function keyOf(at: LocationView): string {
  return JSON.stringify([at.path, at.start_line, at.label]);
}

/** More code around a place wins over less. */
const codeRank = ({ code, snippet }: LocationView): number => (code === null ? 0 : code.text === snippet ? 1 : 2);

/** Places that several scanners name appear once; one with code wins over one without. */
export function distinctLocations(all: readonly LocationView[]): LocationView[] {
  const found = new Map<string, LocationView>();
  for (const at of all) {
    const known = found.get(keyOf(at));
    if (known === undefined || codeRank(at) > codeRank(known)) found.set(keyOf(at), at);
  }
  const places = [...found.values()];
  const named = new Set(places.filter((at) => at.label !== null).map((at) => keyOf({ ...at, label: null })));
  return places.filter((at) => at.label !== null || !named.has(keyOf(at)));
}
