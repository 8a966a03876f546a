/** Who owns a repository by its CODEOWNERS file. */
export interface CodeOwners {
  /** Of the whole repository, in lower case, in the order of the file: `@acme/payments`, `@ada`, `ada@example.com`. */
  owners: string[];
  /** Rules for a part of it (`/docs/ @acme/writers`): they decide nothing here, because a repository belongs as a whole. */
  partial: number;
  /** Lines that are no rule of GitHub or GitLab, by number from 1. */
  unreadable: number[];
}

/** Patterns that stand for every file. `/*` is not among them: it means files of the root folder only. */
const WHOLE = new Set(['*', '**', '/**', '**/*', '/**/*', '**/**']);

/** `[Section]`, `^[Optional]`, `[Section][2] @default` (GitLab); GitHub has no pattern that begins so. */
const SECTION = /^\^?\[([^\]]{1,255})\](?:\[\d{1,4}\])?(?:\s+(.*))?$/;
const OWNER = /^(?:@{1,2}[\w.-]+(?:\/[\w.-]+)*|[^@\s]+@[^@\s]+)$/;
const LONGEST = 320;

interface Section {
  /** Who owns what its rules name nobody for. */
  defaults: readonly string[];
  /** Of the last rule that stands for every file; null: there is none. */
  owners: readonly string[] | null;
}

/**
 * Reads a file as GitHub and GitLab do: the last rule that stands for every file decides, one without owners takes them
 * away; each section of GitLab has its own last rule, and the owners of all sections count.
 */
export function readCodeOwners(text: string): CodeOwners {
  const sections = new Map<string, Section>();
  let section: Section = { defaults: [], owners: null };
  sections.set('', section);
  let partial = 0;
  const unreadable: number[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = withoutComment(raw.replace(/^\uFEFF/, '')).trim();
    if (line === '') continue;
    const heading = SECTION.exec(line);
    const words = heading ? (heading[2] ?? '').split(/\s+/).filter(Boolean) : wordsOf(line).slice(1);
    if (!words.every(isOwner)) {
      unreadable.push(index + 1);
      continue;
    }
    if (heading) {
      section = sectionOf(sections, heading[1] ?? '', words);
    } else if (WHOLE.has(wordsOf(line)[0] ?? '')) {
      section.owners = words.length > 0 ? words : section.defaults;
    } else partial += 1;
  }
  const all = [...sections.values()].flatMap(({ owners }) => owners ?? []).map((owner) => owner.toLowerCase());
  return { owners: [...new Set(all)], partial, unreadable };
}

const isOwner = (word: string): boolean => word.length <= LONGEST && OWNER.test(word);

/** Sections of one name are one, and the defaults of the first heading stay. */
function sectionOf(sections: Map<string, Section>, name: string, defaults: readonly string[]): Section {
  const key = name.trim().toLowerCase();
  const known = sections.get(key);
  if (known) return known;
  const made: Section = { defaults, owners: null };
  sections.set(key, made);
  return made;
}

/** A `#` begins a comment at the beginning of a line or after a space; `\#` is part of a path. */
function withoutComment(line: string): string {
  const at = line.search(/(?:^|\s)#/);
  return at < 0 ? line : line.slice(0, at);
}

/** Words between spaces; `\ ` is a space of a path. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (char === '\\' && at + 1 < line.length) {
      at += 1;
      word += line[at];
    } else if (char === ' ' || char === '\t') {
      if (word !== '') words.push(word);
      word = '';
    } else word += char;
  }
  if (word !== '') words.push(word);
  return words;
}

/**
 * Slug of the team that an owner would be: the last part of `@acme/payments` (GitHub) or `@group/subgroup` (GitLab), or a
 * group alone (`@payments`); null for an address of e-mail or a GitLab role (`@@developer`).
 */
export function teamSlugOfOwner(owner: string): string | null {
  if (!owner.startsWith('@') || owner.startsWith('@@')) return null;
  return owner.slice(1).split('/').at(-1)?.toLowerCase() ?? null;
}
