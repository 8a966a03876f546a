import type { Metadata } from 'next';
import { AlertsScreen } from '#components/account/alerts-screen.tsx';
import { getOwnAlerts } from '#lib/views/alert/get-own-alerts.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Your alerts' };

export default async function AlertsPage() {
  return <AlertsScreen saved={await getOwnAlerts(await getPageContext())} />;
}
