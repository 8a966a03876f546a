/** What became of handing a mail over. */
export type MailAnswer =
  | { kind: 'accepted'; said: string }
  /** This mail, or mails now, but perhaps later. `server`: the same would happen to every other mail. */
  | { kind: 'later'; server: boolean; said: string }
  /** Nothing will ever reach this address. */
  | { kind: 'no_such_address'; said: string }
  /** This mail was refused for good. */
  | { kind: 'refused'; said: string };

/** What is known of a failure of an SMTP dialogue. */
export interface SmtpFailure {
  /** What failed: `ECONNECTION`, `ETLS`, `EAUTH`, `EENVELOPE`, `EMESSAGE`, … */
  code: string | undefined;
  /** Of the server: 250, 450, 550, … */
  responseCode: number | undefined;
  /** The server's line; hostile. */
  response: string | undefined;
  /** The command that it answered: `RCPT TO`. */
  command: string | undefined;
}

const LONGEST = 120;

/** The status that RFC 3463 adds to the code: `5.1.1`. */
const STATUS = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/;

/** The server's own words: one line of plain characters, cut. */
export function plainAnswer(response: string): string {
  const line = response
    .slice(0, 1000)
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

const quoting = (response: string | undefined): string => (response ? ` It said: ${plainAnswer(response)}` : '');

/** Judges a failed attempt by SMTP's own rules: 4xx may work later, 5xx never will. */
export function judgeFailure(failure: SmtpFailure): MailAnswer {
  const { code, responseCode, response, command = '' } = failure;
  const quoted = quoting(response);
  if (code === 'ETLS' || command === 'STARTTLS') {
    return later(true, `The mail server offers no encryption that can be trusted (TLS).${quoted}`);
  }
  if (code === 'EAUTH' || command.startsWith('AUTH')) {
    return later(true, `The mail server did not accept the name or password.${quoted}`);
  }
  if (responseCode === undefined) return later(true, unreachable(code));
  if (responseCode === 421) return later(true, `The mail server wants to be asked later.${quoted}`);
  if (command === 'RCPT TO') {
    if (responseCode < 500) return later(false, `The mail server does not take mail for this address now.${quoted}`);
    return { kind: 'no_such_address', said: `The mail server refuses this address for good.${quoted}` };
  }
  if (command === 'MAIL FROM' || command === 'EHLO' || command === 'HELO' || command === 'CONN') {
    return later(true, `The mail server does not take mail from this sender.${quoted}`);
  }
  if (responseCode < 500) return later(false, `The mail server did not take the mail now.${quoted}`);
  if (/^5\.[12]\./.test(STATUS.exec(response ?? '')?.[1] ?? '')) {
    return { kind: 'no_such_address', said: `The mail server refuses this address for good.${quoted}` };
  }
  return { kind: 'refused', said: `The mail server refuses this mail for good.${quoted}` };
}

const later = (server: boolean, said: string): MailAnswer => ({ kind: 'later', server, said });

function unreachable(code: string | undefined): string {
  switch (code) {
    case 'EDNS':
      return 'The name of the mail server is not known.';
    case 'ETIMEDOUT':
    case 'ABORT_ERR':
      return 'The mail server did not answer in time.';
    default:
      return 'The connection to the mail server failed, or ended too early.';
  }
}
