/** Words for each kind of failure. A refusal is told in the server's own words: they name what is so and what to do. */
import type { Failure } from './failure';
import type { SharedKey } from './texts/en-us';
import type { Texts } from './texts/define-texts';

export function failureTitle(failure: Failure): SharedKey {
	if (failure.kind === 'forbidden') return 'forbidden_title';
	if (failure.kind === 'signed_out') return 'signed_out_title';
	return failure.kind === 'unreachable' ? 'unreachable_title' : 'failed_title';
}

export function describeFailure(failure: Failure, text: Texts['text']): string {
	switch (failure.kind) {
		case 'signed_out':
			return text('signed_out_text');
		case 'forbidden':
			return text(failure.right === 'read' ? 'forbidden_text' : 'forbidden_act_text');
		case 'unreachable':
			return text('unreachable_text');
		case 'no_endpoint':
			return text('no_endpoint_text');
		case 'refused':
			return failure.message;
		case 'unexpected':
			return text('unexpected_text', { status: String(failure.status) });
	}
}
