import type { Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { onePart } from '#lib/scanners/shared/parts.ts';
import { isRecord } from '#lib/scanners/shared/text.ts';
import { asUtcDate } from '#lib/scanners/shared/utc-date.ts';
import { isApiReport, isZapReport, readZapJson } from './json.ts';
import { isApiList, readZapXml } from './xml.ts';

/** ZAP's traditional reports in JSON and XML, and the alerts of its API in both. Its SARIF is read like every other SARIF. */
export const scanner: Scanner = {
  id: 'zap',
  name: 'ZAP',
  aliases: ['zap-xml', 'zap-json', 'owasp-zap', 'zaproxy'],
  categories: ['dast'],
  docsUrl: 'https://www.zaproxy.org/docs/desktop/addons/report-generation/templates/',
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind === 'xml') {
    const { root, attributes, children } = outline;
    return root === 'OWASPZAPReport' || (isApiList(root, attributes) && children.every((name) => name === 'alert'));
  }
  if (outline.kind !== 'json') return false;
  return (isRecord(outline.value) && isZapReport(outline.value)) || isApiReport(outline.value);
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const head = (await looksLikeXml(source)) ? await readZapXml(source, sink) : await readZapJson(source, sink);
  const gaps = head.gaps.slice(0, 20);
  return onePart(
    { scanner: 'zap', scannerVersion: head.version, categories: ['dast'], gaps },
    asUtcDate(head.created) ?? asUtcDate(head.generated),
  );
}

/** Both forms are told apart by their first mark; byte order marks and UTF-16 included. */
async function looksLikeXml(source: ReportSource): Promise<boolean> {
  const head = Buffer.from(await source.slice(0, Math.min(source.size, 4096)));
  for (const byte of head) {
    if (byte === 0x3c) return true;
    if (byte === 0x7b || byte === 0x5b) return false;
  }
  if (head.length === 0) throw new ReportError('the report is empty');
  return false;
}
