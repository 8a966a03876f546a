/** How to reach the mail server. */
export interface SmtpSettings {
  host: string;
  port: number;
  /** TLS from the first byte on (`smtps:`). */
  secure: boolean;
  /** Nothing is sent before the connection is encrypted. */
  requireTLS: boolean;
  /** Encryption is not used even where it is offered. */
  ignoreTLS: boolean;
  auth: { user: string; pass: string } | null;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads SMTP_URL: `smtps://user:password@host`, `smtp://host:25`. TLS is used where it is offered, and demanded where it is
 * asked for (`?requireTLS=true`) or a password would be sent over a network. `?ignoreTLS=true` is for a server whose
 * certificate nobody can check.
 */
export function smtpSettings(url: string): SmtpSettings {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === 'smtps:';
  const auth = username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  const asked = searchParams.get('requireTLS');
  const ignoreTLS = !secure && searchParams.get('ignoreTLS') === 'true';
  const requireTLS = asked === null ? auth !== null && !LOOPBACK.test(hostname) : asked === 'true';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    ...{ secure, ignoreTLS, auth },
    requireTLS: secure || (requireTLS && !ignoreTLS),
  };
}
