import js from '@eslint/js';
import globals from 'globals';
import ts from 'typescript-eslint';
import vue from 'eslint-plugin-vue';

/** Import direction (design: endpoints → rollout → gate → coverage → db → contract; hooks → gate; panels → contract). */
const layer = (files, forbidden, message) => ({
	files,
	rules: { 'no-restricted-imports': ['error', { patterns: [{ group: forbidden, message }] }] },
});

const down = 'Imports point downwards only: endpoints → src/rollout → src/gate → src/coverage → src/db → src/contract.';
const outside = ['**/endpoints/**', '**/hooks/**', '**/panels/**', '**/modules/**'];

export default ts.config(
	{ ignores: ['dist/', 'coverage/', 'node_modules/', '.axis-coverage/', 'host/**/node_modules/'] },
	js.configs.recommended,
	...ts.configs.recommended,
	...vue.configs['flat/recommended'],
	{
		languageOptions: { globals: { ...globals.node } },
		rules: {
			'no-console': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
		},
	},
	{
		files: [
			'src/**/*.ts',
			'endpoints/**/*.ts',
			'hooks/**/*.ts',
			'panels/**/*.ts',
			'modules/**/*.ts',
			'migrations/**/*.ts',
			'test/**/*.ts',
			'bench/**/*.ts',
		],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
		},
	},
	{
		// Directus awaits the handlers of init, although its types say that they return nothing.
		files: ['hooks/**/*.ts'],
		rules: { '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }] },
	},
	{
		files: ['**/*.vue'],
		languageOptions: { parserOptions: { parser: ts.parser }, globals: { ...globals.browser } },
		rules: {
			'vue/html-indent': 'off',
			'vue/max-attributes-per-line': 'off',
			'vue/singleline-html-element-content-newline': 'off',
			'vue/html-self-closing': 'off',
			'vue/html-closing-bracket-newline': 'off',
			'vue/multi-word-component-names': 'off',
		},
	},
	{ files: ['scripts/**', 'bench/**', 'host/**'], rules: { 'no-console': 'off' } },
	layer(['src/contract/**'], ['../**', ...outside], down),
	layer(
		['src/errors/**', 'src/config.ts', 'src/db/**'],
		['**/coverage/**', '**/gate/**', '**/rollout/**', '**/scan/**', '**/lifecycle/**', '**/migrations/**', ...outside],
		down,
	),
	layer(
		['src/coverage/**'],
		['**/gate/**', '**/rollout/**', '**/scan/**', '**/lifecycle/**', '**/migrations/**', ...outside],
		down,
	),
	layer(['src/gate/**'], ['**/rollout/**', '**/scan/**', '**/lifecycle/**', '**/migrations/**', ...outside], down),
	layer(['src/rollout/**', 'migrations/**'], ['**/scan/**', '**/lifecycle/**', '**/cells/**', ...outside], down),
	layer(['src/scan/**'], ['**/self-test/**', '**/lifecycle/**', '**/cells/**', ...outside], down),
	layer(['src/lifecycle/**'], ['**/self-test/**', '**/scan/**', '**/cells/**', '**/migrations/**', ...outside], down),
	layer(['src/cells/**'], ['**/self-test/**', '**/scan/**', '**/lifecycle/**', ...outside], down),
	layer(['src/self-test/**'], ['**/scan/**', ...outside], down),
	layer(['src/studio/**'], ['**/coverage/**', '**/gate/**', '**/rollout/**', '**/scan/**', '**/lifecycle/**', ...outside], down),
	layer(
		['panels/**', 'modules/**'],
		[
			'**/src/db/**',
			'**/src/coverage/**',
			'**/src/gate/**',
			'**/src/rollout/**',
			'**/src/lifecycle/**',
			'**/src/self-test/**',
			'**/src/cells/**',
			'**/src/errors',
			'**/src/config',
			'**/endpoints/**',
			'**/hooks/**',
		],
		'Panels and modules speak HTTP; they import types and paths from src/contract only.',
	),
	layer(
		['hooks/**'],
		['**/endpoints/**', '**/panels/**', '**/modules/**'],
		'Hooks stand beside endpoints and panels, not on them.',
	),
	layer(
		['endpoints/**'],
		['**/hooks/**', '**/panels/**', '**/modules/**'],
		'Endpoints stand beside hooks and panels, not on them.',
	),
);
