import type { Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { openZip } from '#lib/scanners/shared/zip.ts';
import { readAudit, readMachineTags } from './audit.ts';
import { readFvdl } from './fvdl.ts';
import { readReportDefinition } from './report-definition.ts';
import { readWebInspect } from './webinspect.ts';

/** Members of a project: what the analysis of code found, what the dynamic test did. */
const RESULTS = 'audit.fvdl';
const SESSIONS = 'webinspect.xml';

const ROOTS: ReadonlySet<string> = new Set(['FVDL', 'ReportDefinition']);

/** Fortify: project files (FPR), bare FVDL, the XML form of the printed report, and WebInspect's XML. */
export const scanner: Scanner = {
  id: 'fortify',
  name: 'Fortify',
  aliases: ['fortify-fpr', 'fortify-fvdl', 'fortify-sca', 'fortify-xml', 'fpr', 'webinspect'],
  categories: ['sast', 'dast'],
  docsUrl: 'https://www.microfocus.com/documentation/fortify-static-code-analyzer-and-tools/',
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind === 'zip') return [RESULTS, SESSIONS].some((name) => outline.entries.includes(name));
  return outline.kind === 'xml' && (ROOTS.has(outline.root) || isWebInspect(outline));
}

function isWebInspect(outline: Outline): boolean {
  if (outline.kind !== 'xml') return false;
  const { root, children } = outline;
  if (root === 'Sessions') return children.includes('Session');
  if (root === 'Scans') return children.includes('Scan');
  const named = root === 'Scan' || root === 'WebInspectScan';
  return named && ['Sessions', 'Session', 'Issues'].some((name) => children.includes(name));
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const outline = await outlineOf(source);
  if (!accepts(outline)) throw new ReportError('not a Fortify report: neither FPR, FVDL nor ReportDefinition');
  if (outline.kind === 'zip') return readProject(source, sink);
  if (outline.kind === 'xml' && outline.root === 'ReportDefinition') return readReportDefinition(source, sink);
  return isWebInspect(outline) ? readWebInspect(source, sink) : readFvdl(source, new Map(), sink);
}

async function readProject(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const { entries, source: member } = await openZip(source);
  const template = entries.includes('filtertemplate.xml') ? await member('filtertemplate.xml') : null;
  const machineTags = template === null ? new Set<string>() : await readMachineTags(template);
  const decisions = entries.includes('audit.xml') ? await readAudit(await member('audit.xml'), machineTags) : new Map();
  if (!entries.includes(RESULTS)) return readWebInspect(await member(SESSIONS), sink, decisions);
  let found = 0;
  const counting: Sink = {
    skipped: (item) => sink.skipped(item),
    observation: (observation) => {
      found++;
      sink.observation(observation);
    },
  };
  const summary = await readFvdl(await member(RESULTS), decisions, counting);
  // A project of a dynamic test may carry an empty analysis of code.
  const dynamic = found === 0 && entries.includes(SESSIONS);
  return dynamic ? readWebInspect(await member(SESSIONS), sink, decisions) : summary;
}
