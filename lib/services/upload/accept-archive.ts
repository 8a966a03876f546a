import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Context } from '#lib/context.ts';
import { repositoryName } from '#lib/contracts/common.ts';
import type { UploadParams } from '#lib/contracts/upload.ts';
import { MOST_REPOSITORIES } from '#lib/contracts/workflows.ts';
import type { SkippedItem } from '#lib/domain/stream/upload-state.ts';
import { Fault } from '#lib/errors.ts';
import { formatCapital } from '#lib/format.ts';
import { permit } from '#lib/permit.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { splitZip } from '#lib/scanners/shared/split-zip.ts';
import { type Accepted, acceptUpload } from './accept.ts';
import { refuseEarly } from './refuse-early.ts';

interface ArchiveInput {
  /** As they are for each of its repositories. */
  params: Omit<UploadParams, 'repo'>;
  /** Where the archive is; it is not needed any more when this returns. */
  blob: string;
}

export interface AcceptedArchive {
  /** In the order of the repositories' names, each with the name that the archive gave it. */
  accepted: { asked: string; delivery: Accepted }[];
  /** Members that belong to no repository. */
  left: SkippedItem[];
}

/**
 * Takes an archive of `owner/name/path` as one report for each repository, each durable and queued like any other. All of
 * them are checked first: one that may not be delivered refuses the whole, with nothing stored. Sent again after a failure,
 * those that were accepted are the same uploads.
 * @throws Fault unprocessable for what is no such archive; forbidden, with the repository; and what `acceptUpload` throws
 */
export async function acceptArchive(ctx: Context, { params, blob }: ArchiveInput): Promise<AcceptedArchive> {
  permit(ctx, 'upload:write', 'repositories');
  const { archives, left } = await splitIn(await buffer(ctx.blobs.read(blob)));
  const names = [...archives.keys()].sort();
  for (const repo of names) await refuseEarly(ctx, { repo, pipeline: params.pipeline });
  const accepted: AcceptedArchive['accepted'] = [];
  for (const asked of names) {
    const bytes = archives.get(asked) ?? Buffer.alloc(0);
    accepted.push({ asked, delivery: await acceptOne(ctx, { ...params, repo: asked }, bytes) });
  }
  return {
    accepted,
    left: left.map((position) => ({ position, reason: 'Not in a folder of a repository: owner/name/….' })),
  };
}

async function splitIn(archive: Buffer): Promise<Awaited<ReturnType<typeof splitZip>>> {
  try {
    const split = await splitZip(sourceFromBytes(archive), placing());
    const count = split.archives.size;
    if (count === 0) throw new ReportError('the archive has no file in a folder of a repository: owner/name/path');
    if (count <= MOST_REPOSITORIES) return split;
    throw new ReportError(`the archive has ${count} repositories: at most ${MOST_REPOSITORIES} in one`);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    const reason = formatCapital(error.message);
    throw new Fault(
      'unprocessable',
      `${reason}. Send a zip archive of owner/name/path, or one file with repo and path.`,
    );
  }
}

/**
 * `acme/web/.github/workflows/ci.yml`: a repository is known by its name in any case, and called as it comes first. One
 * below a subgroup is sent by its name, since its path does not tell where that ends.
 */
function placing(): (name: string) => { group: string; name: string } | null {
  const spelled = new Map<string, string>();
  return (name) => {
    const [owner = '', repo = '', ...rest] = name.split('/');
    const group = `${owner}/${repo}`;
    if (rest.length === 0 || !repositoryName.safeParse(group).success) return null;
    const known = spelled.get(group.toLowerCase()) ?? group;
    spelled.set(group.toLowerCase(), known);
    return { group: known, name: rest.join('/') };
  };
}

async function acceptOne(ctx: Context, params: UploadParams, bytes: Buffer): Promise<Accepted> {
  const { name: blob, storedBytes } = await ctx.blobs.put(Readable.from([bytes]), [], ctx.now());
  const sha256 = createHash('sha256').update(bytes).digest();
  const report = { blob, sha256, bytes: bytes.length, storedBytes, filename: null };
  try {
    return await acceptUpload(ctx, { params, report, idempotencyKey: null });
  } catch (error) {
    // After other errors its transaction may have been committed.
    if (error instanceof Fault) await ctx.blobs.remove(blob);
    throw error;
  }
}
