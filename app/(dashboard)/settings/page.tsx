import { notFound } from 'next/navigation';
import { goTo } from '#app/(dashboard)/go-to.ts';
import { sectionsFor } from '#components/settings/sections.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext } from '#lib/web/page-context.ts';

/** Settings are sections; the address alone leads to the first one. */
export default async function SettingsPage() {
  const [first] = sectionsFor(getRights(await getPageContext()));
  if (first === undefined) notFound();
  return goTo(first.href);
}
