import { hkdfSync } from 'node:crypto';
import type { Env } from '#lib/env.ts';
import { readKeys } from '#lib/keys.ts';

/** The ENCRYPTION_KEY that an installation uses; null where neither the environment nor its data directory has one. */
export function encryptionKeyIfKnown(env: Pick<Env, 'ENCRYPTION_KEY' | 'DATABASE_URL' | 'DATA_DIR'>): string | null {
  return env.ENCRYPTION_KEY ?? (env.DATABASE_URL ? null : (readKeys(env.DATA_DIR).ENCRYPTION_KEY ?? null));
}

/** What a key is known by without being told, 32 hex digits; null without a key. */
export function keyFingerprint(env: Parameters<typeof encryptionKeyIfKnown>[0]): string | null {
  const key = encryptionKeyIfKnown(env);
  return key === null ? null : Buffer.from(hkdfSync('sha256', key, '', 'backup fingerprint', 16)).toString('hex');
}
