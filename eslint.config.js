import js from '@eslint/js';
import globals from 'globals';
import ts from 'typescript-eslint';
import vue from 'eslint-plugin-vue';

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
			'app/**/*.ts',
			'cli/**/*.ts',
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
);
