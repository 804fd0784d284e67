/** What an operator is told and must type before something happens, and what is sent then. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { planOf } from './rollout-fixtures';
import { openPage, type Page } from './rollout-studio';
import { refusal } from './studio';

let page: Page;
beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
	page.view.unmount();
	vi.useRealTimers();
});

describe('a sovereign tier', () => {
	beforeEach(async () => {
		page = await openPage({ plan: planOf({ applied: 2 }) });
		await page.ask('Apply');
	});

	it('is told with its effect, its lock, its way back, and what it never does', () => {
		expect(page.told()).toContain('Apply Tier 3 (ownership-seed)');
		expect(page.told()).toContain('One accountable authority for every group of the profile and responsibility scope');
		expect(page.told()).toContain('Locksrow locks on new rows; the foreign keys lock');
		expect(page.told()).toContain('Way backRolls back by deleting the rows that it made, which created_by tells.');
		expect(page.told()).toContain('It never ratifies');
	});

	it('is applied only once the approval code is typed, under that code', async () => {
		expect(page.isOff('Apply')).toBe(true);
		await page.dialog().find('input').setValue('  ');
		expect(page.isOff('Apply')).toBe(true);
		await page.dialog().find('input').setValue(' APR-7 ');
		expect(page.isOff('Apply')).toBe(false);
		await page.button('Apply').trigger('click');
		expect(page.api.takeSent()).toMatchObject({ path: '/axis/apply/ownership', body: { ratified_apr: 'APR-7' } });
		expect(page.dialog().exists()).toBe(false);
	});

	it('is not applied by whoever cancels, and the next dialog is empty', async () => {
		await page.dialog().find('input').setValue('APR-7');
		await page.button('Cancel').trigger('click');
		expect(page.dialog().exists()).toBe(false);
		expect(page.api.sent).toEqual([]);
		await page.ask('Apply');
		expect(page.isOff('Apply')).toBe(true);
	});
});

it.each([
	[4, 'containment'],
	[5, 'topic'],
])('tier %i writes no base model, and needs the code that its owners are recorded under', async (tier, id) => {
	page = await openPage({ plan: planOf({ applied: tier - 1 }) });
	await page.ask('Apply');
	expect(page.isOff('Apply')).toBe(true);
	await page.dialog().find('input').setValue('APR-7');
	await page.button('Apply').trigger('click');
	expect(page.api.takeSent()).toMatchObject({ path: `/axis/apply/${id}`, body: { ratified_apr: 'APR-7' } });
});

it('a tier that records no code needs none', async () => {
	page = await openPage({ plan: planOf({ applied: 1 }) });
	await page.ask('Apply');
	expect(page.dialog().find('input').exists()).toBe(false);
	await page.button('Apply').trigger('click');
	expect(page.api.takeSent()).toMatchObject({ path: '/axis/apply/responsibility', body: {} });
});

it('all tiers are told one by one, and need the code where one of them does', async () => {
	page = await openPage({ plan: planOf({ applied: 4 }) });
	await page.ask('Apply all');
	expect(page.told()).toContain('Tier 5 (topic-finalization): Topics of objects');
	expect(page.told()).toContain('Tier 6 (scanner-baseline): The first scan');
	expect(page.told()).not.toContain('Tier 4');
	expect(page.isOff('Apply all')).toBe(true);
	await page.dialog().find('input').setValue('APR-7');
	await page.button('Apply all').trigger('click');
	expect(page.api.takeSent()).toMatchObject({ path: '/axis/apply', body: { ratified_apr: 'APR-7' } });
});

it('all tiers need no code where none of those that are left does', async () => {
	page = await openPage({ plan: planOf({ applied: 5 }) });
	await page.ask('Apply all');
	expect(page.dialog().find('input').exists()).toBe(false);
	await page.button('Apply all').trigger('click');
	expect(page.api.takeSent()).toMatchObject({ path: '/axis/apply', body: {} });
});

it('where the profile asks for a seal, the plan is sealed first, and the apply carries the seal', async () => {
	page = await openPage({ plan: planOf({ applied: 3, sealed: true }) });
	await page.ask('Apply');
	expect(page.told()).toContain('Step 1 of 2: seal the plan');
	expect(page.isOff('Seal')).toBe(true);
	await page.dialog().find('input').setValue('APR-7');
	await page.button('Seal').trigger('click');
	const sealing = page.api.takeSent();
	expect(sealing).toMatchObject({ path: '/axis/plan/seal', body: { ratified_apr: 'APR-7', through: 'containment' } });
	await sealing.answer({
		token: 'T',
		tiers: ['containment'],
		expires_at: '2026-06-03T01:00:00.000Z',
		parts: { objects: { count: 35 } },
	});
	expect(page.told()).toContain('Step 2 of 2: sealed for tiers containment, over 35 objects');
	await page.button('Apply').trigger('click');
	expect(page.api.takeSent()).toMatchObject({ path: '/axis/apply/containment', body: { ratified_apr: 'APR-7', seal: 'T' } });
});

it('Enter does not pass the seal by', async () => {
	page = await openPage({ plan: planOf({ applied: 3, sealed: true }) });
	await page.ask('Apply');
	await page.dialog().find('input').setValue('APR-7');
	await page.dialog().find('form').trigger('submit');
	expect(page.api.sent).toEqual([]);
	expect(page.dialog().exists()).toBe(true);
});

it('another code asks for another seal, and a refused seal says why', async () => {
	page = await openPage({ plan: planOf({ applied: 3, sealed: true }) });
	await page.ask('Apply');
	await page.dialog().find('input').setValue('APR-7');
	await page.button('Seal').trigger('click');
	await page.api
		.takeSent()
		.answer({ token: 'T', tiers: ['containment'], expires_at: '2026-06-03T01:00:00.000Z', parts: { objects: { count: 35 } } });
	await page.dialog().find('input').setValue('APR-8');
	await page.button('Seal').trigger('click');
	await page.api.takeSent().fail(refusal(409, 'AXIS_WRONG_DATABASE', 'This is another database.'));
	expect(page.dialog().find('[role="alert"]').text()).toBe('This is another database.');
	expect(page.buttons()).toContain('Seal');
});

it.each([
	['Rehearse', '/axis/rehearse', 'Those of all tiers together'],
	['Verify', '/axis/apply/verify', 'None: it only reads.'],
])('%s asks first, and needs nothing typed', async (words, path, lock) => {
	page = await openPage({ plan: planOf({ applied: 3 }) });
	await page.ask(words);
	expect(page.told()).toContain(lock);
	await page.button(words).trigger('click');
	expect(page.api.takeSent()).toMatchObject({ path, body: {} });
});

it('while a request is under way nothing else can be asked; a refusal is told in the server’s words', async () => {
	page = await openPage({ plan: planOf({ applied: 1 }) });
	await page.ask('Rehearse');
	await page.button('Rehearse').trigger('click');
	for (const words of ['Rehearse', 'Apply all', 'Verify', 'Roll back all', 'Apply', 'Roll back'])
		expect(page.isOff(words)).toBe(true);
	await page.api.takeSent().fail(refusal(409, 'AXIS_ROLLOUT_BUSY', 'Another rollout runs. Nothing was changed.'));
	expect(page.view.find('[role="alert"]').text()).toBe('Refused: Another rollout runs. Nothing was changed.');
	expect(page.isOff('Rehearse')).toBe(false);
});
