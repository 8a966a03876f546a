import {
  findCurrentInventories,
  findInventoriesByUpload,
  type JoinedInventory,
} from '#db/queries/current-inventory.ts';
import { findPathRun, type PathRun } from '#db/queries/paths-write.ts';
import type { Repository } from '#db/queries/repositories.ts';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import type { PathInputs } from '#db/schema/path.ts';
import { CLOUD_SECTIONS, isCloud } from '#lib/domain/privilege/cloud/roles-of-inventory.ts';
import type { BoundSystem } from '#lib/system.ts';
import type { PathSource, StoredInventory, StoredPicture } from './apart/protocol.ts';
import { workflowsOfOwner } from './workflows-of-owner.ts';

export interface Pictures {
  upload: Upload;
  now: StoredPicture;
  /** Of which the standing paths are; null: there is none, it is the same, or its bytes are gone. */
  before: StoredPicture | null;
  /** Nothing that is found is news: there is no picture before, or it is the same one. */
  first: boolean;
  /** Systems of which the standing paths know nothing. */
  newSystems: readonly string[];
  inputs: PathInputs;
  /** Ids of the systems that were joined, by name. */
  systems: ReadonlyMap<string, number>;
}

const PREFIX = 'plumbline-';
const SCANNERS = Object.keys(CLOUD_SECTIONS).map((source) => `${PREFIX}${source}`);

/** What paths are computed of: the newest inventory of a system with those of the clouds, now, and as the standing paths are of. */
export async function picturesOf(
  system: BoundSystem,
  repository: Repository,
  { source, upload }: { source: PathSource; upload: Upload },
): Promise<Pictures> {
  const scope = { orgId: repository.orgId, repoId: repository.id };
  const joined = { scanners: source === 'cyberark' ? [] : SCANNERS, demo: repository.demo };
  const all = await findCurrentInventories(system.sql, scope, joined);
  const clouds = [...new Map(all.toReversed().map((each) => [each.repoId, each])).values()].reverse();
  const said = source === 'github' ? await workflowsOfOwner(system, repository) : null;
  const inputs: PathInputs = {
    clouds: clouds.map(({ repoId, number }) => ({ repoId, upload: number })).sort((a, b) => a.repoId - b.repoId),
    workflows: said && { hash: said.hash, files: said.files },
  };
  const run = await findPathRun(system.sql, scope, { problem: false });
  const isSame = run !== null && run.upload === upload.number && isEqual(run.inputs ?? inputs, inputs);
  const known = new Set(run?.inputs?.clouds.map(({ repoId }) => repoId));
  return {
    ...{ upload, inputs, first: run === null || isSame },
    newSystems: clouds.flatMap((each) => (known.has(each.repoId) ? [] : [each.system])),
    now: pictureOf(system, { source, upload, workflows: said === null ? {} : JSON.parse(said.all) }, clouds),
    before: run === null || isSame ? null : await pictureBefore(system, source, scope, run),
    systems: new Map(clouds.map((each) => [each.system, each.repoId])),
  };
}

async function pictureBefore(
  system: BoundSystem,
  source: PathSource,
  scope: { orgId: number; repoId: number },
  { upload: number, inputs }: PathRun,
): Promise<StoredPicture | null> {
  const upload = await findUpload(system.sql, scope, number);
  if (upload === null || upload.bytesRemovedAt !== null) return null;
  const asked = inputs?.clouds ?? [];
  const clouds = await findInventoriesByUpload(system.sql, scope, asked);
  // Half of a picture would tell of changes that never were.
  if (clouds.length < asked.length) return null;
  return pictureOf(system, { source, upload, workflows: inputs?.workflows?.files ?? {} }, clouds);
}

function pictureOf(
  system: BoundSystem,
  { source, upload, workflows }: { source: PathSource; upload: Upload; workflows: StoredPicture['workflows'] },
  clouds: readonly JoinedInventory[],
): StoredPicture {
  const stored = ({ blob, bytes }: Upload): StoredInventory => ({ path: system.blobs.pathOf(blob), bytes });
  return {
    ...{ source, inventory: stored(upload), workflows },
    clouds: clouds.flatMap((each) => {
      const cloud = each.scanner.slice(PREFIX.length);
      return isCloud(cloud) ? [{ ...stored(each), system: each.system, source: cloud }] : [];
    }),
  };
}

const isEqual = (a: PathInputs, b: PathInputs): boolean => JSON.stringify(keyOf(a)) === JSON.stringify(keyOf(b));

/** The database gives members in an order of its own. */
const keyOf = ({ clouds, workflows }: PathInputs): unknown => [
  clouds.map(({ repoId, upload }) => [repoId, upload]),
  workflows?.hash ?? null,
];
