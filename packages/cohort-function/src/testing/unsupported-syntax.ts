/** Syntax that Node has and cloudfront-js-2.0 does not promise: ES 5.1 with const, let, async and arrow functions is. */
const forbidden: readonly RegExp[] = [
  /\?\./,
  /\?\?/,
  /(\|\||&&)=/,
  /\.\.\./,
  /\b(const|let|var)\s*[[{]/,
  /\bfunction\b[^(]*\([^)]*[{[=]/,
  /\bfor\s*(await\s*)?\([^)]*\bof\b/,
  /\bclass\b/,
  /\bfunction\s*\*/,
  /\byield\b/,
  /\d_\d/,
  /[{,]\s*\w+\([^()]*\)\s*\{/,
  /\bcatch\s*\{/,
  /#\w+/,
]

/** Lines that use such syntax; comments and texts do not count. */
export function unsupportedSyntax(code: string): string[] {
  const bare = code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'[^'\n]*'/g, "''")
  return bare.split('\n').filter((line) => forbidden.some((pattern) => pattern.test(line)))
}
