import type { Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { openZip } from '#lib/scanners/shared/zip.ts';
import { readAudit } from './audit.ts';
import { readFvdl } from './fvdl.ts';
import { readReportDefinition } from './report-definition.ts';
import { readWebInspect } from './webinspect.ts';

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
  if (outline.kind === 'zip') return outline.entries.includes('audit.fvdl');
  return outline.kind === 'xml' && (ROOTS.has(outline.root) || isWebInspect(outline));
}

function isWebInspect(outline: Outline): boolean {
  if (outline.kind !== 'xml') return false;
  const { root, children } = outline;
  return (root === 'Sessions' && children.includes('Session')) || (root === 'Scan' && children.includes('Sessions'));
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const outline = await outlineOf(source);
  if (!accepts(outline)) throw new ReportError('not a Fortify report: neither FPR, FVDL nor ReportDefinition');
  if (outline.kind === 'zip') return readProject(source, sink);
  if (outline.kind === 'xml' && outline.root === 'ReportDefinition') return readReportDefinition(source, sink);
  return isWebInspect(outline) ? readWebInspect(source, sink) : readFvdl(source, new Map(), sink);
}

async function readProject(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const archive = await openZip(source);
  const audited = archive.entries.includes('audit.xml');
  const decisions = audited ? await readAudit(await archive.source('audit.xml')) : new Map();
  return readFvdl(await archive.source('audit.fvdl'), decisions, sink);
}
