import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findUpload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Grant, Inventory, Principal, Resource } from '#lib/domain/privilege/inventory.ts';
import { type Harness, sarifOf } from '../testing.ts';
import { writePrivileges } from '../upload/read/privilege-file.ts';
import { PRIVILEGES_FILE } from '../upload/read/protocol.ts';
import { type WrittenSnapshot, writeSnapshot } from './write-snapshot.ts';

/** Test helper: a system whose inventories are applied as the worker does, without documents of any vendor. */
export async function openSystemOf(harness: Harness, name: string) {
  const upload = await harness.deliver({ repo: `test/${name}` }, sarifOf([]));
  const scope = harness.scopeOf(upload);
  return {
    scope,
    async apply(inventory: Inventory, options = { reread: false }): Promise<WrittenSnapshot | null> {
      const folder = await mkdtemp(join(tmpdir(), 'privileges-'));
      try {
        writePrivileges(join(folder, PRIVILEGES_FILE), inventory);
        const { source, collectedAt, sections } = inventory;
        const facts = { source, scope: name, collectedAt: collectedAt.toISOString(), sections: [...sections] };
        const unused = { collector: null, strange: [], stripped: { count: 0, positions: [] } };
        const rules = { pass: 0, fail: 0, unknown: 0, 'not applicable': 0 };
        return await inTransaction(harness.sql, async (tx) => {
          const current = (await findUpload(tx, scope, upload.number)) ?? upload;
          const at = { tx, scope, now: harness.now(), upload: current };
          return writeSnapshot(at, folder, { ...facts, ...unused, rules }, options);
        });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

export const principal = (id: string, known: Partial<Principal> = {}): Principal => ({
  id,
  kind: 'human',
  name: id,
  owner: null,
  twoFactor: null,
  standing: null,
  createdAt: null,
  expiresAt: null,
  lastActiveAt: null,
  suspended: null,
  password: null,
  permissions: null,
  everywhere: null,
  runner: null,
  ...known,
});

export const resource = (id: string, known: Partial<Resource> = {}): Resource => ({
  id,
  kind: 'repo',
  name: id,
  parent: null,
  visibility: null,
  archived: false,
  createdAt: null,
  updatedAt: null,
  expiresAt: null,
  lastUsedAt: null,
  tags: null,
  ...known,
});

export const grant = (principalId: string, resourceId: string, known: Partial<Grant> = {}): Grant => ({
  principal: principalId,
  resource: resourceId,
  permission: 'write',
  level: 3,
  via: 'direct',
  expiresAt: 'never',
  grantedAt: null,
  grantedBy: null,
  lastUsedAt: null,
  conditions: null,
  ...known,
});

/** A day of March 2026, on which everything could be read. */
export const inventoryOf = (day: number, said: Partial<Inventory> = {}): Inventory => ({
  source: 'github',
  scope: 'acme',
  collectedAt: new Date(Date.UTC(2026, 2, day)),
  sections: [],
  principals: [],
  memberships: [],
  resources: [],
  grants: [],
  controls: [],
  unanswered: new Map(),
  ...said,
});
