const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** From the first character of a string to its closing quote, or to what may not be in it. A loop: patterns overflow. */
function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22 || code < 0x20) return at;
    const next = code === 0x5c ? after(ESCAPE, text, at) : at + 1;
    if (next === -1) return at;
    at = next;
  }
  return at;
}

/**
 * Index of the first character that JSON does not allow there; the text's length when it ends too early, or when
 * nothing is wrong. Runs only after JSON.parse has refused the text: its messages do not always tell the place.
 */
export function jsonErrorIndex(text: string): number {
  let at = 0;
  const open: string[] = [];
  let expect: 'value' | 'value or close' | 'key' | 'key or close' | 'colon' | 'comma or close' = 'value';
  for (;;) {
    at = after(SPACE, text, at);
    const c = text[at];
    if (c === undefined) return at;
    const top = open.at(-1);
    if (expect === 'comma or close' && top === undefined) return at;
    if ((c === ']' || c === '}') && expect.endsWith('close')) {
      if (top !== c) return at;
      open.pop();
      expect = 'comma or close';
      at++;
    } else if (expect === 'comma or close') {
      if (c !== ',') return at;
      expect = top === '}' ? 'key' : 'value';
      at++;
    } else if (expect === 'colon') {
      if (c !== ':') return at;
      expect = 'value';
      at++;
    } else if (c === '"') {
      const end = endOfString(text, at + 1);
      if (text[end] !== '"') return end;
      at = end + 1;
      expect = expect.startsWith('key') ? 'colon' : 'comma or close';
    } else if (expect.startsWith('key')) return at;
    else if (c === '[' || c === '{') {
      open.push(c === '[' ? ']' : '}');
      expect = c === '[' ? 'value or close' : 'key or close';
      at++;
    } else {
      const end = after(SCALAR, text, at);
      if (end === -1) return at;
      at = end;
      expect = 'comma or close';
    }
  }
}
