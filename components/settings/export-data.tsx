import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';

/** A plain form, so that the browser streams the download to disk. */
export function ExportData() {
  return (
    <Card
      title="Export"
      note="Everything of this organization as one tar file: every table as JSON Lines, and the stored reports. Passwords and tokens are not in it. The audit log keeps who exported."
    >
      <form method="post" action="/api/v1/organization/export" className="pt-2">
        <Button type="submit">Export all data</Button>
      </form>
    </Card>
  );
}
