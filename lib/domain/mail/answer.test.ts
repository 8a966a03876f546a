import { describe, expect, it } from 'vitest';
import { judgeFailure, plainAnswer, type SmtpFailure } from './answer.ts';

const judge = (given: Partial<SmtpFailure>) =>
  judgeFailure({ code: undefined, responseCode: undefined, response: undefined, command: undefined, ...given });

describe('what became of a mail', () => {
  it('is settled for good only by 5xx: about the address at RCPT TO, about the mail after DATA', () => {
    const kinds = (command: string, response?: string) =>
      [450, 550].map((responseCode) => judge({ code: 'EENVELOPE', responseCode, command, response }).kind);
    expect(kinds('RCPT TO')).toEqual(['later', 'no_such_address']);
    expect(kinds('DATA')).toEqual(['later', 'refused']);
    expect(kinds('DATA', '550 5.1.1 user unknown')).toEqual(['later', 'no_such_address']);
    expect(kinds('DATA', '550 5.7.1 looks like spam')).toEqual(['later', 'refused']);
  });

  it('is the server, not this mail, when it takes none at all', () => {
    const server = (given: Partial<SmtpFailure>) => {
      const answer = judge(given);
      return answer.kind === 'later' && answer.server;
    };
    expect(server({ code: 'ECONNECTION', command: 'CONN' })).toBe(true);
    expect(server({ code: 'ETIMEDOUT' })).toBe(true);
    expect(server({ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' })).toBe(true);
    expect(server({ code: 'ETLS', command: 'CONN' })).toBe(true);
    expect(server({ code: 'EENVELOPE', responseCode: 550, command: 'MAIL FROM' })).toBe(true);
    expect(server({ code: 'EMESSAGE', responseCode: 421, command: 'DATA' })).toBe(true);
    expect(server({ code: 'EENVELOPE', responseCode: 450, command: 'RCPT TO' })).toBe(false);
    expect(server({ code: 'EMESSAGE', responseCode: 451, command: 'DATA' })).toBe(false);
  });

  it('quotes the server in one short line of plain characters', () => {
    expect(plainAnswer('550 no\r\n\x1b[31m <b>such</b> \u202euser')).toBe('550 no [31m <b>such</b> user');
    expect(plainAnswer('x'.repeat(5000))).toHaveLength(120);
    expect(judge({ responseCode: 550, command: 'RCPT TO', response: '550 gone' }).said).toBe(
      'The mail server refuses this address for good. It said: 550 gone',
    );
  });
});
