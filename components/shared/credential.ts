import type { UploadView } from '#lib/contracts/upload.ts';

/** Who delivered an upload, in words: `token “first”`, or the person's name; null where it was not kept. */
export function credentialOf(by: UploadView['delivered_by']): string | null {
  if (by === null) return null;
  switch (by.kind) {
    case 'upload_token':
      return `token “${by.name}”`;
    case 'api_token':
      return `API token “${by.name}”`;
    case 'session':
      return by.name;
    case 'demo':
      return 'the demo';
  }
}
