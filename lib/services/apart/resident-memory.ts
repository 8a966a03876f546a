import { readFile } from 'node:fs/promises';

/** Bytes of memory that a process holds. Only Linux tells; 0 elsewhere: there the heap limit is the only bound. */
export async function residentMemory(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '0 0');
  return Number(text.split(' ')[1] ?? 0) * 4096;
}
