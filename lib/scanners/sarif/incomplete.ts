import { asArray, asBoolean, asInteger, asRecord, asString, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { textOf } from './rule-info.ts';

const MAX_REASONS = 20;

/** Reasons why a report must not close anything: each once, and no more than can be read. */
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

/** Rule ids and texts of Semgrep notifications that mean code was not looked at, at whatever level they are written. */
const GAPS = /timeout|out ?of ?memory|syntax|pars(?:e|ing)|lexical|stack ?overflow|fixpoint/i;
/** Words that only mean it as the kind of a notification: texts hold paths, and code. */
const GAP_KINDS = /^oom|internal|builder/i;

/** What a run says of its own failures: in its invocations and their notifications. */
export function runFailures(run: Json, tool: string, reasons: Reasons): void {
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
      addNotification(notification, level.toLowerCase(), tool, reasons);
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

function addNotification(notification: Json, level: string, tool: string, reasons: Reasons): void {
  const text = textOf(notification.message) ?? '';
  const id = asString(asRecord(notification.descriptor).id) ?? '';
  const gap =
    tool === 'semgrep' && level !== 'none' && (GAP_KINDS.test(id) || GAPS.test(`${id} ${text.slice(0, 200)}`));
  if (level !== 'error' && !gap) return;
  // What follows in Semgrep's texts is the code that it could not read.
  const said = tool === 'semgrep' ? (text.split(/\r?\n|`/, 1)[0] ?? '').replace(/:\s{0,10}$/, '') : text;
  reasons.add(`${tool} reports an error: ${oneLine(said === '' ? id || 'without a text' : said, 200)}`);
}

function why(invocation: Json): string {
  const text = asString(invocation.processStartFailureMessage) ?? asString(invocation.exitCodeDescription);
  const code = asInteger(invocation.exitCode);
  if (text !== null) return `: ${oneLine(text, 200)}`;
  return code === null || code === 0 ? '' : `: exit code ${code}`;
}

/** Rules by which tools report a file that they could not read, as if it were a result. */
const PARSE_RULES: ReadonlyMap<string, RegExp> = new Map([
  ['ruff', /^(?:invalid-syntax|E999)$/],
  ['flake8', /^E999$/],
  ['pylint', /^(?:E0001|syntax-error|F0002|astroid-error)$/],
  ['rubocop', /^Lint\/Syntax$/],
  ['hadolint', /^DL1000$/],
  ['cfn-lint', /^E0000$/],
  ['golangci-lint', /^typecheck$/],
  [
    'cppcheck',
    /^(?:syntaxError|internalAstError|internalError|cppcheckError|preprocessorErrorDirective|unknownMacro)$/,
  ],
  ['clang-tidy', /^clang-diagnostic-error$/],
  ['shellcheck', /^(?:SC)?107[23]$/],
  ['stylelint', /^CssSyntaxError$/],
]);

/** Linters report a file that they could not parse as a result. */
export function isParseFailure(tool: string, ruleId: string, message: string): boolean {
  if (tool === 'eslint') return /^Parsing error:/.test(message);
  if (tool === 'ruff' && /^SyntaxError\b/.test(message)) return true;
  return PARSE_RULES.get(tool)?.test(ruleId) ?? false;
}
