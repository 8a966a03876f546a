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

/** What differs from the saved values after this change: a field that is set back is not typed any more. */
export function changeDraft<T extends DraftFields>(saved: T, typed: Partial<T>, change: Partial<T>): Partial<T> {
  const fields = Object.entries({ ...typed, ...change }).filter(([name, value]) => value !== saved[name]);
  return Object.fromEntries(fields) as Partial<T>;
}
