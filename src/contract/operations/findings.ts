/** Routes that acknowledge findings. */
import { AcknowledgeBody, FindingsAnswer, FindingsPreview, UnacknowledgeBody } from '../schemas/acknowledgements';
import type { Operations } from './operation';
import { FINDINGS } from './refused';

export const FINDING_ACTS = {
	previewAcknowledge: {
		route: 'POST /drift/acknowledge/preview',
		tag: 'scans',
		does: 'What acknowledging findings would do, found by doing it and rolling it back',
		right: 'read',
		large: true,
		body: AcknowledgeBody,
		answer: FindingsPreview,
		refuses: FINDINGS,
	},
	acknowledge: {
		route: 'POST /drift/acknowledge',
		tag: 'scans',
		does: 'Accepts findings, or silences them, until a day, as one batch',
		more: 'GET /axis/drift tells it beside each, and counts leave them in and tell them apart. It counts while the day has not passed and the finding says the same as now, days that only count on left aside; then the finding is back. Another acknowledgement of the finding gives way. POST /axis/owners/:batch/undo takes it back.',
		body: AcknowledgeBody,
		answer: FindingsAnswer,
		refuses: FINDINGS,
	},
	previewRevoke: {
		route: 'POST /drift/revoke/preview',
		tag: 'scans',
		does: 'What revoking acknowledgements would do, found by doing it and rolling it back',
		right: 'read',
		large: true,
		body: UnacknowledgeBody,
		answer: FindingsPreview,
		refuses: FINDINGS,
	},
	revokeAcknowledgement: {
		route: 'POST /drift/revoke',
		tag: 'scans',
		does: 'Ends acknowledgements of findings, as one batch, so that they are back at once',
		more: 'One that no longer counts may be ended too. POST /axis/owners/:batch/undo takes it back.',
		body: UnacknowledgeBody,
		answer: FindingsAnswer,
		refuses: FINDINGS,
	},
} satisfies Operations;
