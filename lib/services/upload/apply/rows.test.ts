import { describe, expect, it } from 'vitest';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { incomingExample } from '#lib/domain/stream/examples.ts';
import { contentOf, evidenceOf, sightingOf } from './rows.ts';

/** All values differ, so that swapped columns fail the test. */
const RECORD: FindingRecord = {
  category: 'dependency',
  scanner: 'trivy',
  ruleId: 'rule',
  ruleName: 'rule name',
  helpUrl: 'https://help.test',
  title: 'title',
  message: 'message',
  remediation: 'remediation',
  severity: 'high',
  severityReported: 'HIGH',
  cvss: 7.5,
  confidence: 'medium',
  cwes: [79],
  references: ['https://reference.test'],
  advisory: 'CVE-2026-1',
  aliases: ['GHSA-1'],
  packageEcosystem: 'npm',
  packageName: 'left-pad',
  packageVersion: '1.2.3',
  fixedVersions: ['1.2.4'],
  image: 'image',
  resource: 'resource',
  path: 'package-lock.json',
  line: 12,
  locations: [],
  totalLocations: 1,
  suppression: null,
  subjectDetail: {},
};
const incoming = incomingExample({
  index: 0,
  key: 'aa',
  move: 'bb',
  contentHash: 'cc',
  path: 'as-the-stream-saw-it',
  suppressed: true,
});
const reported = { incoming, record: RECORD, text: JSON.stringify(RECORD) };

describe('the rows of a finding', () => {
  it('hold every value of its record in the column of that name', () => {
    expect(contentOf(4, reported, { actionNumber: 5, fixes: ['1.3.0'] })).toEqual({
      number: 4,
      key: Buffer.from([0xaa]),
      move: Buffer.from([0xbb]),
      title: 'title',
      path: 'package-lock.json',
      line: 12,
      ruleId: 'rule',
      packageName: 'left-pad',
      packageVersion: '1.2.3',
      packageKey: 'npm/left-pad',
      advisory: 'CVE-2026-1',
      fixedVersions: ['1.3.0'],
      image: 'image',
      keywords: ['GHSA-1', 'image', 'resource'],
      cwes: [79],
      confidence: 2,
      actionNumber: 5,
    });
  });

  it('give the sighting what the next report is compared with, and keep what the scanner said', () => {
    expect(sightingOf(4, reported)).toEqual({
      findingNumber: 4,
      key: Buffer.from([0xaa]),
      move: Buffer.from([0xbb]),
      path: 'as-the-stream-saw-it',
      line: 12,
      content: Buffer.from([0xcc]),
      suppressed: 1,
    });
    expect(evidenceOf(4, reported)).toEqual({
      findingNumber: 4,
      scanner: 'trivy',
      severity: 3,
      record: expect.objectContaining({ text: reported.text }),
    });
  });
});
