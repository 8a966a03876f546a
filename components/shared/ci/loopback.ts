/** Whether only the machine itself reaches this address. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const host = new URL(address).hostname;
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^(?:127(?:\.\d+){3}|0\.0\.0\.0)$/.test(host)
  );
}
