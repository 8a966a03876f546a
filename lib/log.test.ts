import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readable } from './log.ts';

const program = `
import { createLog } from ${JSON.stringify(`${import.meta.dirname}/log.ts`)};
const log = createLog('worker', 'info');
log.debug('not shown');
log.info({ upload: 7, token: 'plb_upload_abc', user: { password: 'hunter2' } }, 'parsed');`;

describe('the log', () => {
  it('writes JSON lines without secrets when nobody watches', () => {
    const text = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject({ name: 'worker', msg: 'parsed', upload: 7, token: '[redacted]' });
    expect(text).not.toMatch(/hunter2|plb_upload_abc/);
  });

  it('writes readable lines for a terminal', () => {
    const line = JSON.stringify({ level: 40, time: 0, name: 'web', pid: 1, hostname: 'h', msg: 'slow', ms: 900 });
    expect(readable(line)).toBe('00:00:00 web warn: slow ms=900\n');
  });
});
