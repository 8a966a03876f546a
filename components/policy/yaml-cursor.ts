/** Where a cursor stands in the YAML of a policy. */
export interface YamlCursor {
  /** From the root to the mapping or list around it: names, and `[]` for an item of a list. */
  path: readonly string[];
  /** A name is written here, or the value of the last name of `path`. */
  writes: 'name' | 'value';
  /** What stands of the word before the cursor, and where it begins. */
  word: string;
  from: number;
  /** What the mapping or list around it has already. */
  taken: readonly string[];
  /** `kind` of the rule around it, which says which names are known there. */
  kind: string | null;
}

interface Frame {
  indent: number;
  /** Null: an item of a list, which has a number of its own. */
  name: string | null;
  item: number;
}

/** Names of each mapping and values of each list by their place, and `kind` where there is one. */
type Known = Map<string, { taken: string[]; kind: string | null }>;

const LINE = /^(\s*)((?:- +)?)(?:([\w-]+):(?=\s|$))?(.*)$/;
const keyOf = (frames: readonly Frame[]): string => frames.map(({ name, item }) => name ?? `[${item}]`).join('/');

/** Reads by indents alone: a document is rarely whole while somebody writes it. Null: nothing can be proposed there. */
export function yamlCursor(text: string, offset: number): YamlCursor | null {
  const row = text.slice(0, offset).split('\n').length - 1;
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (/(?:^|\s)#/.test(before)) return null;
  const here = placeIn(before);
  if (here === null) return null;
  const known: Known = new Map();
  let frames: Frame[] = [];
  let around: Frame[] = [];
  let items = 0;
  for (const [at, line] of text.split('\n').entries()) {
    const [, space = '', marker = '', name, rest = ''] = LINE.exec(line) ?? [];
    if (at !== row && /^\s*(?:#|$)/.test(line)) continue;
    const isItem = at === row ? here.isItem : marker !== '';
    const indent = at === row ? here.indent : space.length;
    frames = frames.filter((one) => one.indent < indent || (isItem && one.indent === indent && one.name !== null));
    if (isItem) frames.push({ indent, name: null, item: items++ });
    if (at === row) around = [...frames];
    const value = rest.replace(/(?:^|\s)#.*$/, '').trim();
    if (at !== row || here.name !== null) note(known, frames, { name: name ?? null, value });
    if (name !== undefined) frames.push({ indent: indent + (isItem ? marker.length : 0), name, item: 0 });
  }
  return cursorAt(around, known, here, offset);
}

function note(known: Known, frames: readonly Frame[], { name, value }: { name: string | null; value: string }): void {
  const inList = name === null && frames.at(-1)?.name === null;
  const key = keyOf(inList ? frames.slice(0, -1) : frames);
  const place = known.get(key) ?? { taken: [], kind: null };
  if (name !== null) place.taken.push(name);
  else if (inList && value !== '') place.taken.push(value);
  if (name === 'kind') place.kind = value;
  known.set(key, place);
}

interface Here {
  indent: number;
  isItem: boolean;
  /** Of the line, where a value is written. */
  name: string | null;
  writes: YamlCursor['writes'];
  word: string;
  /** Within brackets: what stands there already. */
  flow: string[] | null;
}

/** What the line before the cursor says; null where a word is no plain one. */
function placeIn(before: string): Here | null {
  const [, space = '', marker = '', name, gap = '', rest = ''] =
    /^(\s*)((?:- +)?)(?:([\w-]+):( +|$))?(.*)$/.exec(before) ?? [];
  const line = { indent: space.length, isItem: marker !== '', name: name ?? null };
  if (name === undefined) return isWord(rest) ? { ...line, writes: 'name', word: rest, flow: null } : null;
  if (gap === '') return null;
  const open = /^([[{])([^\]}]*)$/.exec(rest);
  if (open === null) return isWord(rest) ? { ...line, writes: 'value', word: rest, flow: null } : null;
  const parts = (open[2] ?? '').split(',').map((part) => part.trim());
  const word = parts.at(-1) ?? '';
  const flow = parts.slice(0, -1).map((part) => part.split(':')[0]?.trim() ?? '');
  return isWord(word) ? { ...line, writes: open[1] === '{' ? 'name' : 'value', word, flow } : null;
}

const isWord = (text: string): boolean => /^[\w-]*$/.test(text);

function cursorAt(around: readonly Frame[], known: Known, here: Here, offset: number): YamlCursor {
  const rule = around.findIndex(({ name }) => name === null);
  const kind = rule < 0 ? null : (known.get(keyOf(around.slice(0, rule + 1)))?.kind ?? null);
  const names = around.map(({ name }) => name ?? '[]');
  const path = here.name === null ? names : [...names, here.name];
  const place = { path, kind, word: here.word, from: offset - here.word.length };
  if (here.flow !== null) {
    // A list has its words where a mapping has its names.
    const isList = here.writes === 'value';
    return { ...place, path: isList ? [...path, '[]'] : path, writes: here.writes, taken: here.flow };
  }
  // `- sa` is a value of the list around it, where that is one of words: the schema knows.
  const isEntry = here.name === null && around.at(-1)?.name === null;
  const taken = here.name === null ? (known.get(keyOf(around))?.taken ?? []) : [];
  const entries = isEntry ? (known.get(keyOf(around.slice(0, -1)))?.taken ?? []) : [];
  return { ...place, writes: here.writes, taken: [...taken, ...entries] };
}
