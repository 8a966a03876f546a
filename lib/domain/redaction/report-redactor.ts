import { findInField } from './find-in-field.ts';
import { isDistinctive, isHarmless } from './harmless.ts';
import { hintsIn } from './hints.ts';
import { replaceWord } from './replace-word.ts';
import { isMark, secretMark } from './secret-mark.ts';
import { SecretReplacer } from './secret-replacer.ts';
import type { SecretText } from './secret-texts.ts';
import { replaceSpans } from './span.ts';

/** Where a text stands in a report. Valid during the call that it is given to: there are millions of them. */
export interface FieldPlace {
  /** Name of the member, element or attribute whose value it is (or of the list that it is in); null at the root. */
  key: string | null;
  /** It is itself the name of a member. */
  isKey: boolean;
  /** What the object that it is in calls itself, where that was said before: `{"name": "Cookie", "value": "…"}`. */
  name: string | null;
  /** Of the container that it is in: `runs[0].results[12].message`; null in formats other than JSON. */
  position(): string | null;
  /** Whether it lies in a member whose name is so, however deep. */
  isWithin(matches: (key: string, holdsRows: boolean) => boolean): boolean;
  /** While it stays the same, so does the position. */
  container: number;
}

const MAX_VALUES = 50_000;
/** A result's place in a JSON document. */
const IN_LIST = /\[\d+\]/;
/** Where the words of a credential's result stay: `root` may be a password and still be part of a path. */
const ADDRESS =
  /(?:path|file|filename|uri|url|rule|rule_?id|check_?id|test_?(?:id|name)|severity|level|id|type|fingerprint)$/i;

/**
 * Masks a report text by text. First it is shown all of them (`note`) and what the report's results say is secret
 * (`learn`); then it gives back each without what is secret (`redact`): in its place stands a mark, by which the same
 * secret is still known. Redacting again changes nothing.
 */
export class ReportRedactor {
  readonly #secretKey: Uint8Array;
  readonly #secrets = new Map<string, SecretText>();
  readonly #words = new Map<string, SecretText[]>();
  #found = false;
  #replacer: SecretReplacer | null = null;
  #drops: ((key: string, holdsRows: boolean) => boolean) | null = null;
  #keeps: (within: (name: string) => boolean) => boolean = () => false;
  #container = -1;
  #here: readonly SecretText[] = [];

  constructor(secretKey: Uint8Array) {
    this.#secretKey = secretKey;
  }

  /** Whether there is anything to mask. */
  get found(): boolean {
    return this.#found || this.#secrets.size > 0 || this.#words.size > 0;
  }

  /** Texts and numbers in members with these names are never kept: nothing stands in their place, also where they look like no secret. */
  drop(
    drops: (key: string, holdsRows: boolean) => boolean,
    keeps: (within: (name: string) => boolean) => boolean = () => false,
  ): void {
    this.#drops = drops;
    this.#keeps = keeps;
  }

  #isKept(place: FieldPlace): boolean {
    return this.#keeps((name) => place.isWithin((key) => key === name));
  }

  isDropped(place: FieldPlace): boolean {
    return this.#drops !== null && !place.isKey && place.isWithin(this.#drops) && !this.#isKept(place);
  }

  /** For a number, or null where all are kept: whether it lies in a member that is never kept. */
  get dropsNumber(): ((place: FieldPlace) => boolean) | null {
    const drops = this.#drops;
    if (drops === null) return null;
    return (place) => {
      const isDropped = place.isWithin(drops) && !this.#isKept(place);
      this.#found ||= isDropped;
      return isDropped;
    };
  }

  note(text: string, place: FieldPlace, hints: number = hintsIn(text)): void {
    const { key, name, isKey } = place;
    if (text !== '' && this.isDropped(place)) this.noteValue(text);
    for (const { start, end } of findInField(text, isKey ? null : key, name, hints)) {
      this.noteValue(text.slice(start, end));
    }
  }

  /** A value that looks like a secret: where it is no common word, it is one in every other text too. */
  noteValue(value: string): void {
    if (isMark(value)) return;
    this.#found = true;
    if (isDistinctive(value)) this.noteToken(value);
  }

  /** A value that is a secret without doubt. */
  noteToken(value: string): void {
    this.#found = true;
    if (this.#secrets.size >= MAX_VALUES) return;
    this.learn({ text: value, mark: secretMark(this.#secretKey, value), kind: 'value', position: '' });
  }

  /** A text that may be a secret, of an item that could not be read. */
  learnLine(text: string): void {
    const line = text.trim();
    if (line.length < 4 || isHarmless(line)) return;
    this.learn({
      text: line,
      mark: secretMark(this.#secretKey, line),
      kind: isDistinctive(line) ? 'value' : 'word',
      position: '',
    });
  }

  learn(secret: SecretText): void {
    this.#replacer = null;
    if (secret.kind === 'word' && IN_LIST.test(secret.position)) {
      const words = this.#words.get(secret.position);
      if (words === undefined) this.#words.set(secret.position, [secret]);
      else if (!words.some((word) => word.text === secret.text)) words.push(secret);
      return;
    }
    const known = this.#secrets.get(secret.text);
    if (known === undefined || known.kind !== 'value') this.#secrets.set(secret.text, secret);
  }

  redact(text: string, place: FieldPlace): string {
    if (text === '' || this.isDropped(place)) return '';
    const { key, isKey, name } = place;
    const known = this.redactKnown(text);
    const own = isKey || this.#words.size === 0 ? known : this.#redactWords(known, place);
    return replaceSpans(own, findInField(own, isKey ? null : key, name), (value) => secretMark(this.#secretKey, value));
  }

  /** Only what is known by its value. */
  redactKnown(text: string): string {
    this.#replacer ??= new SecretReplacer(this.#secrets.values());
    return this.#replacer.replace(text);
  }

  #redactWords(text: string, place: FieldPlace): string {
    if (place.container !== this.#container) {
      this.#container = place.container;
      this.#here = this.#wordsAt(place.position() ?? '');
    }
    if (this.#here.length === 0 || ADDRESS.test(place.key ?? '')) return text;
    return this.#here.reduce((result, word) => replaceWord(result, word.text, word.mark), text);
  }

  /** Those of the results that the position lies in. */
  #wordsAt(position: string): SecretText[] {
    const found: SecretText[] = [];
    for (const match of position.matchAll(/\]|$/g)) {
      const end = match.index + match[0].length;
      found.push(...(this.#words.get(position.slice(0, end)) ?? []));
    }
    return found;
  }
}
