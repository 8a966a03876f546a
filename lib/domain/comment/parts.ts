/** A piece of a comment as people see it. */
export interface CommentPart {
  kind: 'text' | 'code' | 'link' | 'mention';
  text: string;
}

const PIECE = /`([^`\n]{1,1000})`|https?:\/\/[^\s<>"'`]{1,1000}/g;
/** What ends a sentence is no part of the address before it. */
const AFTER_ADDRESS = /[.,;:!?)\]}]+$/;

/** A text in pieces: code between backticks, addresses of the web, and names behind an `@`. Everything else is text. */
export function partsOf(body: string, names: readonly string[]): CommentPart[] {
  const parts: CommentPart[] = [];
  let from = 0;
  for (const match of body.matchAll(PIECE)) {
    const [all, code] = match;
    const address = code === undefined ? all.replace(AFTER_ADDRESS, '') : null;
    if (address !== null && !URL.canParse(address)) continue;
    parts.push(...mentionsIn(body.slice(from, match.index), names));
    parts.push(address === null ? { kind: 'code', text: code ?? '' } : { kind: 'link', text: address });
    from = match.index + (address ?? all).length;
  }
  parts.push(...mentionsIn(body.slice(from), names));
  return parts;
}

function mentionsIn(text: string, names: readonly string[]): CommentPart[] {
  const parts: CommentPart[] = [];
  const marks = names.map((name) => `@${name}`).sort((a, b) => b.length - a.length);
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const mark = at < from ? undefined : marks.find((one) => text.startsWith(one, at));
    if (mark === undefined) continue;
    if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) });
    parts.push({ kind: 'mention', text: mark });
    from = at + mark.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}
