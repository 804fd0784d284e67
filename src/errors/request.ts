/** Refusals of a request that names what is not there, or is not understood. */
import { refusal } from './define';

/** The request's body or query is not what the route takes. */
export const InvalidPayloadError = refusal(
	'AXIS_INVALID_PAYLOAD',
	({ reason }) => `The request was not understood: ${reason}. Nothing was changed.`,
);

/** No tier of that number. */
export const UnknownTierError = refusal(
	'AXIS_UNKNOWN_TIER',
	({ tier, known }) =>
		`There is no tier "${tier}" to act on. Nothing was changed. Tiers are ${known.join(', ')}: name one so, or by its number in GET /axis/plan.`,
);

/** No active axis of that code. */
export const UnknownAxisError = refusal(
	'AXIS_UNKNOWN_AXIS',
	({ axis_code }) => `There is no active axis "${axis_code}". GET /axis/coverage lists the active ones.`,
);

/** No run of that id. */
export const UnknownRunError = refusal('AXIS_UNKNOWN_RUN', ({ id }) => `There is no run "${id}". GET /axis/runs lists them.`);

const noScan = {
	last: () => 'No scan has been made',
	number: (scan: string) => `There is no scan ${scan}`,
	before: (scan: string) => `There is no scan before ${scan}`,
	moment: (scan: string) => `There is no scan as old as ${scan}`,
};

/** No scan of that number, none as old as that, or none at all. */
export const UnknownScanError = refusal(
	'AXIS_UNKNOWN_SCAN',
	({ scan, by }) => `${noScan[by](scan)}. Nothing was changed. GET /axis/scans lists them; the first is made by the tier "scan".`,
);

/** More clients follow runs at once than one process serves, or more of one user than it serves them. */
export const TooManyStreamsError = refusal(
	'AXIS_TOO_MANY_STREAMS',
	({ limit, of }) =>
		`This instance already follows runs for ${limit} clients${of === 'user' ? ' of yours' : ''}, and takes no more. Nothing was changed. GET /axis/runs/:id answers at any time.`,
);

/** More reads that ask much of the database wait than one process lets wait, or this one waited too long; or as many files are held as may be. */
export const TooManyReadsError = refusal(
	'AXIS_TOO_MANY_READS',
	({ running, waiting }) =>
		`This instance takes ${running} large reports or files at once, and ${waiting} others wait. Nothing was changed. Ask again in some seconds.`,
);
