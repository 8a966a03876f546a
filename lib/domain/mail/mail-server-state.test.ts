import { describe, expect, it } from 'vitest';
import { mailServerState } from './mail-server-state.ts';

const REFUSED = 'The mail server did not accept the name or password.';

describe('the state of the mail server', () => {
  it.each([
    ['none where none is configured', false, { state: 'kept', lastAnswer: null }, 'none', null],
    ['not known before the first mail', true, null, 'unused', null],
    ['not known while the first is on its way', true, { state: 'sending', lastAnswer: null }, 'unused', null],
    ['working when it took the last one', true, { state: 'sent', lastAnswer: '250 OK' }, 'working', null],
    [
      'working when it refused an address',
      true,
      { state: 'failed', lastAnswer: 'It refuses this address.' },
      'working',
      null,
    ],
    ['failing while the last one waits', true, { state: 'waiting', lastAnswer: REFUSED }, 'failing', REFUSED],
    [
      'failing when the last one was given up',
      true,
      { state: 'failed', lastAnswer: `Given up after three days. ${REFUSED}` },
      'failing',
      `Given up after three days. ${REFUSED}`,
    ],
  ] as const)('is %s', (_, configured, last, state, reason) => {
    expect(mailServerState(configured, last)).toEqual({ state, reason });
  });
});
