import { codeOf } from '#lib/errors.ts';

/** By the code of the system, of TLS or of the HTTP parser. */
const SENTENCES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'There is no host of this name.',
  ENODATA: 'There is no host of this name.',
  EAI_AGAIN: 'The name could not be looked up: the name server does not answer.',
  ECONNREFUSED: 'The connection was refused: nothing listens there, or a firewall keeps it closed.',
  ECONNRESET: 'The connection was closed before there was an answer.',
  EPIPE: 'The connection was closed before there was an answer.',
  ETIMEDOUT: 'The connection timed out: nothing answers there.',
  EHOSTUNREACH: 'There is no way to this host from here.',
  ENETUNREACH: 'There is no way to this host from here.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  CERT_NOT_YET_VALID: 'Its certificate is not valid yet, or the clock of this machine is wrong.',
  CERT_REVOKED: 'Its certificate was revoked.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another name.',
};

const NOT_TRUSTED =
  'Its certificate is not trusted here: nobody whom this machine knows has signed it. NODE_EXTRA_CA_CERTS names further ones.';

/** OpenSSL's words for a chain that ends in nobody who is known. */
const UNKNOWN_SIGNER = /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_UNTRUSTED|INVALID_CA|CERT_SIGNATURE_FAILURE/;

/** Why a message could not be sent, from what was thrown, in a sentence for whoever set the address up. */
export function whyUnreachable(error: unknown): string {
  const code = codeOf(error) ?? '';
  const sentence = SENTENCES[code];
  if (sentence !== undefined) return sentence;
  if (UNKNOWN_SIGNER.test(code)) return NOT_TRUSTED;
  if (/^(?:EPROTO|ERR_SSL_)/.test(code)) return 'No secure connection could be made: it does not answer as HTTPS does.';
  if (code.startsWith('HPE_')) return 'It answered something that is not HTTP.';
  return code === '' ? 'It cannot be reached.' : `It cannot be reached (${code}).`;
}
