import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type UploadParams, uploadParams } from '#lib/contracts/upload.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import { acceptUpload } from '#lib/services/upload/accept.ts';
import { processUpload } from '#lib/services/upload/process.ts';
import type { BoundSystem } from '#lib/system.ts';
import { demoContext } from './demo-context.ts';

const READING_SECONDS = 3;

export interface DemoReport {
  at: Date;
  repoId: number;
  kind: RepositoryKind;
  params: Partial<UploadParams> & { repo: string };
  text: string;
}

/** Delivers a report to the real ingest, as if it came at its time. */
export async function deliverDemo(system: BoundSystem, orgId: number, report: DemoReport): Promise<void> {
  // Each delivery has its own clock, because several run at the same time.
  const clock = { now: report.at };
  const ctx = demoContext(system, orgId, clock);
  const bytes = Buffer.from(report.text);
  const put = await system.blobs.put(Readable.from([bytes]), [], system.now());
  const accepted = await acceptUpload(ctx, {
    params: uploadParams.parse(report.params),
    report: {
      blob: put.name,
      sha256: createHash('sha256').update(bytes).digest(),
      bytes: bytes.length,
      storedBytes: put.storedBytes,
      filename: null,
    },
    idempotencyKey: null,
    kind: report.kind,
    demo: true,
  });
  clock.now = new Date(report.at.getTime() + READING_SECONDS * 1000);
  await processUpload(ctx, { orgId, repoId: report.repoId }, accepted.upload.number);
}
