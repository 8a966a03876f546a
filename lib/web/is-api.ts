/** Whether an address belongs to the API; all others are pages and files. */
export function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}
