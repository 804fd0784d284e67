/** Operation "Coverage: scan": one scan, as POST /axis/scan makes it, and a line of text. */
import { z } from 'zod';
import type { ScanAnswer } from '../../src/contract/schemas';
import { createOwnerDatabase } from '../../src/db/owner-database';
import { InvalidPayloadError } from '../../src/errors';
import { createConfig } from '../../src/profile/config';
import { runScan } from '../../src/scan/scan';
import { runOperation } from '../run-operation';

const WITHIN =
	'a scan cannot run within the change that starts the Flow; let the Flow begin with the action after the change, or with a schedule';

export default runOperation({
	id: 'axis-coverage-scan',
	right: () => 'create',
	options: z.object({}),
	async run({ user, host }): Promise<ScanAnswer & { text: string }> {
		// A Flow that a filter starts runs in the transaction of what it filters, which would take our locks and limits along, or the scan back.
		if (host.database.isTransaction === true) throw new InvalidPayloadError({ reason: WITHIN });
		const config = createConfig(host.env);
		const owner = createOwnerDatabase(host.database, () => config.ownerDatabaseUrl());
		try {
			const context = { db: await owner.open(), loaded: config.profile(), log: host.logger };
			const scan = await runScan(context, {
				actor: user ?? 'flow',
				operator: user ?? undefined,
				mode: user === null ? 'scheduled' : 'manual',
			});
			const { scan_id, found, new: fresh, resolved, critical, acknowledged } = scan;
			const text = `Scan ${scan_id}: ${found} findings, ${critical} critical, ${acknowledged} acknowledged; ${fresh} new and ${resolved} resolved since the scan before`;
			return { ...scan, text };
		} finally {
			await owner.close();
		}
	},
});
