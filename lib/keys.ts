import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, Fault } from './errors.ts';

export interface Keys {
  AUTH_SECRET: string;
  ENCRYPTION_KEY: string;
}

const fileOf = (dataDir: string): string => join(dataDir, 'keys.json');

/** The keys that a data directory holds. @throws Fault `data_dir` */
export function readKeys(dataDir: string): Partial<Keys> {
  const file = fileOf(dataDir);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    // Do not make new keys: what was encrypted with the old ones would silently become unreadable.
    throw new Fault('data_dir', `${file} cannot be read: it holds the keys of this installation. Restore it.`, {
      cause: error,
    });
  }
}

/** Keys of an installation with the embedded database: made once, kept in the data directory for its owner only. */
export function ensureKeys(dataDir: string): Keys {
  const file = fileOf(dataDir);
  const found = readKeys(dataDir);
  const make = () => randomBytes(32).toString('base64');
  const keys = { AUTH_SECRET: found.AUTH_SECRET ?? make(), ENCRYPTION_KEY: found.ENCRYPTION_KEY ?? make() };
  if (found.AUTH_SECRET && found.ENCRYPTION_KEY) return keys;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
}

/** An organization's key (hex) for identifying leaked secrets without storing them; the same in every process. */
export function secretIdentityKey(encryptionKey: string, orgId: number): string {
  return Buffer.from(hkdfSync('sha256', encryptionKey, '', `secret identity ${orgId}`, 32)).toString('hex');
}

/** The key (hex) that secrets of second factors are encrypted with. */
export function secondFactorKey(encryptionKey: string): string {
  return Buffer.from(hkdfSync('sha256', encryptionKey, '', 'second factor', 32)).toString('hex');
}

/** The key (hex) that addresses and secrets of sinks are encrypted with. The web process gets these keys of ENCRYPTION_KEY. */
export function sinkKey(encryptionKey: string): string {
  return Buffer.from(hkdfSync('sha256', encryptionKey, '', 'sinks', 32)).toString('hex');
}

/** The key (hex) that signs links in mails: those that work without a sign-in. */
export function linkKey(encryptionKey: string): string {
  return Buffer.from(hkdfSync('sha256', encryptionKey, '', 'links in mails', 32)).toString('hex');
}
