/** The scheduled scan: off unless AXIS_SCAN_CRON names a rule. A refusal (the gate is shut) is a log line; the next tick tries again. */
import type { HookExtensionContext, RegisterFunctions } from '@directus/extensions';
import type { Config } from '../../src/profile/config';
import type { OwnerDatabase } from '../../src/db/owner-database';
import { runScheduledScan } from '../../src/scan/scan';

export function registerScheduledScan(
	{ schedule }: Pick<RegisterFunctions, 'schedule'>,
	host: HookExtensionContext,
	config: Config,
	owner: OwnerDatabase,
): void {
	const rule: unknown = host.env.AXIS_SCAN_CRON;
	if (typeof rule !== 'string' || rule.trim() === '') return;
	schedule(rule, async () => {
		try {
			const scan = await runScheduledScan({ db: await owner.open(), loaded: config.profile(), log: host.logger });
			if (scan) host.logger.info(`Axis scan ${scan.scan_id}: ${scan.found} found, ${scan.new} new, ${scan.resolved} resolved.`);
		} catch (error) {
			host.logger.warn(`The scheduled axis scan did not run: ${error instanceof Error ? error.message : String(error)}`);
		}
	});
}
