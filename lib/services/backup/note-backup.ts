import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const noted = z.object({ at: z.coerce.date(), bytes: z.int().min(0) });

const fileOf = (dataDir: string): string => join(dataDir, 'last-backup.json');

/** Stores when the last backup was written, for those who watch its age. */
export async function noteBackup(dataDir: string, backup: z.output<typeof noted>): Promise<void> {
  await writeFile(`${fileOf(dataDir)}.new`, JSON.stringify(backup), { mode: 0o600 });
  await rename(`${fileOf(dataDir)}.new`, fileOf(dataDir));
}

/** When the last backup was written and how large it is; null where none is noted. */
export async function readNotedBackup(dataDir: string): Promise<z.output<typeof noted> | null> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return noted.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
