/** Svelte as it is: TypeScript in components, no preprocessors. */
export default { compilerOptions: { runes: true } };
