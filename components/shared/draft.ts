/** A form's fields by name: texts, and ticks. */
export type DraftFields = Record<string, string | boolean>;

/** What was kept of a form: only fields that it has, of the kind that they have; whatever else stands there is left out. */
export function readDraft<T extends DraftFields>(saved: T, kept: string | null): Partial<T> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(kept ?? '{}');
  } catch {
    return {};
  }
  if (typeof parsed !== 'object' || parsed === null) return {};
  const fields = Object.entries(parsed).filter(
    ([name, value]) => Object.hasOwn(saved, name) && typeof value === typeof saved[name],
  );
  return Object.fromEntries(fields) as Partial<T>;
}

/** Texts that stand in the form although they are not its values: typed before the page was ready. */
export function typedEarly<T extends DraftFields>(values: T, form: Iterable<[string, unknown]>): Partial<T> {
  const fields = [...form].filter(
    ([name, text]) =>
      Object.hasOwn(values, name) &&
      typeof text === 'string' &&
      typeof values[name] === 'string' &&
      text !== values[name],
  );
  return Object.fromEntries(fields) as Partial<T>;
}

/** What differs from the saved values after this change: a field that is set back is not typed any more. */
export function changeDraft<T extends DraftFields>(saved: T, typed: Partial<T>, change: Partial<T>): Partial<T> {
  const fields = Object.entries({ ...typed, ...change }).filter(([name, value]) => value !== saved[name]);
  return Object.fromEntries(fields) as Partial<T>;
}
