/** How ids of malicious packages begin, in the database of the Open Source Security Foundation. */
export const MALICIOUS_PREFIX = 'MAL-';
