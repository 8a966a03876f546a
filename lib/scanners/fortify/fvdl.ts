import type { Category, Suppression } from '#lib/domain/finding/finding.ts';
import type { ReportSource, ReportSummary, Sink } from '#lib/scanners/contract.ts';
import { everything, nothingScanned, onePart } from '#lib/scanners/shared/parts.ts';
import { asUtcDate } from '#lib/scanners/shared/utc-date.ts';
import { readXml } from '#lib/scanners/shared/xml.ts';
import { readKnowledge } from './knowledge.ts';
import { vulnerability } from './vulnerability.ts';

/** Reads an FVDL: once for what explains the results, once for the results, so that they need not be held. */
export async function readFvdl(
  source: ReportSource,
  decisions: ReadonlyMap<string, Suppression>,
  sink: Sink,
): Promise<ReportSummary> {
  const knowledge = await readKnowledge(source);
  const categories = new Set<Category>(['sast']);
  let count = 0;
  await readXml(source, {
    elements: ['FVDL/Vulnerabilities/Vulnerability'],
    onElement: (node, _path, place) => {
      const position = `Vulnerability[${count++}] (${place})`;
      const observation = vulnerability(node, knowledge, decisions);
      if (observation === null) sink.skipped({ position, reason: 'a vulnerability without class and type' });
      else {
        categories.add(observation.subject.category);
        sink.observation({ ...observation, position });
      }
    },
  });
  const errors = [...new Set(knowledge.errors)].slice(0, 20);
  const part = {
    scanner: 'fortify',
    scannerVersion: knowledge.engineVersion,
    categories: [...categories].sort(),
    gaps: [
      ...errors.map((error) => everything(`Fortify reported an error: ${error}`)),
      ...(knowledge.files === 0 && count === 0 ? [nothingScanned('Fortify analysed no file at all.')] : []),
    ],
  };
  return onePart(part, asUtcDate(knowledge.createdAt));
}
