const compiled = new Map<string, RegExp>();
const MANY = 20_000;

/** `*` stops at a slash; only `**` followed by one goes through folders, and may stand for none. */
export function matchRef(pattern: string, name: string): boolean {
  let regex = compiled.get(pattern);
  if (regex === undefined) {
    if (compiled.size > MANY) compiled.clear();
    regex = compile(pattern);
    compiled.set(pattern, regex);
  }
  return regex.test(name);
}

const TOKEN = /\*\*\/|\*+|\?|\[[!^]?[^\]]+\]|\\.|[\s\S]/g;

function compile(pattern: string): RegExp {
  const source = [...pattern.matchAll(TOKEN)].map(([token]) => translate(token)).join('');
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    // A set such as `[z-a]` is no pattern: it matches itself alone.
    return new RegExp(`^${literal(pattern)}$`, 'u');
  }
}

function translate(token: string): string {
  if (token === '**/') return '(?:[^/]+/)*';
  if (token.startsWith('*')) return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.length > 1 && token.startsWith('[')) {
    const negated = /^\[[!^]/.test(token);
    const set = token.slice(negated ? 2 : 1, -1).replaceAll(/[\\[\]^]/g, '\\$&');
    return `(?!/)[${negated ? '^' : ''}${set}]`;
  }
  return literal(token.length > 1 && token.startsWith('\\') ? token.slice(1) : token);
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Whether it stands for more than one name. */
export function isWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}
