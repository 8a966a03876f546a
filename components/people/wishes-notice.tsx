import { AtSign } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { formatCount } from '#lib/format.ts';

/** People wait for an administrator to confirm the address that they asked for. */
export function WishesNotice({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border bg-sunken px-4 py-2 text-13">
      <AtSign aria-hidden className="size-4 shrink-0 text-faint" />
      <p className="min-w-0 flex-1 basis-56">
        {formatCount(count, 'person wants', 'people want')} another e-mail address: confirm or refuse it.
      </p>
      <Button size="sm" onClick={onShow}>
        Show
      </Button>
    </div>
  );
}
