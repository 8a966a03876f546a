import type { Gap } from '#lib/scanners/contract.ts';
import { everything, inFiles } from '#lib/scanners/shared/parts.ts';
import { asArray, asBoolean, asInteger, asRecord, asString, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import type { SarifDialect } from './dialect.ts';
import { locationsOf } from './locations.ts';
import { textOf } from './rule-info.ts';
import type { Run } from './run.ts';

/** The gaps that a run states in its invocations and their notifications. */
export function runGaps({ object: run, dialect, artifacts, logicalLocations, resultsElsewhere }: Run): Gap[] {
  const gaps: Gap[] = [];
  const tool = dialect.id;
  for (const each of asArray(run.invocations)) {
    const invocation = asRecord(each);
    if (asBoolean(invocation.executionSuccessful) === false) {
      gaps.push(
        everything(`${tool} says that it did not run to its end (executionSuccessful: false)${why(invocation)}`),
      );
    } else if (asString(invocation.processStartFailureMessage) !== null) {
      gaps.push(everything(`${tool} could not be started${why(invocation)}`));
    }
    const lists = [invocation.toolExecutionNotifications, invocation.toolConfigurationNotifications];
    for (const notification of lists.flatMap(asArray).map(asRecord)) {
      const level = asString(notification.level) ?? defaultLevel(run, asRecord(notification.descriptor));
      const reason = gapReason(notification, level.toLowerCase(), dialect);
      if (reason === null) continue;
      const places = locationsOf(notification, artifacts, logicalLocations);
      gaps.push(
        inFiles(
          places.map(({ path }) => path),
          reason,
        ),
      );
    }
  }
  if (resultsElsewhere)
    gaps.push(everything('results in inlineExternalProperties are not read: write them into the runs'));
  if (asArray(asRecord(run.externalPropertyFileReferences).results).length > 0) {
    gaps.push(
      everything(`${tool} keeps results in other files (externalPropertyFileReferences): they were not delivered`),
    );
  } else if (!Array.isArray(run.results)) {
    gaps.push(everything(`a run of ${tool} holds no list of results: nothing was scanned`));
  }
  return gaps;
}

/** Level of a notification that has none: its kind's, else `warning` (SARIF §3.58.6). */
function defaultLevel(run: Json, reference: Json): string {
  const kinds = asArray(asRecord(asRecord(run.tool).driver).notifications).map(asRecord);
  const id = asString(reference.id);
  const kind = kinds.find((each) => id !== null && asString(each.id) === id) ?? kinds[asInteger(reference.index) ?? -1];
  return asString(asRecord(kind?.defaultConfiguration).level) ?? 'warning';
}

/** Why a notification tells of a gap; null when it does not. */
function gapReason(notification: Json, level: string, dialect: SarifDialect): string | null {
  const text = textOf(notification.message) ?? '';
  const id = asString(asRecord(notification.descriptor).id) ?? '';
  const isGap = level === 'error' || (level !== 'none' && dialect.isGap?.(id, text) === true);
  if (!isGap) return null;
  const said = dialect.gapText?.(text) ?? text;
  return `${dialect.id} reports an error: ${oneLine(said === '' ? id || 'without a text' : said, 200)}`;
}

function why(invocation: Json): string {
  const text = asString(invocation.processStartFailureMessage) ?? asString(invocation.exitCodeDescription);
  const code = asInteger(invocation.exitCode);
  if (text !== null) return `: ${oneLine(text, 200)}`;
  return code === null || code === 0 ? '' : `: exit code ${code}`;
}
