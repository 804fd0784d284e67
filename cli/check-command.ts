/** `directus axis check`: lets a build fail when coverage got worse. */
import { z } from 'zod';
import type { CoverageCheck } from '../src/contract';
import { ScanAsked } from '../src/contract/schemas';
import { checkCoverage } from '../src/coverage/check';
import { codeOption, flagOption, readOptions, refuseBoth, UsageError, wantsJson } from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { runCommand, type CliContext } from './session';

const checkOptions = z.object({
	axis: codeOption.optional(),
	maxGap: z
		.string()
		.regex(/^\d{1,9}$/, 'is not a whole number')
		.transform(Number)
		.optional(),
	minPercent: z
		.string()
		.regex(/^\d{1,3}(\.\d+)?$/, 'is not a number from 0 to 100')
		.transform(Number)
		.refine((percent) => percent <= 100, 'is not a number from 0 to 100')
		.optional(),
	newGaps: z.boolean().default(true),
	since: ScanAsked.optional(),
	junit: flagOption,
	json: flagOption,
});

export function addCheck(axis: Command, context: CliContext): void {
	axis
		.command('check')
		.description('Judge coverage for a build: passes or fails, in one line. Reads only; at least one demand is needed.')
		.option('--max-gap <count>', 'at most so many gaps on each axis')
		.option('--min-percent <percent>', 'at least so many percent covered on each axis')
		.option('--no-new-gaps', 'no gap that was not there at the scan of --since')
		.option('--since <scan>', 'number of a scan, or a day or time for the last one until then (default: the last scan)')
		.option('--axis <code>', 'judge this axis alone')
		.option('--junit', 'print the checks as JUnit XML')
		.option('--json', 'print the checks as JSON')
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES +
				examples(
					'check --max-gap 0',
					'check --axis responsibility --min-percent 95 --json',
					'check --no-new-gaps --since 2026-03-31 --junit > coverage.xml',
				),
		)
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async ({ rollout }) => {
				const { axis: code, maxGap, minPercent, newGaps, since, junit, json } = readOptions(checkOptions, given);
				refuseBoth(['--junit', junit || undefined], ['--json', json || undefined]);
				// commander makes --no-new-gaps the option newGaps, true where it was not given.
				const noNew = !newGaps;
				if (since !== undefined && !noNew) throw new UsageError("option '--since' goes with option '--no-new-gaps'");
				if (maxGap === undefined && minPercent === undefined && !noNew)
					throw new UsageError("a demand is needed: option '--max-gap', '--min-percent' or '--no-new-gaps'");
				const data = await checkCoverage(rollout().db, {
					axis: code ?? null,
					maxGap: maxGap ?? null,
					minPercent: minPercent ?? null,
					noNewSince: noNew ? (since ?? '') : null,
				});
				return junit
					? { data, ok: data.status === 'PASS', text: renderJunit(data), exact: true }
					: { data, ok: data.status === 'PASS', text: renderLine(data) };
			});
		});
}

const DEMANDS = {
	max_gap: ({ demanded, found }: Judged) => `${found} gaps, at most ${demanded}`,
	min_percent: ({ demanded, found }: Judged) => `${found === null ? 'nothing required' : `${found} %`}, at least ${demanded} %`,
	no_new_gaps: ({ found }: Judged) => `${found} new gaps, none allowed`,
};

type Judged = CoverageCheck['checks'][number];

/** Exported for its test. */
export function renderLine({ status, checks, new_gaps }: CoverageCheck): string {
	const told = checks.map((one) => `${one.axis_code ?? 'all axes'}: ${DEMANDS[one.check](one)}${one.ok ? '' : ' (FAILS)'}`);
	const named = new_gaps.map(({ axis_code, object_ref, value_code }) => `${axis_code}/${object_ref}/${value_code}`);
	return `${status}: ${[...told, ...(named.length > 0 ? [`new: ${named.join(', ')}`] : [])].join('; ')}`;
}

/** Exported for its test. One case a check; what fails names what was found. */
export function renderJunit({ checks, new_gaps }: CoverageCheck): string {
	const failures = checks.filter(({ ok }) => !ok).length;
	const cases = checks.map((one) => {
		const open = `  <testcase classname="axis-coverage" name="${escapeXml(`${one.check} ${one.axis_code ?? 'all axes'}`)}"`;
		if (one.ok) return `${open}/>`;
		const gaps = one.check === 'no_new_gaps' ? new_gaps : [];
		const named = gaps.map((gap) => `${gap.axis_code}/${gap.object_type}/${gap.object_ref}/${gap.value_code}\n`).join('');
		return `${open}><failure message="${escapeXml(DEMANDS[one.check](one))}">${escapeXml(named)}</failure></testcase>`;
	});
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuite name="axis-coverage" tests="${checks.length}" failures="${failures}">`,
		...cases,
		'</testsuite>',
		'',
	].join('\n');
}

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 holds no control character but tab and line breaks, written or as a reference: they become U+FFFD, as halves of surrogate pairs do. */
function escapeXml(text: string): string {
	return text
		.toWellFormed()
		.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '\ufffd')
		.replace(/[&<>"]/g, (character) => XML[character] ?? character);
}
