// @vitest-environment happy-dom
/** Signing on the page: what is asked, what is written as whom, and what is told where it is refused. */
import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import { seriousViolations } from './axe';
import { BLOCKED, READY } from './rollout-fixtures';
import { openPage, type Page } from './rollout-studio';
import { plain, refusal } from './studio';

const TABLE = 'governance_ratification';
const OWN = { ...BLOCKED, source: { table: TABLE, filter: {} } };
const STATEMENT = 'I ratify the rollout of the profile one-roof: its tiers may be applied, and the axis tables may be written.';

let page: Page;
afterEach(() => page.view.unmount());

async function openDialog(standing: Parameters<typeof openPage>[0] = {}, words = 'Sign …'): Promise<void> {
	page = await openPage({ gate: OWN, mayRatify: TABLE, ...standing });
	await page.button(words).trigger('click');
	await flushPromises();
}

const agree = () => page.dialog().get('input[type="checkbox"]').setValue(true);

it('asks for agreement to a statement in their own name, writes the item, and the gate is read anew', async () => {
	await openDialog();
	expect(page.told()).toContain(STATEMENT);
	expect(page.told()).toContain('Olga Operator (olga@example.com)');
	expect(await seriousViolations(page.dialog().element)).toEqual([]);
	expect(page.isOff('Sign')).toBe(true);
	await agree();
	await page.button('Sign').trigger('click');
	const sent = page.api.takeSent();
	expect(sent).toMatchObject({ path: `/items/${TABLE}` });
	expect(sent.body).toEqual({ email: 'olga@example.com', statement: STATEMENT, esignature_agreement: true });
	page.api.answers.set('/axis/gate', READY);
	await sent.answer({});
	await flushPromises();
	expect(page.dialog().exists()).toBe(false);
	expect(page.view.find('h2.word').text()).toBe('READY');
});

it('elsewhere it writes what makes an item an approval, and the fields that the table has', async () => {
	const source = { table: 'votes?of/2026', filter: { status: 'published', board: 3 } };
	await openDialog({
		gate: { ...BLOCKED, source },
		mayRatify: 'votes?of/2026',
		fields: ['first_name', 'last_name', 'signature_text'],
	});
	expect(page.told()).toContain('published');
	await agree();
	await page.button('Sign').trigger('click');
	const sent = page.api.takeSent();
	expect(sent.path).toBe('/items/votes%3Fof%2F2026');
	expect(sent.body).toEqual({
		status: 'published',
		board: 3,
		first_name: 'Olga',
		last_name: 'Operator',
		signature_text: 'Olga Operator',
	});
});

it('a refusal is told in the dialog with the way to the form, and nothing else is sent before the next press', async () => {
	await openDialog();
	await agree();
	await page.button('Sign').trigger('click');
	expect(page.isOff('Sign')).toBe(true);
	await page.api.takeSent().fail(refusal(400, 'FAILED_VALIDATION', 'Value for field "board" is required.'));
	const alert = () => page.dialog().get('[role="alert"]');
	expect(alert().text()).toContain('Value for field "board" is required.');
	expect(alert().get('a').attributes('to')).toBe(`/content/${TABLE}/+`);
	await page.button('Sign').trigger('click');
	await page.api.takeSent().fail(refusal(403, 'FORBIDDEN', 'You have no permission.'));
	expect(plain(alert().text())).toContain(`Nothing was signed: your role may not create such an item in ${TABLE}`);
	expect(page.isOff('Sign')).toBe(false);
});

it('speaks German', async () => {
	await openDialog({ language: 'de-DE' }, 'Unterschreiben …');
	expect(page.told()).toContain('Ich ratifiziere den Rollout des Profils one-roof');
	expect(page.isOff('Unterschreiben')).toBe(true);
});

it('is offered to nobody who may not create in that table, and not where the gate is open', async () => {
	page = await openPage({ gate: OWN });
	expect(page.buttons()).not.toContain('Sign …');
	page.view.unmount();
	page = await openPage({ gate: { ...READY, source: OWN.source }, mayRatify: TABLE });
	expect(page.buttons()).not.toContain('Sign …');
});
