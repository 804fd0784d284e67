// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { RETRY_MS } from '../../app/client';
import { axisCoverage, responsibilityMatrix } from './one-roof';
import { openPanel, refusal, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

const find = (selector: string) => studio.panel.find(selector);

async function openWithFailure(error: unknown): Promise<void> {
	studio = openPanel();
	await studio.api.take('/axis/coverage').fail(error);
}

it('HTTP 401: says that the session ended, not that a permission is missing', async () => {
	await openWithFailure(refusal(401, 'INVALID_CREDENTIALS', 'Invalid user credentials.'));

	expect(find('[role="alert"]').text()).toContain('You are not signed in any more');
	expect(studio.words()).toContain('Sign in again');
	expect(studio.words()).not.toContain('permission');
});

it('HTTP 503: is asked once more before anything is told', async () => {
	vi.useFakeTimers();
	try {
		await openWithFailure(refusal(503, 'SERVICE_UNAVAILABLE', 'Service "api" is unavailable. Under pressure.'));
		expect(studio.panel.find('[role="alert"]').exists()).toBe(false);
		await vi.advanceTimersByTimeAsync(RETRY_MS);
		await studio.api.take('/axis/coverage').fail(refusal(503, 'SERVICE_UNAVAILABLE', 'Under pressure.'));
		expect(find('[role="alert"]').text()).toContain('Under pressure.');
		expect(studio.api.requests).toEqual([]);
	} finally {
		vi.useRealTimers();
	}
});

it('HTTP 403: says whose permission is missing on what', async () => {
	await openWithFailure(refusal(403, 'FORBIDDEN', 'You don’t have permission to access this.'));

	expect(find('[role="alert"]').text()).toContain('You may not read axis coverage');
	expect(studio.words()).toContain('Ask an admin for read permission on axis_rollout_run.');
});

it('shows the server’s own message and code of a refusal', async () => {
	await openWithFailure(refusal(409, 'AXIS_PREREQUISITE_MISSING', 'The view v_object_owner_gap is missing.'));

	expect(find('[role="alert"]').text()).toContain('The view v_object_owner_gap is missing.');
	expect(find('code').text()).toBe('AXIS_PREREQUISITE_MISSING');
});

it('a refusal of the plan is a failure too, not an empty panel', async () => {
	studio = openPanel();
	await studio.api.take('/axis/coverage').answer([]);
	await studio.api.take('/axis/plan').fail(refusal(409, 'AXIS_WRONG_DATABASE', 'This is not directus.'));

	expect(find('[role="alert"]').text()).toContain('This is not directus.');
});

it('says that the API part is not loaded when the route does not exist', async () => {
	await openWithFailure(refusal(404, 'ROUTE_NOT_FOUND', 'Route /axis/coverage doesn’t exist.'));

	expect(studio.words()).toContain('the API part of the extension is not loaded');
});

it('does not take a proxy’s page for figures', async () => {
	studio = openPanel();
	await studio.api.take('/axis/coverage').answer(undefined);

	expect(studio.words()).toContain('(HTTP 200)');
});

it('offers a retry after a network failure, and keeps the message until the answer is there', async () => {
	await openWithFailure(new Error('Network Error'));
	expect(find('[role="alert"]').text()).toContain('The server cannot be reached');

	await find('button').trigger('click');
	expect(find('[role="alert"]').exists()).toBe(true);

	await studio.api.take('/axis/coverage').answer([axisCoverage('responsibility', 'Responsibility', 0, 210, 0)]);
	await studio.api.take('/axis/coverage/responsibility/matrix').answer(responsibilityMatrix('inherited'));
	expect(find('[role="alert"]').exists()).toBe(false);
	expect(studio.words()).toContain('210 of 210 (100 %)');
});

it('keeps the bars when only the matrix is refused', async () => {
	studio = openPanel();
	await studio.api.take('/axis/coverage').answer([axisCoverage('responsibility', 'Responsibility', 0, 0, 210)]);
	await studio.api.take('/axis/coverage/responsibility/matrix').fail(refusal(404, 'AXIS_UNKNOWN_AXIS', 'No such axis.'));

	expect(studio.words()).toContain('0 of 210 (0 %)');
	expect(find('[role="alert"]').text()).toContain('The matrix could not be loaded.');
	expect(find('[role="alert"]').text()).toContain('No such axis.');
});
