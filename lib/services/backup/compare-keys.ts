import type { Env } from '#lib/env.ts';
import { Fault } from '#lib/errors.ts';
import { keyFingerprint } from './key-fingerprint.ts';
import type { BackupHeader } from './manifest.ts';

/** Of the target's ENCRYPTION_KEY: that of the backup; taken from it; another one; not known on one of both sides. */
export type KeyState = 'same' | 'restored' | 'other' | 'unknown';

/**
 * Compares the key of a target with that of the installation that was backed up.
 * @throws Fault `conflict` for another key, unless that is allowed
 */
export function compareKeys(
  env: Pick<Env, 'ENCRYPTION_KEY' | 'DATABASE_URL' | 'DATA_DIR'>,
  header: Pick<BackupHeader, 'keyFingerprint' | 'withKeys'>,
  otherKey: boolean,
): KeyState {
  const here = keyFingerprint(env);
  if (here === null) return header.withKeys && !env.DATABASE_URL ? 'restored' : 'unknown';
  if (header.keyFingerprint === null) return 'unknown';
  if (here === header.keyFingerprint) return 'same';
  if (otherKey) return 'other';
  throw new Fault(
    'conflict',
    'The ENCRYPTION_KEY here is not that of the installation that was backed up. With another key, leaked secrets get ' +
      'new identities, and what is stored encrypted cannot be read. Put the old keys in place (keys.json in DATA_DIR, ' +
      'or the environment), or say --other-key.',
  );
}
