import type { JsonSchema } from '#components/queries/policy.ts';
import { type YamlCursor, yamlCursor } from './yaml-cursor.ts';

export interface Suggestion {
  word: string;
  /** What is put in the place of the word that is written. */
  insert: string;
  /** One line about it; empty where there is nothing to say. */
  hint: string;
}

export interface Completion {
  /** What is replaced: from here to the cursor. */
  from: number;
  suggestions: readonly Suggestion[];
}

/** What may stand at the cursor, by the schema, in its order: words that begin as what is written, then those that hold it. */
export function completePolicy(schema: JsonSchema, text: string, offset: number): Completion | null {
  const cursor = yamlCursor(text, offset);
  if (cursor === null) return null;
  const places = placesAt(schema, cursor);
  const all = unique(
    cursor.writes === 'name' ? places.flatMap((place) => namesOf(place, cursor)) : places.flatMap(valuesOf),
  );
  const word = cursor.word.toLowerCase();
  const free = all.filter((one) => !cursor.taken.includes(one.word) && one.word.includes(word));
  const suggestions = [
    ...free.filter((one) => one.word.startsWith(word)),
    ...free.filter((one) => !one.word.startsWith(word)),
  ];
  // What is whole already needs no proposal.
  if (suggestions.length === 0 || (suggestions.length === 1 && suggestions[0]?.word === cursor.word)) return null;
  return { from: cursor.from, suggestions };
}

/** What the schema says of the place: of several kinds of rules all, until the rule says which it is. */
function placesAt(schema: JsonSchema, { path, kind }: YamlCursor): JsonSchema[] {
  return path.reduce<JsonSchema[]>(
    (places, step) =>
      places.flatMap((place) => {
        const next = step === '[]' ? place.items : place.properties?.[step];
        return next === undefined ? [] : alternatives(next, kind);
      }),
    [schema],
  );
}

function alternatives(schema: JsonSchema, kind: string | null): readonly JsonSchema[] {
  const all = schema.oneOf ?? schema.anyOf;
  if (all === undefined) return [schema];
  const chosen = all.filter((one) => one.properties?.kind?.const === kind);
  return chosen.length > 0 ? chosen : all;
}

/** Names of a mapping; of a list of words, which begins as a name would, its words. */
function namesOf(place: JsonSchema, { writes }: YamlCursor): Suggestion[] {
  if (writes === 'name' && place.properties === undefined) return valuesOf(place);
  return Object.entries(place.properties ?? {}).map(([word, property]) => ({
    word,
    insert: `${word}: `,
    hint: firstSentence(property.description ?? ''),
  }));
}

function valuesOf(place: JsonSchema): Suggestion[] {
  const words =
    place.const !== undefined ? [place.const] : place.type === 'boolean' ? [true, false] : (place.enum ?? []);
  return words.map((value) => {
    const word = String(value);
    return { word, insert: word, hint: hintOf(place, word) };
  });
}

/** "`only`: findings that have a fix." is about that word. */
function hintOf({ description = '', default: standard }: JsonSchema, word: string): string {
  const about = description.split(/[;,.] ?(?=`)/).find((part) => part.startsWith(`\`${word}\``));
  const text = about === undefined ? '' : about.replace(/^`[^`]+`:? ?/, '').replace(/\.$/, '');
  const isDefault = standard !== undefined && String(standard) === word;
  return [text, isDefault ? 'unless another is named' : ''].filter((part) => part !== '').join('; ');
}

function firstSentence(text: string): string {
  const end = text.search(/[.:;](?:\s|$)/);
  return (end < 0 ? text : text.slice(0, end)).replaceAll('`', '');
}

function unique(all: readonly Suggestion[]): Suggestion[] {
  const seen = new Map<string, Suggestion>();
  for (const one of all) if (!seen.has(one.word)) seen.set(one.word, one);
  return [...seen.values()];
}
