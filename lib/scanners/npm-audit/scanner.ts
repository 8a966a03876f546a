import type { Gap, Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { type JsonItem, readJson } from '#lib/scanners/shared/json.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { everything, knownTraits, onePart } from '#lib/scanners/shared/parts.ts';
import { asInteger, asRecord, asString, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { nothingAudited } from './nothing-audited.ts';
import { advisoryTraits, fixesOf, readAdvisory } from './version6.ts';
import { readPackage } from './version7.ts';
import { isYarnLine, isYarnLines, readYarn } from './yarn.ts';

/** `npm audit --json`, both report versions, `pnpm audit --json`, which writes the first, and the audits of Yarn. */
export const scanner: Scanner = {
  id: 'npm-audit',
  name: 'npm audit',
  aliases: ['npm', 'npm-audit-v6', 'npm-audit-v7', 'npm-audit-7-plus', 'pnpm-audit', 'yarn-audit', 'yarn'],
  categories: ['dependency'],
  docsUrl: 'https://docs.npmjs.com/cli/commands/npm-audit',
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind === 'jsonl') return isYarnLines(outline.value);
  if (outline.kind !== 'json' || !isRecord(outline.value)) return false;
  const report = outline.value;
  return isVersion7(report) || isVersion6(report) || isYarnLine(report) || failureOf(report) !== null;
}

function isVersion7(report: Json): boolean {
  return 'auditReportVersion' in report && ('vulnerabilities' in report || 'metadata' in report);
}

function isVersion6(report: Json): boolean {
  return 'advisories' in report && ('actions' in report || 'metadata' in report || 'muted' in report);
}

/**
 * npm's own words when it could not audit: `{error: {code, summary, detail}}`, pnpm's `{error: {code, message}}`, or the
 * registry's answer `{message, method, uri, statusCode}`, without any result.
 */
function failureOf(report: Json): string | null {
  if ('vulnerabilities' in report || 'advisories' in report) return null;
  const error = asRecord(report.error);
  const { code, summary, detail } = error;
  const known = 'summary' in error || ('code' in error && 'detail' in error) || isPnpm(error);
  if (!known && !['message', 'method', 'uri', 'statusCode'].every((key) => key in report)) return null;
  const words = [code, summary, detail, error.message, report.message].map(asString).filter((word) => word !== null);
  return oneLine(words.length === 0 ? 'no reason given' : words.join(': '), 500);
}

function isPnpm(error: Json): boolean {
  return typeof error.code === 'string' && error.code.startsWith('ERR_PNPM_') && 'message' in error;
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const outline = await outlineOf(source);
  if (outline.kind === 'jsonl' || (outline.kind === 'json' && isYarnLine(outline.value))) {
    const { observations, skipped, gaps } = await readYarn(source);
    for (const observation of observations) sink.observation(observation);
    for (const item of skipped) sink.skipped(item);
    return summaryOf(gaps);
  }
  const cuts = ['vulnerabilities{}', 'advisories{}'];
  const report = await readJson(source, { cuts: [], passOver: cuts, onItem: () => {} });
  if (!isRecord(report)) throw new ReportError('not an npm audit report: an object was expected');
  const failure = failureOf(report);
  if (failure !== null) throw new ReportError(`npm audit failed: ${failure}`);
  if (isVersion7(report)) {
    const cut = await parseVersion7(source, report, sink);
    return summaryOf([...cut, ...nothingAudited(report.metadata)]);
  }
  if (!isVersion6(report)) throw new ReportError('not an npm audit report: neither vulnerabilities nor advisories');
  await parseVersion6(source, report, sink);
  return summaryOf(nothingAudited(report.metadata));
}

function summaryOf(gaps: Gap[]): ReportSummary {
  return onePart({ scanner: 'npm-audit', categories: ['dependency'], gaps });
}

async function parseVersion6(source: ReportSource, report: Json, sink: Sink): Promise<void> {
  if (!isRecord(report.advisories)) throw new ReportError('not an npm audit report: advisories is not an object');
  const fixes = fixesOf(report.actions);
  await readJson(source, {
    cuts: ['advisories{}'],
    onItem({ value, key, position }) {
      const found = isRecord(value) ? readAdvisory(value, key ?? '', fixes, position) : 'not an object';
      if (typeof found === 'string') sink.skipped({ position, reason: found, standsFor: advisoryTraits(value) });
      else sink.observation(found);
    },
  });
}

async function parseVersion7(source: ReportSource, report: Json, sink: Sink): Promise<Gap[]> {
  if (!isRecord(report.vulnerabilities)) {
    throw new ReportError('not an npm audit report: vulnerabilities is not an object');
  }
  const names = new Set<string>();
  const passedOn: { position: string; chains: string[] }[] = [];
  const onItem = ({ value, key, position }: JsonItem): void => {
    names.add(key ?? '');
    if (!isRecord(value)) {
      sink.skipped({ position, reason: 'not an object', standsFor: knownTraits({ package: key }) });
      return;
    }
    const { observations, chains, unreadable } = readPackage(value, key ?? '', position);
    for (const observation of observations) sink.observation(observation);
    for (const item of unreadable) sink.skipped(item);
    // A package that only passes on another's advisory is no finding of its own: the fix is at the other.
    if (observations.length === 0 && unreadable.length === 0) passedOn.push({ position, chains });
  };
  await readJson(source, { cuts: ['vulnerabilities{}'], onItem });
  for (const { position, chains } of passedOn) {
    if (chains.some((name) => names.has(name))) continue;
    const reason = 'no advisory, and none of the packages it names is in the report';
    sink.skipped({
      position,
      reason,
      standsFor: chains.length === 1 ? knownTraits({ package: chains[0] ?? null }) : {},
    });
  }
  const total = asInteger(asRecord(asRecord(report.metadata).vulnerabilities).total) ?? 0;
  if (total <= names.size) return [];
  return [everything(`The report counts ${total} vulnerable packages but holds ${names.size}.`)];
}
