import type { Location, Observation } from './finding.ts';
import { knownSecret, redactFragments, redactText } from './redact.ts';
import { MASK, redactLiterals } from './redact-shapes.ts';

// Weaknesses whose finding *is* a credential in the code: hard-coded password, key, credentials.
const CREDENTIAL_CWES: ReadonlySet<number> = new Set([259, 321, 522, 547, 798]);
const NO_VALUES: readonly string[] = [];

type Clean = (text: string) => string;

/** For texts around a secret: its value, its encodings and its pieces go, whatever else is there. */
function cleanerOf(values: readonly string[]): Clean {
  return (text) => values.reduce((result, value) => redactFragments(result, value), redactText(text, values));
}

/** The line a secret stands on. Where its value could not be found in it, nobody knows which part it is: all goes. */
function cleanLineOf(values: readonly string[], clean: Clean): Clean {
  return (text) => {
    const result = values.length === 0 ? text : clean(text);
    return result.includes(MASK) ? result : MASK;
  };
}

function cleanLocations(locations: readonly Location[], snippet: Clean, other: Clean): Location[] {
  return locations.map((place) => ({
    ...place,
    path: place.path && other(place.path),
    snippet: place.snippet && snippet(place.snippet),
    label: place.label && other(place.label),
  }));
}

function cleanTexts(o: Observation, text: Clean): Observation {
  return {
    ...o,
    rule: { ...o.rule, name: o.rule.name && text(o.rule.name) },
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

function redactSecret(o: Observation, value: string | null, match: string | null): Observation {
  const known = knownSecret(value);
  // What the report holds is masked too, even where it is no value to compare by.
  const values = value === null || value.trim() === '' ? [] : known === null ? [value] : [value, known];
  const text = cleanerOf(values);
  const line = cleanLineOf(known === null ? NO_VALUES : values, text);
  return {
    ...cleanTexts(o, text),
    subject: { category: 'secret', value: null, match: match === null ? null : line(match) },
    locations: cleanLocations(o.locations, line, text),
    // Some are hashes of the value without a key.
    fingerprints: {},
  };
}

/** No secret behind this: values, their pieces, and whatever looks like one, in every text of the observation. */
export function redactObservation(o: Observation): Observation {
  const { subject } = o;
  if (subject.category === 'secret') return redactSecret(o, subject.value, subject.match);
  const shapes: Clean = (text) => redactText(text, NO_VALUES);
  const credential = o.cwes.some((cwe) => CREDENTIAL_CWES.has(cwe));
  const text: Clean = credential ? (raw) => redactLiterals(shapes(raw)) : shapes;
  const plain: Clean = (raw) => raw;
  const redacted = { ...cleanTexts(o, text), locations: cleanLocations(o.locations, text, plain) };
  if (subject.category !== 'dast') return redacted;
  return { ...redacted, subject: { ...subject, url: shapes(subject.url) } };
}
