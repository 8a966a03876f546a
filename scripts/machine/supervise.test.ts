import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { supervise } from './supervise.ts';

const home = mkdtempSync(join(tmpdir(), 'plumbline-supervise-'));
const births = join(home, 'births');
const program = join(home, 'program.mjs');
writeFileSync(births, '');
writeFileSync(
  program,
  `import { appendFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(births)}, process.pid + ' ' + process.env.NUMBER + '\\n');
setInterval(() => 0, 1000);`,
);

const born = () => readFileSync(births, 'utf8').trim().split('\n').filter(Boolean);
const untilBorn = (count: number) =>
  vi.waitFor(() => expect(born()).toHaveLength(count), { timeout: 10_000, interval: 20 });

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('supervision', () => {
  it('starts what dies again and says so, restarts with a new environment, and stops for good', async () => {
    const lines: string[] = [];
    let number = 0;
    const env = () => {
      number += 1;
      return { NUMBER: String(number) };
    };
    const service = supervise({
      name: 'worker',
      args: [program],
      env,
      say: (line) => lines.push(line),
      delay: () => 10,
    });
    await untilBorn(1);
    process.kill(service.pid ?? 0, 'SIGKILL');
    await untilBorn(2);
    expect(lines).toEqual(['worker ended (SIGKILL); starting it again in 0.01 s']);
    await service.restart(1000);
    await untilBorn(3);
    expect(lines).toHaveLength(1);
    const last = service.pid ?? 0;
    await service.stop(1000);
    expect(() => process.kill(last, 0)).toThrow();
    expect(born().map((line) => line.split(' ')[1])).toEqual(['1', '2', '3']);
  });
});
