import { sendTestMail } from '#lib/services/mail/send-test-mail.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx) => json({ item: await sendTestMail(ctx) }, 201));
