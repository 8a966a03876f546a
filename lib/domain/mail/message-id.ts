import { createHash } from 'node:crypto';

/**
 * The Message-ID of the mail with this key: the same for as long as there is the installation, so that mail programs file a
 * mail that comes twice as one.
 */
export function messageId(orgId: number, key: string, publicUrl: string): string {
  const hash = createHash('sha256').update(`${orgId}\n${key}`).digest('hex').slice(0, 32);
  return `<${hash}@${new URL(publicUrl).hostname.replace(/^\[(.*)\]$/, 'ipv6-$1').replaceAll(':', '-')}>`;
}
