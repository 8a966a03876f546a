import type { CodeLines } from '#lib/domain/finding/code-lines.ts';
import type { Location, Observation } from '#lib/domain/finding/finding.ts';
import { credentialValues, isCredential } from './credential-values.ts';
import { knownSecret, redactFragments, redactText } from './redact.ts';
import { replaceWord } from './replace-word.ts';
import { MASK, redactLiterals, redactShapes, redactShared } from './shapes.ts';

const NO_VALUES: readonly string[] = [];

type Clean = (text: string) => string;

const LONGEST_VALUE = 20_000;
/** For texts around a secret: its value, its encodings and its pieces go, whatever else is there. */
function cleanerOf(values: readonly string[]): Clean {
  // Nothing that people use as a secret is so long; looking for its pieces would cost more than the text is worth.
  if (values.some((value) => value.length > LONGEST_VALUE)) return () => MASK;
  return (text) => values.reduce((result, value) => redactFragments(result, value), redactText(text, values));
}

/** The line a secret stands on. Where its value could not be found in it, nobody knows which part it is: all goes. */
function cleanLineOf(values: readonly string[], clean: Clean): Clean {
  return (text) => {
    const result = values.length === 0 ? text : clean(text);
    return result.includes(MASK) ? result : MASK;
  };
}

/** Where a mask took lines away, the numbers of those behind it are wrong: then nothing is shown. */
function cleanAround(around: CodeLines | undefined, code: Clean): { around?: CodeLines } {
  if (around === undefined) return {};
  const text = code(around.text);
  return text.split('\n').length === around.text.split('\n').length ? { around: { line: around.line, text } } : {};
}

/** Of a secret only the line that it stands on is kept: those around it may hold others that nobody has found. */
function withoutAround(o: Observation): Observation {
  if (o.locations.every((place) => place.around === undefined)) return o;
  if (o.subject.category !== 'secret' && !isCredential(o)) return o;
  return { ...o, locations: o.locations.map(({ around: _, ...place }) => place) };
}

function cleanLocations(locations: readonly Location[], snippet: Clean, label: Clean): Location[] {
  return locations.map(({ around, ...place }) => ({
    ...place,
    ...cleanAround(around, snippet),
    snippet: place.snippet && snippet(place.snippet),
    label: place.label && label(place.label),
  }));
}

/** Paths are kept as they are, except one that really holds the value. */
function cleanPath(place: Location, values: readonly string[], clean: Clean): Location {
  const { path } = place;
  return path !== null && values.some((value) => path.includes(value)) ? { ...place, path: clean(path) } : place;
}

/** A link that holds something secret leads nowhere once that is masked. */
function cleanLink(link: string | null, text: Clean): string | null {
  return link !== null && text(link) === link ? link : null;
}

function cleanTexts(o: Observation, text: Clean): Observation {
  return {
    ...o,
    rule: { ...o.rule, name: o.rule.name && text(o.rule.name), helpUrl: cleanLink(o.rule.helpUrl, text) },
    title: text(o.title),
    message: text(o.message),
    remediation: o.remediation && text(o.remediation),
    references: o.references.map(text),
    suppression: o.suppression && {
      kind: o.suppression.kind,
      justification: o.suppression.justification && text(o.suppression.justification),
    },
  };
}

/** The lines that a secret stands on, as reported. */
export function linesOf(o: Observation): string[] {
  const match = o.subject.category === 'secret' ? o.subject.match : null;
  return [match, ...o.locations.map((place) => place.snippet)].filter((line) => line !== null);
}

function redactSecret(o: Observation, value: string | null, match: string | null): Observation {
  const known = knownSecret(value);
  // What the report holds is masked too, even where it is no value to compare by.
  const values = value === null || value.trim() === '' ? [] : known === null ? [value] : [value, known];
  const clean = cleanerOf(values);
  const lines = known === null ? linesOf(o) : [];
  const text: Clean = lines.length === 0 ? clean : (raw) => clean(redactShared(raw, lines));
  const line = cleanLineOf(known === null ? NO_VALUES : values, clean);
  return {
    ...cleanTexts(o, text),
    subject: { category: 'secret', value: null, match: match === null ? null : line(match) },
    locations: cleanLocations(o.locations, line, text).map((place) => cleanPath(place, values, text)),
    // May be a hash of the value without a key.
    trusted: null,
  };
}

/** The code that a credential stands in: what is quoted there, and the values wherever else they stand. */
function redactCredential(o: Observation, values: readonly string[]): Observation {
  const hide = (text: string): string => values.reduce((result, value) => replaceWord(result, value, MASK), text);
  const around: Clean = (raw) => redactShapes(hide(raw));
  const code: Clean = (raw) => redactLiterals(redactShapes(hide(raw)));
  const { subject } = o;
  const cleaned = { ...cleanTexts(o, around), locations: cleanLocations(o.locations, code, around) };
  if (subject.category !== 'pipeline') return cleaned;
  // A change shows lines around the one that is meant.
  const { change: _, ...kept } = subject;
  return { ...cleaned, subject: kept };
}

/** No secret behind this: values, their pieces, and whatever looks like one, in every text of the observation. */
export function redactObservation(given: Observation): Observation {
  const o = withoutAround(given);
  const { subject } = o;
  if (subject.category === 'secret') return redactSecret(o, subject.value, subject.match);
  const values = credentialValues(o);
  if (values.length > 0) return redactCredential(o, values);
  const redacted = {
    ...cleanTexts(o, redactShapes),
    locations: cleanLocations(o.locations, redactShapes, redactShapes),
  };
  if (subject.category === 'dast') return { ...redacted, subject: { ...subject, url: redactShapes(subject.url) } };
  if (subject.category === 'privilege' && subject.shown !== undefined) {
    const { principal, resource } = subject.shown;
    const names = { principal: principal && redactShapes(principal), resource: redactShapes(resource) };
    return { ...redacted, subject: { ...subject, shown: { ...subject.shown, ...names } } };
  }
  if (subject.category !== 'pipeline' || subject.change === undefined) return redacted;
  return { ...redacted, subject: { ...subject, change: redactShapes(subject.change) } };
}
