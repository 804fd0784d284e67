import { describe, expect, it } from 'vitest';
import { renderJunit, renderLine } from '../../../cli/check-command';
import type { CoverageCheck } from '../../../src/contract';

const FAILED: CoverageCheck = {
	status: 'FAIL',
	checks: [
		{ check: 'max_gap', axis_code: 'responsibility', demanded: 0, found: 0, ok: true },
		{ check: 'min_percent', axis_code: 'topic', demanded: 95, found: null, ok: true },
		{ check: 'no_new_gaps', axis_code: null, demanded: 0, found: 12, ok: false },
	],
	new_gaps: [
		{
			change: 'new',
			axis_code: 'topic',
			object_type: 'collection',
			object_ref: 'a<b>&"c\u0007\ud800',
			value_code: 'T',
			group_ref: null,
			state: 'gap',
			owner_gov_code: null,
		},
	],
};

describe('the verdict of a build', () => {
	it('is one line that says what was demanded, what is so, and which gaps are new', () => {
		expect(renderLine(FAILED)).toBe(
			'FAIL: responsibility: 0 gaps, at most 0; topic: nothing required, at least 95 %; all axes: 12 new gaps, none allowed (FAILS); new: topic/a<b>&"c\u0007\ud800/T',
		);
	});

	it('is JUnit that any reader of XML takes, whatever an object is called', () => {
		expect(renderJunit(FAILED)).toBe(
			[
				'<?xml version="1.0" encoding="UTF-8"?>',
				'<testsuite name="axis-coverage" tests="3" failures="1">',
				'  <testcase classname="axis-coverage" name="max_gap responsibility"/>',
				'  <testcase classname="axis-coverage" name="min_percent topic"/>',
				'  <testcase classname="axis-coverage" name="no_new_gaps all axes"><failure message="12 new gaps, none allowed">topic/collection/a&lt;b&gt;&amp;&quot;c\ufffd\ufffd/T\n</failure></testcase>',
				'</testsuite>',
				'',
			].join('\n'),
		);
	});
});
