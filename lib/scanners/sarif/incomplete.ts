import { asArray, asBoolean, asInteger, asRecord, asString, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import type { SarifDialect } from './dialect.ts';
import { textOf } from './rule-info.ts';

const MAX_REASONS = 20;

/** Reasons why a report must not close anything, without duplicates and limited in number. */
export class Reasons {
  private readonly seen = new Set<string>();
  private more = 0;

  add(reason: string): void {
    if (this.seen.has(reason)) return;
    if (this.seen.size < MAX_REASONS) this.seen.add(reason);
    else this.more++;
  }

  list(): string[] {
    return this.more === 0 ? [...this.seen] : [...this.seen, `${this.more} more reasons`];
  }
}

/** Adds the failures that a run states in its invocations and their notifications. */
export function runFailures(run: Json, dialect: SarifDialect, reasons: Reasons): void {
  const tool = dialect.id;
  for (const each of asArray(run.invocations)) {
    const invocation = asRecord(each);
    if (asBoolean(invocation.executionSuccessful) === false) {
      reasons.add(`${tool} says that it did not run to its end (executionSuccessful: false)${why(invocation)}`);
    } else if (asString(invocation.processStartFailureMessage) !== null) {
      reasons.add(`${tool} could not be started${why(invocation)}`);
    }
    const lists = [invocation.toolExecutionNotifications, invocation.toolConfigurationNotifications];
    for (const notification of lists.flatMap(asArray).map(asRecord)) {
      const level = asString(notification.level) ?? defaultLevel(run, asRecord(notification.descriptor));
      addNotification(notification, level.toLowerCase(), dialect, reasons);
    }
  }
  if (asArray(asRecord(run.externalPropertyFileReferences).results).length > 0) {
    reasons.add(`${tool} keeps results in other files (externalPropertyFileReferences): they were not delivered`);
  } else if (!Array.isArray(run.results)) reasons.add(`a run of ${tool} holds no list of results: nothing was scanned`);
}

/** Level of a notification that has none: its kind's, else `warning` (SARIF §3.58.6). */
function defaultLevel(run: Json, reference: Json): string {
  const kinds = asArray(asRecord(asRecord(run.tool).driver).notifications).map(asRecord);
  const id = asString(reference.id);
  const kind = kinds.find((each) => id !== null && asString(each.id) === id) ?? kinds[asInteger(reference.index) ?? -1];
  return asString(asRecord(kind?.defaultConfiguration).level) ?? 'warning';
}

function addNotification(notification: Json, level: string, dialect: SarifDialect, reasons: Reasons): void {
  const text = textOf(notification.message) ?? '';
  const id = asString(asRecord(notification.descriptor).id) ?? '';
  const isGap = level === 'error' || (level !== 'none' && dialect.isGap?.(id, text) === true);
  if (!isGap) return;
  const said = dialect.gapText?.(text) ?? text;
  reasons.add(`${dialect.id} reports an error: ${oneLine(said === '' ? id || 'without a text' : said, 200)}`);
}

function why(invocation: Json): string {
  const text = asString(invocation.processStartFailureMessage) ?? asString(invocation.exitCodeDescription);
  const code = asInteger(invocation.exitCode);
  if (text !== null) return `: ${oneLine(text, 200)}`;
  return code === null || code === 0 ? '' : `: exit code ${code}`;
}
