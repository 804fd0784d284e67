/** What an operator is told and must type before tiers are rolled back, and what is sent then. */
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RollbackForesight } from '../../src/contract';
import { Refused } from './page-api';
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

describe('what stands in the way of rolling all back', () => {
	const FORESIGHT = '/axis/rollback/foresight';
	const NOTHING: RollbackForesight = { tiers: ['scan'], refuses: [], takes: [], standing: { total: 0, acts: [] } };
	const WAIVERS = {
		...{ tier: 1, name: 'structure', check: 'no_waivers', violation: 'a waiver is still there', remedy: 'Force deletes them.' },
		...{ count: 21, rows: [{ key: 'topic agents' }, { key: 'topic pages' }] },
	};
	const VIEW = {
		...{
			tier: 1,
			name: 'structure',
			check: 'nothing_of_others',
			violation: 'objects of others depend on it',
			remedy: 'Drop them.',
		},
		...{ count: 1, rows: [{ kind: 'view', object: 'public.theirs' }] },
	};
	const open = async (answer: unknown, language = 'en-US', words = 'Roll back all') => {
		page = await openPage({ plan: planOf({ applied: 6 }), answers: { [FORESIGHT]: answer }, language });
		await page.ask(words);
	};

	it('is told to be nothing where nothing is', async () => {
		await open(NOTHING);
		expect(page.told()).toContain('What stands in its wayNothing refuses it, and nothing of people is deleted.');
	});

	it('is listed: what refuses, and the rows of people, which will be deleted where that is ticked', async () => {
		await open({ ...NOTHING, refuses: [VIEW], takes: [WAIVERS] });
		expect(page.told()).toContain(
			'These refuse it, and force does not help:Tier 1 (structure): objects of others depend on it (1) kind: view · object: public.theirs',
		);
		expect(page.told()).toContain(
			'Rows of people. The rollback refuses while they are there:Tier 1 (structure): a waiver is still there (21)',
		);
		expect(page.told()).toContain('key: topic agentskey: topic pagesAnd 19 more.Force deletes them.');
		await page.dialog().find('input[type="checkbox"]').setValue(true);
		expect(page.told()).toContain('Rows of people. They will be deleted:');
		expect(page.told()).not.toContain('The rollback refuses while they are there');
	});

	it('counts the acts of people that can be taken back first', async () => {
		await open({ ...NOTHING, takes: [WAIVERS], standing: { total: 21, acts: [] } });
		expect(page.told()).toContain('Changes of people that stand and can be taken back first: 21.');
	});

	it('is told in German', async () => {
		await open({ ...NOTHING, takes: [WAIVERS] }, 'de-DE', 'Alle zurückrollen');
		expect(page.told()).toContain(
			'Was im Weg stehtZeilen von Personen. Solange sie da sind, lehnt das Zurückrollen ab:Stufe 1 (structure)',
		);
	});

	it('is waited for, and the rest of the dialog can be used meanwhile', async () => {
		await open(new Promise(() => undefined));
		expect(page.dialog().find('[role="status"]').text()).toBe('Asking what refuses it, and what it would delete');
		await page.dialog().find('input[type="text"]').setValue('one-roof');
		expect(page.isOff('Roll back all')).toBe(false);
	});

	it('is told to be unknown where it cannot be read, with another try', async () => {
		await open(new Refused(refusal(409, 'AXIS_WRONG_DATABASE', 'This is another database.')));
		expect(page.told()).toContain('What stands in its way could not be read.This is another database.');
		page.api.answers.set(FORESIGHT, NOTHING);
		await page.dialog().find('.retry').trigger('click');
		await flushPromises();
		expect(page.told()).toContain('nothing of people is deleted');
	});

	it('is not asked for one tier', async () => {
		page = await openPage({ plan: planOf({ applied: 4 }) });
		await page.ask('Roll back');
		expect(page.api.reads).not.toContain(FORESIGHT);
	});
});

it('rolling all back needs the profile’s name, and forces only where that is ticked', async () => {
	page = await openPage({ plan: planOf({ applied: 6 }) });
	await page.ask('Roll back all');
	expect(page.told()).toContain('Tier 1 also takes AccessExclusive');
	expect(page.isOff('Roll back all')).toBe(true);
	await page.dialog().find('input[type="text"]').setValue('one-roo');
	expect(page.isOff('Roll back all')).toBe(true);
	await page.dialog().find('input[type="text"]').setValue('one-roof');
	await page.dialog().findAll('input[type="checkbox"]')[1]?.setValue(true);
	await page.button('Roll back all').trigger('click');
	expect(page.api.takeSent()).toMatchObject({ path: '/axis/rollback', body: { force: false, undo_batches: true } });
	await flushPromises();
});

it('one tier rolls back alone, by force where somebody ticks it', async () => {
	page = await openPage({ plan: planOf({ applied: 4 }) });
	await page.ask('Roll back');
	expect(page.dialog().find('input[type="text"]').exists()).toBe(false);
	await page.dialog().find('input[type="checkbox"]').setValue(true);
	await page.button('Roll back').trigger('click');
	expect(page.api.takeSent()).toMatchObject({ path: '/axis/rollback/containment', body: { force: true, undo_batches: false } });
});
