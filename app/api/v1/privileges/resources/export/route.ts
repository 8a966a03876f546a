import { exportOf } from '#app/api/v1/privileges/export-of.ts';

export const dynamic = 'force-dynamic';

const { GET, HEAD } = exportOf('resources');

export { GET, HEAD };
