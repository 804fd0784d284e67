/** PostgreSQL 15 or newer: what the server says of its version decides, and a silent one is refused. */
import { expect, it } from 'vitest';
import { requireVersion } from '../../src/db/postgres';

it.each([150_000, '150004', 180_001])('%s passes', (version) => {
	expect(() => requireVersion(version)).not.toThrow();
});

it.each([
	[140_018, 'PostgreSQL 14'],
	['149999', 'PostgreSQL 14'],
	[90_624, 'PostgreSQL 9'],
])('%s is refused as %s', (version, client) => {
	const refusal = expect.objectContaining({
		code: 'AXIS_UNSUPPORTED_DATABASE',
		status: 501,
		message: `Axis coverage needs PostgreSQL 15 or newer, and this Directus runs on ${client}. Nothing was changed.`,
	});
	expect(() => requireVersion(version)).toThrow(refusal);
});

it.each([undefined, null, ''])('a server that says %s is refused', (version) => {
	expect(() => requireVersion(version)).toThrow(
		expect.objectContaining({
			code: 'AXIS_UNSUPPORTED_DATABASE',
			extensions: { client: 'a PostgreSQL that does not tell its version' },
		}),
	);
});
